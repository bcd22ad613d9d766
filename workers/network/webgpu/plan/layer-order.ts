/**
 * @file The order in which layers run: as late as possible (ALAP scheduling), so that independent layers share a step. Batch norms of one step
 * can then be fused, which halves the dispatches.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';

/**
 * Step of each layer, by id, 0 or below: less than those of all its readers, and the greatest that is.
 * @param readers ids of the layers that read each layer.
 * @param isAlias whether a layer dispatches nothing; it is half a step before its readers.
 */
export function scheduleAsLateAsPossible(
  layers: readonly Layer[],
  readers: readonly (readonly number[])[],
  isAlias: (id: number) => boolean,
): number[] {
  const steps: number[] = [];
  for (const { id } of layers.toReversed()) {
    const before = readers[id]!.map((reader) => (isAlias(reader) ? steps[reader]! + 0.5 : steps[reader]!));
    steps[id] = Math.min(1, ...before) - (isAlias(id) ? 0.5 : 1);
  }
  return steps;
}
