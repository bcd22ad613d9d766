/** @file Builds a layer table one layer at a time, deriving shapes, parameters and multiply-adds as it goes. */
import {
  sizeOf,
  type CellSpan,
  type Layer,
  type LayerTable,
  type Parameter,
  type PathDrops,
  type Shape,
} from './layers.ts';
import { layersReaching } from './reaching.ts';
import type { MovingAverageMomentum } from './schedule.ts';

type Distribute<T> = T extends unknown ? Omit<T, 'id' | 'multiplyAdds'> : never;

/** How a layer's weights start. */
type UniformInit = Extract<Parameter['init'], `${string}Uniform`>;
/** Filters are drawn at random, or whiten the images and are not trained. */
type FilterInit = UniformInit | 'whitening';

/** Appends layers; every method returns the id of the layer it added. */
export class TableBuilder {
  readonly #layers: Layer[] = [];
  readonly #parameters: Parameter[] = [];
  readonly #cells: CellSpan[] = [];

  /** The id the next layer will get. */
  get next(): number {
    return this.#layers.length;
  }

  /** Output shape of a layer already added. */
  shape(id: number): Shape {
    return this.#layers[id]!.shape;
  }

  image(height: number, width: number, channels: number): number {
    return this.#push({ kind: 'image', name: 'image', inputs: [], shape: [height, width, channels] }, 0);
  }

  conv(
    x: number,
    name: string,
    kernel: readonly [number, number],
    stride: readonly [number, number],
    filters: number,
    { shift = 0, hasBias = false, init = 'heUniform' }: ConvOptions = {},
  ): number {
    const [h, w, cin] = this.shape(x);
    const taps = sizeOf(kernel);
    const filter = this.#parameter(`${name}/filter`, [...kernel, cin, filters], init, taps * cin, taps * filters);
    const bias = hasBias ? { bias: this.#parameter(`${name}/bias`, [filters], 'zeros') } : {};
    const shape: Shape = [Math.ceil(h / stride[0]), Math.ceil(w / stride[1]), filters];
    return this.#push(
      { kind: 'conv', name, inputs: [x], shape, kernel, stride, shift, filter, ...bias },
      sizeOf(shape) * taps * cin,
    );
  }

  depthwise(
    x: number,
    name: string,
    kernel: number,
    stride: number,
    { dilation = 1, init = 'heUniform' }: DepthwiseOptions = {},
  ): number {
    const [h, w, c] = this.shape(x);
    const taps = kernel * kernel;
    const fanIn = init === 'heUniform' ? taps : taps * c; // Keras's Glorot takes it for a dense filter of c inputs and one output
    const filter = this.#parameter(`${name}/filter`, [kernel, kernel, c, 1], init, fanIn, taps);
    const shape: Shape = [Math.ceil(h / stride), Math.ceil(w / stride), c];
    return this.#push(
      { kind: 'depthwise', name, inputs: [x], shape, kernel, stride, dilation, filter },
      sizeOf(shape) * taps,
    );
  }

  batchNorm(x: number, name: string): number {
    const shape = this.shape(x);
    const gamma = this.#parameter(`${name}/gamma`, [shape[2]], 'ones');
    const beta = this.#parameter(`${name}/beta`, [shape[2]], 'zeros');
    return this.#push({ kind: 'batchNorm', name, inputs: [x], shape, gamma, beta }, 0);
  }

  relu(x: number, name: string): number {
    return this.#push({ kind: 'relu', name, inputs: [x], shape: this.shape(x) }, 0);
  }

  pool(x: number, name: string, kind: 'maxPool' | 'avgPool', stride: number): number {
    const [h, w, c] = this.shape(x);
    const shape: Shape = [Math.ceil(h / stride), Math.ceil(w / stride), c];
    return this.#push({ kind, name, inputs: [x], shape, stride }, 0);
  }

  add(a: number, b: number, name: string, drops?: PathDrops): number {
    const dropped = drops === undefined ? {} : { drops };
    return this.#push({ kind: 'add', name, inputs: [a, b], shape: this.shape(a), ...dropped }, 0);
  }

  concat(xs: readonly number[], name: string): number {
    const [h, w] = this.shape(xs[0]!);
    const channels = xs.reduce((sum, x) => sum + this.shape(x)[2], 0);
    return this.#push({ kind: 'concat', name, inputs: xs, shape: [h, w, channels] }, 0);
  }

  globalAveragePool(x: number, name: string): number {
    return this.#push({ kind: 'globalAveragePool', name, inputs: [x], shape: [1, 1, this.shape(x)[2]] }, 0);
  }

  dense(x: number, name: string, classes: number, init: UniformInit | 'smallNormal' = 'smallNormal'): number {
    const cin = this.shape(x)[2];
    const weights = this.#parameter(`${name}/weights`, [cin, classes], init, cin, classes);
    const bias = this.#parameter(`${name}/bias`, [classes], 'zeros');
    return this.#push({ kind: 'dense', name, inputs: [x], shape: [1, 1, classes], weights, bias }, cin * classes);
  }

  /** Notes that the layers from `from` to here are one cell. */
  endCell(span: Omit<CellSpan, 'index' | 'to' | 'outputShape'>): void {
    const outputShape = this.shape(this.next - 1);
    this.#cells.push({ ...span, index: this.#cells.length, to: this.next, outputShape });
  }

  /** Whether each layer's output reaches that of layer `id`, by id. */
  reaching(id: number): boolean[] {
    return layersReaching(this.#layers, [id]);
  }

  /** @param auxiliary the logits of a second classifier. */
  build(movingMomentum: MovingAverageMomentum = 'warm-up', auxiliary?: number): LayerTable {
    const second = auxiliary === undefined ? {} : { auxiliary };
    return { layers: this.#layers, parameters: this.#parameters, cells: this.#cells, ...second, movingMomentum };
  }

  #push(layer: Distribute<Layer>, multiplyAdds: number): number {
    this.#layers.push({ ...layer, id: this.next, multiplyAdds });
    return this.next - 1;
  }

  #parameter(name: string, shape: readonly number[], init: Parameter['init'], fanIn = 0, fanOut = 0): number {
    const isFrozen = init === 'whitening';
    const frozen = isFrozen ? ({ isFrozen } as const) : {};
    this.#parameters.push({ name, shape, init, fanIn, fanOut, decay: fanIn > 0 && !isFrozen, ...frozen });
    return this.#parameters.length - 1;
  }
}

interface ConvOptions {
  readonly shift?: 0 | 1;
  readonly hasBias?: boolean;
  readonly init?: FilterInit;
}

interface DepthwiseOptions {
  readonly dilation?: number;
  readonly init?: UniformInit;
}
