/** @file Which inputs of a concatenation are written in place, so that nothing is copied. */
import type { Layer } from '../../../../src/core/network/layers.ts';
import type { Graph } from './graph.ts';

/** A concatenation's input, from channel `from` on: written in place or copied. */
export interface ConcatInput {
  readonly input: number;
  readonly from: number;
  readonly isInPlace: boolean;
}

/** The concatenation that an owner is written into, from channel `from` on. */
interface InPlaceSlot {
  readonly concat: number;
  readonly from: number;
}

/** Inputs of all concatenations of several, and the slots of those in place, by owner. */
export function allocateConcatInputs(graph: Graph): {
  concatInputs: Map<number, readonly ConcatInput[]>;
  inPlace: Map<number, InPlaceSlot>;
} {
  const { layers, owners, order } = graph;
  const concatInputs = new Map<number, readonly ConcatInput[]>();
  const inPlace = new Map<number, InPlaceSlot>();
  for (const layer of order.map((id) => layers[id]!)) {
    if (layer.kind !== 'concat' || layer.inputs.length === 1) continue;
    let end = 0;
    const inputs = layer.inputs.map((input, i): ConcatInput => {
      const from = end;
      end += layers[input]!.shape[2];
      const owner = owners[input]!;
      const isInPlace = !inPlace.has(owner) && canBeInPlace(graph, layer, i, from);
      if (isInPlace) inPlace.set(owner, { concat: layer.id, from });
      return { input, from, isInPlace };
    });
    concatInputs.set(layer.id, inputs);
  }
  return { concatInputs, inPlace };
}

/** Whether the `i`th input of a concatenation, from channel `from` on, may be written straight into it. */
function canBeInPlace({ layers, readers, owners, steps }: Graph, concat: Layer, i: number, from: number): boolean {
  const input = concat.inputs[i]!;
  const owner = owners[input]!;
  // spare channels of any but the last would be the next input's first: their gradients would reach the padding of its weights
  const fillsGroups = from % 4 === 0 && (layers[input]!.shape[2] % 4 === 0 || i === concat.inputs.length - 1);
  if (!fillsGroups || ['image', 'concat'].includes(layers[owner]!.kind)) return false;
  // the gradient is first written through the concatenation, which must come before (backward) all other readers
  const aliases = layers.filter(({ id }) => owners[id] === owner);
  const isReadEarlier = aliases.every(({ id }) =>
    readers[id]!.every((reader) => reader === concat.id || steps[reader]! < steps[concat.id]!),
  );
  return isReadEarlier && concat.inputs.filter((other) => owners[other] === owner).length === 1;
}
