/**
 * @file Allocation of activations to buffers: which buffer, at which channel group. It decides what is never stored or copied (a ReLU is
 * applied by the batch norm before it or by its readers; a concatenation's input is written in place), and which batch norms are fused:
 * those of one step whose inputs, and outputs, can lie in one buffer.
 */
import type { Layer, LayerTable, Shape } from '../../../../src/core/network/layers.ts';
import { PLANE_ALIGNMENT, roundUp, vec4Count } from '../kernels/kernel.ts';
import { VEC4 } from '../runtime/memory.ts';
import { allocateConcatInputs, type ConcatInput } from './concatenation.ts';
import { fuseBatchNorms } from './fusion.ts';
import { findPooledSums, findUnstored, readersOf, resolveAliases, type Graph, type ReluMode } from './graph.ts';
import { scheduleAsLateAsPossible } from './layer-order.ts';

/** Layout of one buffer of activations (and, in the backward pass, of one of gradients): [channel group][n][h][w] of vec4f. */
export interface BufferLayout {
  /** Channel groups of four. */
  readonly vec4s: number;
  /** vec4f of one plane, padding included. */
  readonly plane: number;
  /** Batch, height and width. */
  readonly n: number;
  readonly h: number;
  readonly w: number;
}

/** The channel groups of a buffer that hold one layer's output. */
export interface TensorSlot {
  readonly layout: BufferLayout;
  readonly firstVec4: number;
  readonly vec4s: number;
  readonly channels: number;
}

/** Slots of all activations of a plan, and the order of its layers. */
export interface Allocation {
  /** By layer id. */
  readonly slots: readonly TensorSlot[];
  /** The layer whose slot holds a layer's output: itself, but for ReLUs that are not stored and single-input concatenations. */
  readonly owners: readonly number[];
  readonly reluModes: ReadonlyMap<number, ReluMode>;
  /** Batch norms whose output is never stored; their slots are those of its gradient. */
  readonly unstored: ReadonlySet<number>;
  /** Inputs of each concatenation of several. */
  readonly concatInputs: ReadonlyMap<number, readonly ConcatInput[]>;
  /** Owners that are written straight into a concatenation. */
  readonly inPlace: ReadonlySet<number>;
  readonly layouts: readonly BufferLayout[];
  /** Pools that add the other summand of a sum, their only reader, to what they store: the sum, by pool. */
  readonly pooledSums: ReadonlyMap<number, number>;
  /** Ids of the layers that read each layer. */
  readonly readers: readonly (readonly number[])[];
  /** Ids in the order in which layers run. */
  readonly order: readonly number[];
  /** For each batch norm, those it is fused with, itself among them, in the order in which they run. */
  readonly fused: ReadonlyMap<number, readonly number[]>;
}

/**
 * Most bytes of a buffer that is shared: what every device can bind. The same everywhere, as fused batch norms are summed in other slices than
 * single ones.
 */
const MAX_BYTES = 2 ** 27;

/**
 * Allocates all activations of a batch of `n` images; no buffer has more than `maxBytes`, but for one that a single layer needs.
 * @param normalisesReads whether kernels normalise what they read, so that batch norms need not be stored.
 */
export function allocateActivations(
  { layers }: LayerTable,
  n: number,
  { normalisesReads = false, maxBytes = MAX_BYTES }: { normalisesReads?: boolean; maxBytes?: number } = {},
): Allocation {
  const readers = readersOf(layers);
  const unstored = normalisesReads ? findUnstored(layers, readers) : new Set<number>();
  const { reluModes, owners } = resolveAliases(layers, readers, unstored);
  const steps = scheduleAsLateAsPossible(layers, readers, (id) => owners[id] !== id);
  const order = layers.map(({ id }) => id).sort((a, b) => steps[a]! - steps[b]! || a - b);
  const graph: Graph = { layers, readers, owners, reluModes, unstored, steps, order };
  const { concatInputs, inPlace } = allocateConcatInputs(graph);
  const concatOf = (id: number): number | undefined => inPlace.get(id)?.concat;

  const buffers = new SharedLayouts(layers, n);
  const fused = new Map<number, readonly number[]>();
  for (const ids of fuseBatchNorms(graph, concatOf, n, maxBytes)) {
    for (const id of ids) fused.set(id, ids);
    if (ids.length === 1) continue;
    buffers.share(ids.map((id) => layers[id]!.inputs[0]!));
    if (concatOf(ids[0]!) === undefined) buffers.share(ids);
  }
  const others = order.filter((id) => owners[id] === id && !inPlace.has(id) && !buffers.has(id));
  for (const ids of groupSiblings(graph, others, n, maxBytes)) buffers.share(ids);
  const slots = layers.map(({ id, shape }): TensorSlot => {
    const owner = owners[id]!;
    const input = inPlace.get(owner);
    const { layout, firstVec4 } = buffers.get(input?.concat ?? owner);
    const from = (input?.from ?? 0) / 4;
    return { layout, firstVec4: firstVec4 + from, vec4s: vec4Count(shape[2]), channels: shape[2] };
  });
  const { layouts } = buffers;
  const pooledSums = normalisesReads ? findPooledSums(layers, readers) : new Map<number, number>();
  for (const [pool, sum] of pooledSums) {
    const other = layers[sum]!.inputs.find((input) => input !== pool)!;
    const isBeside = (id: number): boolean => {
      const owner = owners[id]!;
      return slots[unstored.has(owner) ? layers[owner]!.inputs[0]! : owner]!.layout === slots[sum]!.layout;
    };
    if (isBeside(other) || isBeside(layers[pool]!.inputs[0]!)) pooledSums.delete(pool); // a kernel cannot read there and write beside it
  }
  return {
    slots,
    owners,
    reluModes,
    unstored,
    concatInputs,
    inPlace: new Set(inPlace.keys()),
    layouts,
    pooledSums,
    readers,
    order,
    fused,
  };
}

/** Layers of one kind, step and size, whose outputs may lie in one buffer: one dispatch can then do them all. */
function groupSiblings({ layers, steps }: Graph, ids: readonly number[], n: number, maxBytes: number): number[][] {
  const groups = new Map<string, number[][]>();
  for (const id of ids) {
    const { kind, shape } = layers[id]!;
    const key = [kind, steps[id], ...shape].join();
    const most = Math.max(1, Math.floor(maxBytes / (vec4Count(shape[2]) * planeOf(n, shape) * VEC4)));
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    if (known.length === 0 || known.at(-1)!.length === most) known.push([id]);
    else known.at(-1)!.push(id);
  }
  return [...groups.values()].flat();
}

/** vec4f of one channel group of outputs, padding included. */
const planeOf = (n: number, [h, w]: Shape): number => roundUp(n * h * w, PLANE_ALIGNMENT);

/** Layouts of buffers that one or several layers' outputs share. */
class SharedLayouts {
  readonly #layers: readonly Layer[];
  readonly #n: number;
  readonly #slots = new Map<number, Pick<TensorSlot, 'layout' | 'firstVec4'>>();

  constructor(layers: readonly Layer[], n: number) {
    this.#layers = layers;
    this.#n = n;
  }

  get layouts(): BufferLayout[] {
    return [...new Set([...this.#slots.values()].map(({ layout }) => layout))];
  }

  has(id: number): boolean {
    return this.#slots.has(id);
  }

  get(id: number): Pick<TensorSlot, 'layout' | 'firstVec4'> {
    return this.#slots.get(id)!;
  }

  /** One buffer for the outputs of layers of one height and width. */
  share(ids: readonly number[]): void {
    const [h, w] = this.#layers[ids[0]!]!.shape;
    const counts = ids.map((id) => vec4Count(this.#layers[id]!.shape[2]));
    const vec4s = counts.reduce((sum, count) => sum + count, 0);
    const n = this.#n;
    const layout = { n, h, w, vec4s, plane: planeOf(n, this.#layers[ids[0]!]!.shape) };
    let firstVec4 = 0;
    for (const [i, id] of ids.entries()) {
      this.#slots.set(id, { layout, firstVec4 });
      firstVec4 += counts[i]!;
    }
  }
}
