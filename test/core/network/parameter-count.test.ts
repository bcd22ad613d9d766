import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parameterCount } from '../../../src/core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { ParameterCounter } from '../../../src/core/network/parameter-count.ts';
import { cellArbitrary } from '../../support/cells.ts';

test('counts what the layer table has', () => {
  const config: fc.Arbitrary<NetworkConfig> = fc.record({
    macro: fc.constantFrom('pnas', 'titu1994'),
    repeats: fc.integer({ min: 1, max: 5 }),
    filters: fc.integer({ min: 1, max: 9 }),
    lookback: fc.constant(4),
    cellOutput: fc.constantFrom('all', 'unused'),
  });
  fc.assert(
    fc.property(config, fc.array(cellArbitrary({ lookback: 4 }), { minLength: 1, maxLength: 3 }), (any, cells) => {
      const counter = new ParameterCounter(any);
      for (const cell of cells) expect(counter.count(cell)).toBe(parameterCount(layerTable(cell, any)));
    }),
    { numRuns: 500 },
  );
});
