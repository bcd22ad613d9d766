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
  /** Step of each layer; independent layers may share one. */
  readonly steps: readonly number[];
  /** Ids by step. */
  readonly order: readonly number[];
}

/** Kinds whose kernels apply a ReLU to what they read. */
const READS_THROUGH_RELU = new Set<Layer['kind']>(['conv', 'depthwise', 'globalAveragePool']);

export function readersOf(layers: readonly Layer[]): number[][] {
  const readers: number[][] = layers.map(() => []);
  for (const { id, inputs } of layers) for (const input of inputs) readers[input]!.push(id);
  return readers;
}

/** Finds ReLUs that are never stored and concatenations of one input: aliases of the layer before. */
export function resolveAliases(
  layers: readonly Layer[],
  readers: Graph['readers'],
): { reluModes: Map<number, ReluMode>; owners: number[] } {
  const reluModes = new Map<number, ReluMode>();
  const owners: number[] = [];
  for (const layer of layers) {
    if (layer.kind === 'relu') reluModes.set(layer.id, reluMode(layer, layers, readers));
    const isAlias =
      (layer.kind === 'relu' && reluModes.get(layer.id) !== 'stored') ||
      (layer.kind === 'concat' && layer.inputs.length === 1);
    owners.push(isAlias ? owners[layer.inputs[0]!]! : layer.id);
  }
  return { reluModes, owners };
}

function reluMode(relu: Layer, layers: readonly Layer[], readers: Graph['readers']): ReluMode {
  const before = layers[relu.inputs[0]!]!;
  if (before.kind === 'batchNorm' && readers[before.id]!.length === 1) return 'by batch norm';
  const isReadThrough = readers[relu.id]!.every((reader) => READS_THROUGH_RELU.has(layers[reader]!.kind));
  return isReadThrough && readers[relu.id]!.length > 0 ? 'by readers' : 'stored';
}

/** Whether a batch norm applies the ReLU behind it. */
export const appliesRelu = (id: number, { readers, reluModes }: Pick<Graph, 'readers' | 'reluModes'>): boolean =>
  readers[id]!.some((reader) => reluModes.get(reader) === 'by batch norm');
