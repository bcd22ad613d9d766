/** @file The values of a network as if it had been trained: made up, so that tests of what reads them need no training. */
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import type { LayerTable } from '../../src/core/network/layers.ts';
import type { Rng } from '../../src/core/random/rng.ts';

/** As `ChildNetwork.readWeights` gives them: gammas and betas away from 1 and 0, moving statistics of every channel's own. */
export function trainedValues(table: LayerTable, rng: Rng): Float32Array[] {
  const weights = initialWeights(table, rng).map((values, i) => {
    const { init } = table.parameters[i]!;
    if (init === 'ones' || init === 'zeros') return values.map((value) => value + 0.3 * rng.normal());
    return values;
  });
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm');
  const moving = norms.flatMap(({ shape: [, , channels] }) => [
    Float32Array.from({ length: channels }, () => 0.5 * rng.normal()),
    Float32Array.from({ length: channels }, () => 0.2 + 2 * rng.uniform()),
  ]);
  return [...weights, ...moving];
}
