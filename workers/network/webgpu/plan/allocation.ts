/**
 * @file Where each layer's activation lies: which buffer, which channel groups of it. Decides what is never stored or copied: a ReLU
 * is done by the batch norm before it or by whoever reads it; a part of a concatenation is written into its place. And which batch norms
 * are done together: those of a step whose inputs, and outputs, can lie in one buffer.
 */
import type { Layer, LayerTable } from '../../../../src/core/network/layers.ts';
import { PLANE_ALIGNMENT, roundUp, vec4Count } from '../kernels/kernel.ts';
import { VEC4 } from '../runtime/memory.ts';
import { latestSteps } from './order.ts';

/** One buffer of activations (and, in the backward pass, one of gradients): planes of four channels. */
export interface Root {
  readonly quads: number;
  /** vec4f of one plane, padding included. */
  readonly plane: number;
  /** Batch, height and width. */
  readonly n: number;
  readonly h: number;
  readonly w: number;
}

/** A layer's place in a root. */
export interface Place {
  readonly root: Root;
  readonly firstVec4: number;
  readonly quads: number;
  readonly channels: number;
}

/** How a ReLU is done. */
export type ReluMode = 'by batch norm' | 'by readers' | 'stored';

/** A concatenation's input: at channel `from`, in place or copied. */
export interface Part {
  readonly input: number;
  readonly from: number;
  readonly isInPlace: boolean;
}

/** The whole placement. */
export interface Allocation {
  readonly places: readonly Place[];
  /** The layer whose buffer range a layer's output is: itself, but for ReLUs that are not stored and single-input concatenations. */
  readonly owners: readonly number[];
  readonly reluModes: ReadonlyMap<number, ReluMode>;
  readonly parts: ReadonlyMap<number, readonly Part[]>;
  /** Owners that lie in a concatenation. */
  readonly inPlace: ReadonlySet<number>;
  readonly roots: readonly Root[];
  /** Ids of the layers that read each layer. */
  readonly readers: readonly (readonly number[])[];
  /** Ids in the order in which layers run. */
  readonly order: readonly number[];
  /** Batch norms that are done together, in that order, by each of them. */
  readonly together: ReadonlyMap<number, readonly number[]>;
}

/** Kinds that read through a ReLU on their own. */
const READS_THROUGH_RELU = new Set<Layer['kind']>(['conv', 'depthwise', 'globalAveragePool']);

/** What every device can bind: the same everywhere, as batch norms that are done together are summed in other slices than alone. */
const MOST_BYTES = 2 ** 27;

/** Places all activations of a batch of n images; no buffer has more than `mostBytes`, but for one that a layer needs. */
export function place({ layers }: LayerTable, n: number, mostBytes = MOST_BYTES): Allocation {
  const readers: number[][] = layers.map(() => []);
  for (const { id, inputs } of layers) for (const input of inputs) readers[input]!.push(id);

  const reluModes = new Map<number, ReluMode>();
  const owners: number[] = [];
  for (const layer of layers) {
    if (layer.kind === 'relu') reluModes.set(layer.id, reluMode(layer, layers, readers));
    const isAlias =
      (layer.kind === 'relu' && reluModes.get(layer.id) !== 'stored') ||
      (layer.kind === 'concat' && layer.inputs.length === 1);
    owners.push(isAlias ? owners[layer.inputs[0]!]! : layer.id);
  }
  const steps = latestSteps(layers, readers, (id) => owners[id] !== id);
  const order = layers.map(({ id }) => id).sort((a, b) => steps[a]! - steps[b]! || a - b);

  const parts = new Map<number, Part[]>();
  const inPlace = new Map<number, { concat: number; from: number }>(); // by the part's owner
  for (const layer of order.map((id) => layers[id]!)) {
    if (layer.kind !== 'concat' || layer.inputs.length === 1) continue;
    let from = 0;
    parts.set(
      layer.id,
      layer.inputs.map((input, i) => {
        const channels = layers[input]!.shape[2];
        const owner = owners[input]!;
        const aliases = layers.filter(({ id }) => owners[id] === owner);
        const isInPlace =
          from % 4 === 0 &&
          // its spare channels would be the next part's first: their gradients would reach the padding of its weights
          (channels % 4 === 0 || i === layer.inputs.length - 1) &&
          !inPlace.has(owner) &&
          !['image', 'concat'].includes(layers[owner]!.kind) &&
          // its gradient is first written through the concatenation, which must come before (backward) all its other readers
          aliases.every(({ id }) =>
            readers[id]!.every((reader) => reader === layer.id || steps[reader]! < steps[layer.id]!),
          ) &&
          layer.inputs.filter((other) => owners[other] === owner).length === 1;
        if (isInPlace) inPlace.set(owner, { concat: layer.id, from });
        const part = { input, from, isInPlace };
        from += channels;
        return part;
      }),
    );
  }

  const rootOf = (shape: Layer['shape'], quads: number): Root => {
    const [h, w] = shape;
    return { n, h, w, quads, plane: roundUp(n * h * w, PLANE_ALIGNMENT) };
  };
  const own = new Map<number, { root: Root; firstVec4: number }>();
  /** One root for the outputs of several layers of one height and width. */
  const join = (ids: readonly number[]): void => {
    const quads = ids.map((id) => vec4Count(layers[id]!.shape[2]));
    const root = rootOf(
      layers[ids[0]!]!.shape,
      quads.reduce((sum, count) => sum + count, 0),
    );
    let firstVec4 = 0;
    for (const [i, id] of ids.entries()) {
      own.set(id, { root, firstVec4 });
      firstVec4 += quads[i]!;
    }
  };
  const together = new Map<number, readonly number[]>();
  const concatOf = (id: number): number | undefined => inPlace.get(id)?.concat;
  for (const ids of joined(layers, { readers, steps, order, reluModes, concatOf }, n, mostBytes)) {
    for (const id of ids) together.set(id, ids);
    if (ids.length === 1) continue;
    join(ids.map((id) => layers[id]!.inputs[0]!));
    if (concatOf(ids[0]!) === undefined) join(ids);
  }
  for (const { id } of layers) if (owners[id] === id && !inPlace.has(id) && !own.has(id)) join([id]);
  const places = layers.map(({ id, shape }): Place => {
    const owner = owners[id]!;
    const part = inPlace.get(owner);
    const { root, firstVec4 } = own.get(part?.concat ?? owner)!;
    const from = (part?.from ?? 0) / 4;
    return { root, firstVec4: firstVec4 + from, quads: vec4Count(shape[2]), channels: shape[2] };
  });
  const roots = [...new Set([...own.values()].map(({ root }) => root))];
  return { places, owners, reluModes, parts, inPlace: new Set(inPlace.keys()), roots, readers, order, together };
}

/** Batch norms by what they can share: the step, the size of images, the ReLU behind, the buffer of outputs; each reads a convolution of its own. */
function joined(
  layers: readonly Layer[],
  placed: Pick<Allocation, 'readers' | 'order' | 'reluModes'> & {
    steps: readonly number[];
    concatOf: (id: number) => number | undefined;
  },
  n: number,
  mostBytes: number,
): number[][] {
  const { readers, steps, order, concatOf } = placed;
  const groups = new Map<string, { ids: number[]; bytes: number }[]>();
  for (const layer of order.map((id) => layers[id]!)) {
    if (layer.kind !== 'batchNorm') continue;
    const input = layer.inputs[0]!;
    const isAlone = layers[input]!.kind !== 'conv' || readers[input]!.length > 1;
    const [h, w, c] = layer.shape;
    const isBeforeRelu = doesRelu(layer.id, placed);
    const key = isAlone ? `${layer.id}` : [steps[layer.id], h, w, isBeforeRelu, concatOf(layer.id)].join();
    const bytes = vec4Count(c) * roundUp(n * h * w, PLANE_ALIGNMENT) * VEC4;
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    const last = known.at(-1);
    if (last === undefined || last.bytes + bytes > mostBytes) known.push({ ids: [layer.id], bytes });
    else {
      last.ids.push(layer.id);
      last.bytes += bytes;
    }
  }
  return [...groups.values()].flat().map(({ ids }) => ids);
}

/** Whether a batch norm does the ReLU behind it. */
export const doesRelu = (id: number, { readers, reluModes }: Pick<Allocation, 'readers' | 'reluModes'>): boolean =>
  readers[id]!.some((reader) => reluModes.get(reader) === 'by batch norm');

function reluMode(relu: Layer, layers: readonly Layer[], readers: readonly (readonly number[])[]): ReluMode {
  const before = layers[relu.inputs[0]!]!;
  if (before.kind === 'batchNorm' && readers[before.id]!.length === 1) return 'by batch norm';
  const isReadThrough = readers[relu.id]!.every((reader) => READS_THROUGH_RELU.has(layers[reader]!.kind));
  return isReadThrough && readers[relu.id]!.length > 0 ? 'by readers' : 'stored';
}
