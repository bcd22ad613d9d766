/** @file The layer graph as allocation sees it: who reads what, which layers are aliases of others, when each runs. */
import type { Layer } from '../../../../src/core/network/layers.ts';

/** Who applies a ReLU: the batch norm before it, its readers as they read, or a dispatch of its own that stores it. */
export type ReluMode = 'by batch norm' | 'by readers' | 'stored';

export interface Graph {
  readonly layers: readonly Layer[];
  /** Ids of the layers that read each layer. */
  readonly readers: readonly (readonly number[])[];
  /** The layer whose output each layer's is an alias of; itself for most. */
  readonly owners: readonly number[];
  readonly reluModes: ReadonlyMap<number, ReluMode>;
  /** Batch norms whose output is never stored: their readers normalise as they read. */
  readonly unstored: ReadonlySet<number>;
  /** Step of each layer; independent layers may share one. */
  readonly steps: readonly number[];
  /** Ids by step. */
  readonly order: readonly number[];
}

/** Kinds whose kernels apply a ReLU to what they read. */
const READS_THROUGH_RELU = new Set<Layer['kind']>(['conv', 'depthwise', 'globalAveragePool']);

/** Kinds whose kernels can normalise what they read. */
const NORMALISES = new Set<Layer['kind']>(['conv', 'depthwise', 'maxPool', 'avgPool', 'add']);

/** Batch norms that need not be stored: all that reads them normalises, and what they read are sums of a convolution's epilogue. */
export function findUnstored(layers: readonly Layer[], readers: Graph['readers']): Set<number> {
  const isSummed = (id: number): boolean => {
    const layer = layers[id]!;
    if (readers[id]!.length !== 1) return false;
    if (layer.kind === 'conv') return layer.bias === undefined;
    // parts that do not fill their channel groups are copied, and have no rows of their own
    const isWhole = layer.inputs.slice(0, -1).every((input) => layers[input]!.shape[2] % 4 === 0);
    return layer.kind === 'concat' && isWhole && layer.inputs.every((input) => layers[input]!.kind === 'conv' && isSummed(input)); // prettier-ignore
  };
  const canNormalise = (id: number): boolean => {
    const layer = layers[id]!;
    if (layer.kind === 'add' && layer.drops !== undefined) return false; // paths are dropped in place, behind the batch norm
    if (layer.kind !== 'relu') return NORMALISES.has(layer.kind);
    return isRead(id) && readers[id]!.every((reader) => NORMALISES.has(layers[reader]!.kind) && READS_THROUGH_RELU.has(layers[reader]!.kind)); // prettier-ignore
  };
  const isRead = (id: number): boolean => readers[id]!.length > 0;
  const isUnstored = ({ id, kind, inputs }: Layer): boolean =>
    kind === 'batchNorm' && isRead(id) && readers[id]!.every(canNormalise) && isSummed(inputs[0]!);
  return new Set(layers.filter(isUnstored).map(({ id }) => id));
}

/**
 * Sums that a pool computes in its epilogue, by the pool: it adds the other summand to what it stores, and is not stored itself. The other summand
 * must not be one of these too, and neither it nor what the pool reads may lie in the sum's buffer (`allocation.ts`).
 */
export function findPooledSums(layers: readonly Layer[], readers: Graph['readers']): Map<number, number> {
  const sums = new Map<number, number>();
  for (const layer of layers) {
    if (layer.kind !== 'add' || layer.drops !== undefined) continue; // paths are dropped in place, before they are added
    const { id, inputs } = layer;
    const pool = inputs.find((input) => {
      const isPool = layers[input]!.kind === 'maxPool' || layers[input]!.kind === 'avgPool';
      return isPool && readers[input]!.length === 1;
    });
    if (pool !== undefined) sums.set(pool, id);
  }
  return sums;
}

export function readersOf(layers: readonly Layer[]): number[][] {
  const readers: number[][] = layers.map(() => []);
  for (const { id, inputs } of layers) for (const input of inputs) readers[input]!.push(id);
  return readers;
}

/** Finds ReLUs that are never stored and concatenations of one input: aliases of the layer before. */
export function resolveAliases(
  layers: readonly Layer[],
  readers: Graph['readers'],
  unstored: ReadonlySet<number>,
): { reluModes: Map<number, ReluMode>; owners: number[] } {
  const reluModes = new Map<number, ReluMode>();
  const owners: number[] = [];
  for (const layer of layers) {
    if (layer.kind === 'relu') reluModes.set(layer.id, reluMode(layer, layers, readers, unstored));
    const isAlias =
      (layer.kind === 'relu' && reluModes.get(layer.id) !== 'stored') ||
      (layer.kind === 'concat' && layer.inputs.length === 1);
    owners.push(isAlias ? owners[layer.inputs[0]!]! : layer.id);
  }
  return { reluModes, owners };
}

function reluMode(
  relu: Layer,
  layers: readonly Layer[],
  readers: Graph['readers'],
  unstored: ReadonlySet<number>,
): ReluMode {
  const before = layers[relu.inputs[0]!]!;
  if (unstored.has(before.id)) return 'by readers';
  if (before.kind === 'batchNorm' && readers[before.id]!.length === 1) return 'by batch norm';
  const isReadThrough = readers[relu.id]!.every((reader) => READS_THROUGH_RELU.has(layers[reader]!.kind));
  return isReadThrough && readers[relu.id]!.length > 0 ? 'by readers' : 'stored';
}

/** Whether a batch norm applies the ReLU behind it. */
export const appliesRelu = (id: number, { readers, reluModes }: Pick<Graph, 'readers' | 'reluModes'>): boolean =>
  readers[id]!.some((reader) => reluModes.get(reader) === 'by batch norm');
