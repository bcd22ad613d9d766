/**
 * @file When each layer runs: as late as it can, so that layers that do not need one another come side by side. What batch norms do can then
 * be done for several at once, in half the dispatches.
 */
import type { Layer } from '../../../../src/core/network/layers.ts';

/**
 * The steps of all layers, from 0 or below: a layer's is before those of all its readers, and the greatest that is.
 * @param isAlias whether a layer runs nothing of its own; it is half a step before its readers.
 */
export function latestSteps(
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
