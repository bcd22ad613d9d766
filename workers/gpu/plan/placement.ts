/**
 * @file Where each layer's activation lies: which buffer, which channel groups of it. Decides what is never stored or copied: a ReLU
 * is done by the batch norm before it or by whoever reads it; a part of a concatenation is written into its place.
 */
import type { Layer, LayerTable } from '../../../src/core/layers.ts';
import { PLANE_ALIGNMENT, quadsOf } from '../kernels/kernel.ts';
import { roundUp } from './program.ts';

/** One buffer of activations (and, in the backward pass, one of gradients): planes of four channels. */
export interface Root {
  /** The layer it belongs to. */
  readonly id: number;
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
  readonly firstQuad: number;
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
export interface Placement {
  readonly places: readonly Place[];
  /** The layer whose buffer range a layer's output is: itself, but for ReLUs that are not stored and single-input concatenations. */
  readonly owners: readonly number[];
  readonly reluModes: ReadonlyMap<number, ReluMode>;
  readonly parts: ReadonlyMap<number, readonly Part[]>;
  readonly roots: readonly Root[];
  /** Ids of the layers that read each layer. */
  readonly readers: readonly (readonly number[])[];
}

/** Kinds that read through a ReLU on their own. */
const READS_THROUGH_RELU = new Set<Layer['kind']>(['conv', 'depthwise', 'globalAveragePool']);

/** Places all activations of a batch of n images. */
export function place({ layers }: LayerTable, n: number): Placement {
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

  const parts = new Map<number, Part[]>();
  const inPlace = new Map<number, { concat: number; from: number }>(); // by the part's owner
  for (const layer of layers) {
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
          aliases.every(({ id }) => readers[id]!.every((reader) => reader <= layer.id)) &&
          layer.inputs.filter((other) => owners[other] === owner).length === 1;
        if (isInPlace) inPlace.set(owner, { concat: layer.id, from });
        const part = { input, from, isInPlace };
        from += channels;
        return part;
      }),
    );
  }

  const roots = new Map<number, Root>();
  for (const { id, shape } of layers) {
    if (owners[id] !== id || inPlace.has(id)) continue;
    const [h, w, c] = shape;
    roots.set(id, { id, n, h, w, quads: quadsOf(c), plane: roundUp(n * h * w, PLANE_ALIGNMENT) });
  }
  const places = layers.map(({ id, shape }): Place => {
    const owner = owners[id]!;
    const part = inPlace.get(owner);
    const root = roots.get(part?.concat ?? owner)!;
    return { root, firstQuad: (part?.from ?? 0) / 4, quads: quadsOf(shape[2]), channels: shape[2] };
  });
  return { places, owners, reluModes, parts, roots: [...roots.values()], readers };
}

function reluMode(relu: Layer, layers: readonly Layer[], readers: readonly (readonly number[])[]): ReluMode {
  const before = layers[relu.inputs[0]!]!;
  if (before.kind === 'batchNorm' && readers[before.id]!.length === 1) return 'by batch norm';
  const isReadThrough = readers[relu.id]!.every((reader) => READS_THROUGH_RELU.has(layers[reader]!.kind));
  return isReadThrough && readers[relu.id]!.length > 0 ? 'by readers' : 'stored';
}
