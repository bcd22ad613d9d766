/** Costs of cells, which are told once for all with the same halves, against the layer table of each. */
import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import { CellCosts, heaviestCost } from '../../../src/core/network/cell-cost.ts';
import { multiplyAdds, parameterCount } from '../../../src/core/network/layers.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { modelledStepMs } from '../../../src/core/network/step-model.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';

const networks = [
  { macro: 'pnas', cellOutput: 'all', lookback: 2 },
  { macro: 'pnas', cellOutput: 'unused', lookback: 3 },
  { macro: 'titu1994', cellOutput: 'all', lookback: 1 },
] as const;

describe.each(networks)('of a network $macro, $cellOutput', (network) => {
  const config = { ...PRESETS.demo, ...network, filters: 4 };
  const space = new StateSpace(config);
  const rng = stream(1, 'cells');
  const parents = Array.from({ length: 12 }, () => space.random(1 + rng.integer(3), rng));

  test('every cost is that of the cell’s own table', () => {
    const [parameters, products, ms] = (['parameters', 'multiply-adds', 'ms'] as const).map(
      (cost) => new CellCosts(cost, config),
    );
    for (const parent of parents) {
      const grown = [parameters!, products!, ms!].map((costs) => costs.ofGrown(parent));
      for (const cell of space.children(parent)) {
        const table = layerTable(cell, config);
        const own = [parameterCount(table), multiplyAdds(table), modelledStepMs(table, config.batchSize)];
        const costs = grown.map((costOf) => costOf(cell.at(-1)!));
        for (const [i, cost] of costs.entries()) expect(cost / own[i]!).toBeCloseTo(1, 12); // times are added in any order
      }
    }
  });

  test('about the heaviest cell costs more than any at random', () => {
    const costs = new CellCosts('multiply-adds', config);
    const most = heaviestCost(costs, config);
    for (let i = 0; i < 200; i++) expect(costs.of(space.random(config.blocks, rng))).toBeLessThanOrEqual(most);
  });
});
