/**
 * @file A child's layer table as dispatches: the forward pass in training and in evaluation, the backward pass, the optimizer. Read
 * beside `network/composed-layers.ts`, which says the same in tfjs ops and is what this is tested against.
 *
 * Layers run in the placement's order; backward in reverse. The first reader of an activation (backward) overwrites its gradient, later ones
 * add to it. A gradient lives from then until its layer is done; buffers are shared by gradients that never live together.
 */
import type { Layer, LayerTable } from '../../../../src/core/network/layers.ts';
import type { OptimizerConfig } from '../../optimizer.ts';
import * as bn from '../kernels/batch-norm.ts';
import { addBias, addBiasGrid, biasGradient, biasGradientGrid } from '../kernels/bias.ts';
import { phaseOf } from '../kernels/blocks.ts';
import {
  crossEntropy,
  gather,
  gatherFields,
  globalPoolForward,
  globalPoolGradient,
  STEP_HEADER,
} from '../kernels/head.ts';
import { gridOf, vec4Count, type GradientStore } from '../kernels/kernel.ts';
import {
  adamUpdate,
  addSlices,
  addSquares,
  clipFactor,
  momentumUpdate,
  REGION,
  SQUARES,
} from '../kernels/optimizer.ts';
import * as pointwise from '../kernels/pointwise.ts';
import * as pool from '../kernels/pool.ts';
import * as convolution from './convolution.ts';
import * as depthwise from './depthwise.ts';
import type { GpuImages } from '../runtime/images.ts';
import { Gradients } from './gradients.ts';
import { rangeOf, VEC4, whole, type Arena, type BufferRange } from '../runtime/memory.ts';
import { doesRelu, place, type Place, type Allocation, type Root } from './allocation.ts';
import { Recorder } from '../runtime/program.ts';
import type { Tuning } from '../tuning/tuning.ts';
import { BatchNormTable } from './batch-norm-table.ts';
import { placeWeights, type Region } from './weights.ts';

/** What a plan is made from. */
export interface PlanSource {
  readonly table: LayerTable;
  /** Images of a batch. */
  readonly n: number;
  readonly images: GpuImages;
  readonly optimizer: OptimizerConfig;
  readonly tuning: Tuning;
  /** For tests of single operators: no loss; the gradient of the last layer comes from outside, that of the image is made too. */
  readonly isProbe?: boolean;
}

/** Everything recorded, and the buffers whoever runs it reads and writes. */
export interface Compiled {
  readonly forward: Recorder;
  readonly evaluation: Recorder;
  readonly backward: Recorder;
  readonly update: Recorder;
  readonly regions: readonly Region[];
  readonly weights: GPUBuffer;
  /** Sum of the gradient's slices, in the weights' places: where it is clipped, and in a probe. */
  readonly gradient: GPUBuffer | undefined;
  readonly first: GPUBuffer;
  readonly second: GPUBuffer | undefined;
  /** The batch norms' statistics, the moving ones among them. */
  readonly batchNorms: BatchNormTable;
  /** The running step's numbers (`head.ts` has their order), copied from the schedule. */
  readonly step: GPUBuffer;
  /** The numbers of up to {@link MOST_WAITING} steps. */
  readonly schedule: GPUBuffer;
  readonly totals: GPUBuffer;
  /** The range of a layer's activation. */
  activation(id: number): { readonly range: BufferRange; readonly place: Place };
  /** In a probe: where the last layer's gradient is expected, and where the image's is left. */
  readonly probe: { readonly last: BufferRange; readonly image: BufferRange } | undefined;
}

/** Steps whose numbers are uploaded together at most (ours). */
export const MOST_WAITING = 32;

const LEAST = -3.4028234e38;
/** Padding of SAME before the first pixel. */
const before = (size: number, outputs: number, stride: number, reach: number): number =>
  Math.floor(Math.max((outputs - 1) * stride + reach - size, 0) / 2);

/** Records a table. */
export function compile(arena: Arena, source: PlanSource): Compiled {
  return new Compiler(arena, source).compiled();
}

class Compiler {
  readonly #arena: Arena;
  readonly #source: PlanSource;
  readonly #layers: readonly Layer[];
  readonly #placement: Allocation;
  readonly #regions: readonly Region[];
  readonly #buffers = new Map<Root, GPUBuffer>();
  readonly #places = new Map<number, GPUBuffer>(); // max pools: which pixel, by layer
  readonly #batchNorms: BatchNormTable;
  readonly #slices: readonly number[]; // of each parameter's gradient
  readonly #slicesAt: readonly number[];
  readonly #weights: GPUBuffer;
  readonly #sliceBuffer: GPUBuffer;
  readonly #step: GPUBuffer;
  readonly #totals: GPUBuffer;
  readonly #total: number;

  constructor(arena: Arena, source: PlanSource) {
    const { table, n, tuning } = source;
    this.#arena = arena;
    this.#source = source;
    this.#layers = table.layers;
    this.#placement = place(table, n);
    for (const root of this.#placement.roots) {
      this.#buffers.set(root, arena.allocate(root.quads * root.plane * VEC4));
    }
    const { regions, total } = placeWeights(table);
    this.#regions = regions;
    this.#total = total;
    this.#weights = arena.allocate(total * VEC4);
    const slices = regions.map(() => 1);
    for (const layer of this.#layers) {
      if (layer.kind === 'conv' || layer.kind === 'dense') {
        slices[filterOf(layer)] = convolution.filterGradientCut(tuning, this.#convolution(layer)).fields.slices;
      }
      if (layer.kind === 'depthwise') {
        slices[layer.filter] = depthwise.filterGradientCut(tuning, this.#depthwise(layer)).fields.slices;
      }
    }
    this.#slices = slices;
    let at = 0;
    this.#slicesAt = regions.map(({ reserved }, i) => {
      const from = at;
      at += reserved * slices[i]!;
      return from;
    });
    this.#sliceBuffer = arena.allocate(at * VEC4);
    this.#batchNorms = new BatchNormTable(arena, this.#layers, this.#placement, (layer) => ({
      gamma: regions[layer.gamma]!.from,
      beta: regions[layer.beta]!.from,
      dGamma: this.#slicesAt[layer.gamma]!,
      dBeta: this.#slicesAt[layer.beta]!,
    }));
    this.#step = arena.allocate(4 * (STEP_HEADER + 2 * n));
    this.#totals = arena.allocate(VEC4);
  }

  compiled(): Compiled {
    const [forward, evaluation, backward, update] = [new Recorder(), new Recorder(), new Recorder(), new Recorder()];
    for (const id of this.#placement.order) {
      this.#forward(forward, this.#layers[id]!, true);
      this.#forward(evaluation, this.#layers[id]!, false);
    }
    const probe = this.#backward(backward, forward, evaluation);
    const { gradient, first, second } = this.#update(update);
    this.#batchNorms.upload();
    return {
      forward,
      evaluation,
      backward,
      update,
      regions: this.#regions,
      weights: this.#weights,
      gradient,
      first,
      second,
      batchNorms: this.#batchNorms,
      step: this.#step,
      schedule: this.#arena.allocate(MOST_WAITING * this.#step.size),
      totals: this.#totals,
      activation: (id) => ({ range: this.#activation(id), place: this.#placement.places[id]! }),
      probe,
    };
  }

  // ---- where things lie ----

  #place(id: number): Place {
    return this.#placement.places[id]!;
  }

  #activation(id: number): BufferRange {
    const { root, firstVec4, quads } = this.#place(id);
    return rangeOf(this.#buffers.get(root)!, firstVec4 * root.plane, quads * root.plane);
  }

  #weight(index: number): BufferRange {
    const { from, size } = this.#regions[index]!;
    return rangeOf(this.#weights, from, size);
  }

  /** The slices of a parameter's gradient. */
  #weightGradient(index: number): BufferRange {
    return rangeOf(this.#sliceBuffer, this.#slicesAt[index]!, this.#regions[index]!.reserved * this.#slices[index]!);
  }

  /** 0 where a layer is a ReLU that its readers do, else the least float: what is read is max(x, floor). */
  #floor(id: number): number {
    return this.#placement.reluModes.get(id) === 'by readers' ? 0 : LEAST;
  }

  /** How the gradient of a layer that was read through {@link #floor} is stored. */
  #store(id: number, isAdded: boolean): GradientStore {
    return { isMasked: this.#floor(id) === 0, isAdded };
  }

  // ---- shapes ----

  /** Fields of a dense or depthwise convolution, and of pooling. */
  #window(layer: Extract<Layer, { kind: 'conv' | 'depthwise' | 'maxPool' | 'avgPool' }>) {
    const [h, w, ci] = this.#layers[layer.inputs[0]!]!.shape;
    const [oh, ow, co] = layer.shape;
    const side = layer.kind === 'depthwise' ? layer.kernel : 3; // every pool is 3x3
    const [kh, kw]: readonly [number, number] = layer.kind === 'conv' ? layer.kernel : [side, side];
    const [sh, sw]: readonly [number, number] = layer.kind === 'conv' ? layer.stride : [layer.stride, layer.stride];
    const d = layer.kind === 'depthwise' ? layer.dilation : 1;
    const shift = layer.kind === 'conv' ? layer.shift : 0;
    return {
      n: this.#source.n,
      h,
      w,
      oh,
      ow,
      kh,
      kw,
      sh,
      sw,
      ciq: vec4Count(ci),
      coq: vec4Count(co),
      cq: vec4Count(co),
      py: before(h, oh, sh, (kh - 1) * d + 1) - shift,
      px: before(w, ow, sw, (kw - 1) * d + 1) - shift,
      xPlane: this.#place(layer.inputs[0]!).root.plane,
      yPlane: this.#place(layer.id).root.plane,
      floor: this.#floor(layer.inputs[0]!),
    };
  }

  #depthwise(layer: Extract<Layer, { kind: 'depthwise' }>) {
    const { kernel, stride, dilation } = layer;
    return { ...this.#window(layer), kernel, stride, dilation };
  }

  /** A dense layer as a 1x1 convolution of one pixel an image. */
  #dense(layer: Extract<Layer, { kind: 'dense' }>) {
    const [, , ci] = this.#layers[layer.inputs[0]!]!.shape;
    return {
      n: this.#source.n,
      h: 1,
      w: 1,
      oh: 1,
      ow: 1,
      kh: 1,
      kw: 1,
      sh: 1,
      sw: 1,
      py: 0,
      px: 0,
      ciq: vec4Count(ci),
      coq: vec4Count(layer.shape[2]),
      xPlane: this.#place(layer.inputs[0]!).root.plane,
      yPlane: this.#place(layer.id).root.plane,
      floor: this.#floor(layer.inputs[0]!),
    };
  }

  #convolution(layer: ConvLike) {
    return layer.kind === 'conv' ? this.#window(layer) : this.#dense(layer);
  }

  #biasFields({ id, shape: [h, w, c] }: ConvLike) {
    return { count: this.#source.n * h * w, plane: this.#place(id).root.plane, cq: vec4Count(c) };
  }

  /** Fields of batch norms that are done together, of so many channel groups. */
  #batchNormFields({ id, shape: [h, w] }: BatchNormLayer, cq: number) {
    const count = this.#source.n * h * w;
    const slices = Math.min(bn.MOST_SLICES, this.#source.tuning.slices(cq, count));
    const { total } = this.#batchNorms;
    const relu = doesRelu(id, this.#placement) ? 1 : 0;
    return { count, cq, slices, total, relu, plane: this.#place(id).root.plane };
  }

  // ---- forward ----

  #forward(out: Recorder, layer: Layer, isTraining: boolean): void {
    const { images, n, tuning } = this.#source;
    const isOwner = this.#placement.owners[layer.id] === layer.id;
    if (!isOwner) return;
    const y = this.#activation(layer.id);
    const x = (i = 0): BufferRange => this.#activation(layer.inputs[i]!);
    switch (layer.kind) {
      case 'image': {
        const count = n * layer.shape[0] * layer.shape[1];
        return out.dispatch(
          gather,
          gatherFields(count, images.half, images.normalisation),
          [whole(images.front), whole(images.back), whole(this.#step), y],
          gridOf(count),
        );
      }
      case 'conv':
      case 'dense': {
        const f = this.#convolution(layer);
        const { kernel, fields, grid } = convolution.forwardCut(tuning, f);
        out.dispatch(kernel, { ...f, ...fields }, [x(), this.#weight(filterOf(layer)), y], grid);
        if (layer.kind === 'dense' || layer.bias === undefined) return; // the loss adds the logits' bias
        const { count, cq } = this.#biasFields(layer);
        const ranges = [this.#weight(layer.bias), y];
        return out.dispatch(addBias, this.#biasFields(layer), ranges, addBiasGrid(count, cq));
      }
      case 'depthwise': {
        const f = this.#depthwise(layer);
        const { kernel, fields, grid } = depthwise.forwardCut(tuning, f);
        return out.dispatch(kernel, { ...f, ...fields }, [x(), this.#weight(layer.filter), y], grid);
      }
      case 'batchNorm':
        return this.#batchNormForward(out, layer, isTraining);
      case 'relu':
        return out.dispatch(pointwise.relu, { size: y.size / VEC4 }, [x(), y], gridOf(y.size / VEC4));
      case 'maxPool':
      case 'avgPool': {
        const [h, w, c] = layer.shape;
        const grid = pool.poolGrid(layer.stride, n, h, w, vec4Count(c));
        const f = this.#window(layer);
        if (layer.kind === 'avgPool') return out.dispatch(pool.averagePoolForward(layer.stride), f, [x(), y], grid);
        const places = this.#placesOf(layer.id, y.size / 4);
        return out.dispatch(pool.maxPoolForward(layer.stride), f, [x(), y, whole(places)], grid);
      }
      case 'add':
        return this.#add(out, y, x(0), x(1));
      case 'concat':
        for (const { input, from, isInPlace } of this.#placement.parts.get(layer.id)!) {
          if (!isInPlace) this.#copyPart(out, input, layer.id, from, 'forward', false);
        }
        return;
      case 'globalAveragePool': {
        const f = this.#globalPool(layer);
        return out.dispatch(globalPoolForward, f, [x(), y], gridOf(n * f.cq));
      }
      default:
        return layer satisfies never;
    }
  }

  /** Those that are done together, by the first of them. */
  #batchNormForward(out: Recorder, layer: BatchNormLayer, isTraining: boolean): void {
    const ids = this.#placement.together.get(layer.id)!;
    if (ids[0] !== layer.id) return;
    const { firstRow, cq } = this.#batchNorms.forwardRows(ids);
    const f = { ...this.#batchNormFields(layer, cq), firstRow };
    const x = whole(this.#buffers.get(this.#place(layer.inputs[0]!).root)!);
    const y = whole(this.#buffers.get(this.#place(layer.id).root)!);
    const { table, moving, moments, partials } = this.#batchNorms;
    const weights = whole(this.#weights);
    const { isShared } = this.#source.tuning;
    const grid = bn.transformGrid(isShared, f.count, f.cq);
    if (!isTraining) {
      const ranges = [x, weights, whole(table), whole(moving), y];
      return out.dispatch(bn.batchNormEvaluate(isShared), f, ranges, grid);
    }
    const sums = [x, whole(table), whole(partials)];
    out.dispatch(bn.batchNormSums(isShared), f, sums, bn.sumsGrid(isShared, f.slices, f.cq));
    out.dispatch(
      bn.batchNormForward(this.#source.tuning.batchNorm),
      f,
      [x, whole(partials), weights, whole(table), whole(this.#step), y, whole(moments), whole(moving)],
      grid,
    );
  }

  #globalPool(layer: Extract<Layer, { kind: 'globalAveragePool' }>) {
    const input = layer.inputs[0]!;
    const [h, w, c] = this.#layers[input]!.shape;
    return {
      n: this.#source.n,
      pixels: h * w,
      cq: vec4Count(c),
      floor: this.#floor(input),
      xPlane: this.#place(input).root.plane,
      yPlane: this.#place(layer.id).root.plane,
    };
  }

  #placesOf(id: number, bytes: number): GPUBuffer {
    let places = this.#places.get(id);
    if (places === undefined) this.#places.set(id, (places = this.#arena.allocate(bytes)));
    return places;
  }

  /** y = a + b, also where inputs lie in the output's buffer. */
  #add(out: Recorder, y: BufferRange, a: BufferRange, b: BufferRange): void {
    const size = y.size / VEC4;
    const grid = gridOf(size);
    const isA = a.buffer === y.buffer;
    const isB = b.buffer === y.buffer;
    if (!isA && !isB) return out.dispatch(pointwise.add, { size }, [a, b, y], grid);
    const [within, other] = isA ? [a, b] : [b, a];
    const isOwn = isA !== isB;
    const fields = {
      size,
      yFrom: y.offset / VEC4,
      aFrom: within.offset / VEC4,
      bIsOwn: isOwn ? 1 : 0,
      bFrom: isOwn ? 0 : other.offset / VEC4,
    };
    return out.dispatch(pointwise.addWithin, fields, [isOwn ? other : whole(this.#step), whole(y.buffer)], grid);
  }

  /** Copies a part into its concatenation, or the concatenation's gradient out to the part. */
  #copyPart(
    out: Recorder,
    part: number,
    concat: number,
    from: number,
    way: 'forward' | 'backward',
    isAdded: boolean,
    ranges?: { part: BufferRange; concat: BufferRange },
  ): void {
    const [h, w, channels] = this.#layers[part]!.shape;
    const count = this.#source.n * h * w;
    const [partPlane, concatPlane] = [this.#place(part).root.plane, this.#place(concat).root.plane];
    const p = ranges?.part ?? this.#activation(part);
    const c = ranges?.concat ?? this.#activation(concat);
    const isForward = way === 'forward';
    const written = isForward ? channels : 4 * vec4Count(channels);
    const fields = {
      count,
      channels,
      written,
      ...(isForward
        ? {
            xFrom: 0,
            yFrom: from,
            xPlane: partPlane,
            yPlane: concatPlane,
          }
        : {
            xFrom: from,
            yFrom: 0,
            xPlane: concatPlane,
            yPlane: partPlane,
          }),
    };
    out.dispatch(pointwise.copyChannels(isAdded), fields, isForward ? [p, c] : [c, p], gridOf(count * written));
  }

  // ---- backward ----

  #backward(out: Recorder, forward: Recorder, evaluation: Recorder): Compiled['probe'] {
    const isProbe = this.#source.isProbe === true;
    const gradients = new Gradients(this.#arena, this.#placement, this.#layers, isProbe);
    const last = this.#layers.at(-1)!;
    const probe = isProbe ? { last: gradients.write(last.id).range } : undefined;
    if (probe === undefined && last.kind === 'dense') this.#loss(forward, evaluation, last, gradients);
    for (const layer of this.#placement.order.toReversed().map((id) => this.#layers[id]!)) {
      if (this.#placement.owners[layer.id] !== layer.id) continue;
      if (gradients.needs(layer.id)) this.#gradient(out, layer, gradients);
      if (layer.kind !== 'image' || !isProbe) gradients.done(layer.id);
    }
    return probe === undefined ? undefined : { ...probe, image: gradients.read(0) };
  }

  /** Softmax cross-entropy; in training it makes the logits' gradient. */
  #loss(forward: Recorder, evaluation: Recorder, dense: Extract<Layer, { kind: 'dense' }>, gradients: Gradients): void {
    const z = this.#activation(dense.id);
    const dz = gradients.write(dense.id).range;
    for (const [out, train] of [
      [forward, 1],
      [evaluation, 0],
    ] as const) {
      // prettier-ignore
      out.dispatch(
        crossEntropy,
        { n: this.#source.n, classes: dense.shape[2], plane: this.#place(dense.id).root.plane, train },
        [z, this.#weight(dense.bias), whole(this.#source.images.labels), whole(this.#step), dz, this.#weightGradient(dense.bias), whole(this.#totals)],
        [1, 1, 1],
      );
    }
  }

  #gradient(out: Recorder, layer: Layer, gradients: Gradients): void {
    const { n, tuning } = this.#source;
    const input = layer.inputs[0];
    const needsInput = input !== undefined && gradients.needs(input);
    switch (layer.kind) {
      case 'image':
        return;
      case 'conv':
      case 'dense': {
        const dy = gradients.read(layer.id);
        const x = this.#activation(input!);
        const filter = filterOf(layer);
        const f = this.#convolution(layer);
        const ofFilter = convolution.filterGradientCut(tuning, f);
        const size = this.#regions[filter]!.reserved;
        const fields = { ...f, ...ofFilter.fields, size };
        out.dispatch(ofFilter.kernel, fields, [x, dy, this.#weightGradient(filter)], ofFilter.grid);
        if (layer.kind === 'conv' && layer.bias !== undefined) {
          const ofBias = this.#biasFields(layer);
          const ranges = [dy, this.#weightGradient(layer.bias)];
          out.dispatch(biasGradient, ofBias, ranges, biasGradientGrid(ofBias.cq));
        }
        if (!needsInput) return;
        const { range: dx, isAdded } = gradients.write(input);
        const store = this.#store(input, isAdded);
        const ofInput = convolution.inputGradientCut(tuning, f, store);
        const ranges = [dy, this.#weight(filter), ...(store.isMasked ? [x] : []), dx];
        out.dispatch(ofInput.kernel, { ...f, ...ofInput.fields }, ranges, ofInput.grid);
        return;
      }
      case 'depthwise': {
        const dy = gradients.read(layer.id);
        const x = this.#activation(input!);
        const f = this.#depthwise(layer);
        const ofFilter = depthwise.filterGradientCut(tuning, f);
        const size = this.#regions[layer.filter]!.reserved;
        const fields = { ...f, ...ofFilter.fields, size };
        out.dispatch(ofFilter.kernel, fields, [x, dy, this.#weightGradient(layer.filter)], ofFilter.grid);
        if (!needsInput) return;
        const { range: dx, isAdded } = gradients.write(input);
        const store = this.#store(input, isAdded);
        const ofInput = depthwise.inputGradientCut(tuning, f, store);
        const ranges = [dy, this.#weight(layer.filter), ...(store.isMasked ? [x] : []), dx];
        out.dispatch(ofInput.kernel, { ...f, ...ofInput.fields }, ranges, ofInput.grid);
        return;
      }
      case 'batchNorm':
        return this.#batchNormGradient(out, layer, gradients);
      case 'relu': {
        const dy = gradients.read(layer.id);
        const { range: dx, isAdded } = gradients.write(input!);
        const size = dy.size / VEC4;
        out.dispatch(
          pointwise.reluGradient(plain(isAdded)),
          { size },
          [dy, this.#activation(layer.id), dx],
          gridOf(size),
        );
        return;
      }
      case 'maxPool':
      case 'avgPool': {
        const dy = gradients.read(layer.id);
        const { range: dx, isAdded } = gradients.write(input!);
        const f = this.#window(layer);
        const windows = pool.poolWindows(layer.stride);
        const store = plain(isAdded);
        const [phase, grid] = [phaseOf(windows, f.py, f.px), pool.poolGrid(layer.stride, n, f.h, f.w, f.cq)];
        if (layer.kind === 'avgPool') {
          out.dispatch(pool.averagePoolGradient(layer.stride, phase, store), f, [dy, dx], grid);
        } else {
          const ranges = [dy, whole(this.#places.get(layer.id)!), dx];
          out.dispatch(pool.maxPoolGradient(layer.stride, phase, store), f, ranges, grid);
        }
        return;
      }
      case 'add': {
        const dy = gradients.read(layer.id);
        for (const half of layer.inputs) {
          if (!gradients.needs(half) || gradients.borrow(half, layer.id)) continue;
          const { range: dx, isAdded } = gradients.write(half);
          const size = dy.size / VEC4;
          const within = { size, xFrom: dy.offset / VEC4, yFrom: dx.offset / VEC4 };
          if (dx.buffer === dy.buffer)
            out.dispatch(pointwise.copyWithin(plain(isAdded)), within, [whole(dx.buffer)], gridOf(size));
          else out.dispatch(pointwise.copy(plain(isAdded)), { size }, [dy, dx], gridOf(size));
        }
        return;
      }
      case 'concat': {
        const dy = gradients.read(layer.id);
        for (const { input: part, from, isInPlace } of this.#placement.parts.get(layer.id)!) {
          if (!gradients.needs(part) || isInPlace) continue;
          const { range: dx, isAdded } = gradients.write(part);
          this.#copyPart(out, part, layer.id, from, 'backward', isAdded, { part: dx, concat: dy });
        }
        return;
      }
      case 'globalAveragePool': {
        const dy = gradients.read(layer.id);
        const { range: dx, isAdded } = gradients.write(input!);
        const f = this.#globalPool(layer);
        const store = this.#store(input!, isAdded);
        const ranges = [dy, ...(store.isMasked ? [this.#activation(input!)] : []), dx];
        out.dispatch(globalPoolGradient(store), f, ranges, gridOf(n * f.pixels * f.cq));
        return;
      }
      default:
        return layer satisfies never;
    }
  }

  /** Of those that are done together, by the last of them, as many at once as find their gradients in one buffer. */
  #batchNormGradient(out: Recorder, layer: BatchNormLayer, gradients: Gradients): void {
    const ids = this.#placement.together.get(layer.id)!;
    if (ids.at(-1) !== layer.id) return;
    const { tuning } = this.#source;
    const { isShared } = tuning;
    const { table, moments, partials } = this.#batchNorms;
    const sources = new Set(ids.map((id) => gradients.read(id).buffer));
    for (const source of sources) {
      const own = ids.filter((id) => gradients.read(id).buffer === source);
      const firstQuadOf = (id: number): number => gradients.read(id).offset / (this.#place(id).root.plane * VEC4);
      const { firstRow, cq } = this.#batchNorms.rows(own, firstQuadOf);
      const f = { ...this.#batchNormFields(layer, cq), firstRow };
      const inputs = own.map((id) => this.#layers[id]!.inputs[0]!);
      const x = whole(this.#buffers.get(this.#place(inputs[0]!).root)!);
      const written = inputs.map((input) => gradients.write(input));
      const { range, isAdded } = written[0]!; // whoever is not alone is its input's only reader
      const common = [whole(source), x, whole(moments), whole(this.#weights), whole(table)];
      const sums = bn.sumsGrid(isShared, f.slices, f.cq);
      out.dispatch(bn.batchNormGradientSums(isShared), f, [...common, whole(partials)], sums);
      out.dispatch(
        bn.batchNormInputGradient(tuning.batchNorm, plain(isAdded)),
        f,
        [...common, whole(partials), whole(range.buffer), whole(this.#sliceBuffer)],
        bn.transformGrid(isShared, f.count, f.cq),
      );
    }
  }

  // ---- update ----

  #update(out: Recorder): Pick<Compiled, 'gradient' | 'first' | 'second'> {
    const { optimizer, isProbe } = this.#source;
    const bytes = this.#total * VEC4;
    const groups = this.#total / REGION;
    const first = this.#arena.allocate(bytes);
    const second = optimizer.optimizer === 'adam' ? this.#arena.allocate(bytes) : undefined;
    const rows = this.#regions.flatMap(({ reserved, decay }, i) =>
      Array.from({ length: reserved / REGION }, (_, group) => {
        return [this.#slicesAt[i]! + group * REGION, this.#slices[i]!, reserved, decay ? 1 : 0];
      }),
    );
    const table = whole(this.#arena.upload(Uint32Array.from(rows.flat())));
    const slices = whole(this.#sliceBuffer);
    const grid = gridOf(this.#total);
    const clips = optimizer.clipNorm > 0;
    const gradient = clips || isProbe === true ? this.#arena.allocate(bytes) : undefined;
    let source = [slices];
    if (gradient !== undefined) {
      const squares = whole(this.#arena.allocate(4 * this.#total));
      out.dispatch(addSlices, { groups }, [slices, table, whole(gradient), squares], grid);
      if (clips) source = [whole(gradient), this.#clipFactor(out, squares)];
    }
    const update = (second === undefined ? momentumUpdate : adamUpdate)(clips ? 'clipped' : 'slices');
    const written = [this.#weights, first, ...(second === undefined ? [] : [second])].map(whole);
    const fields = { groups, weightDecay: optimizer.weightDecay };
    out.dispatch(update, fields, [...source, table, whole(this.#step), ...written], grid);
    return { gradient, first, second };
  }

  /** What the gradient is multiplied by, of the squares of its values. */
  #clipFactor(out: Recorder, squares: BufferRange): BufferRange {
    const count = Math.ceil(this.#total / SQUARES);
    const sums = whole(this.#arena.allocate(4 * count));
    const factor = whole(this.#arena.allocate(4));
    out.dispatch(addSquares, { count: this.#total }, [squares, sums], [count, 1, 1]);
    out.dispatch(clipFactor, { count, clipNorm: this.#source.optimizer.clipNorm }, [sums, factor], [1, 1, 1]);
    return factor;
  }
}

type ConvLike = Extract<Layer, { kind: 'conv' | 'dense' }>;
type BatchNormLayer = Extract<Layer, { kind: 'batchNorm' }>;

/** A gradient of what was read as it is. */
const plain = (isAdded: boolean): GradientStore => ({ isMasked: false, isAdded });

const filterOf = (layer: ConvLike): number => (layer.kind === 'conv' ? layer.filter : layer.weights);
