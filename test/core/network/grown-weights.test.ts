import { describe, expect, test } from 'vitest';
import { grownWeights, weightsIn } from '../../../src/core/network/grown-weights.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { parseCell } from '../../../src/core/space/cell.ts';

const config: NetworkConfig = { macro: 'pnas', repeats: 1, filters: 2, lookback: 2, cellOutput: 'all' };
const parent = layerTable(parseCell('-1,3x3 dconv,-1,identity'), config);
const child = layerTable(parseCell('-1,3x3 dconv,-1,identity,-2,5x5 dconv,0,3x3 maxpool'), config);
const rng = stream(1, 'weights');
const moving = parent.layers.flatMap(({ kind, shape }) =>
  kind === 'batchNorm' ? [0, 1].map(() => Float32Array.from({ length: shape[2] }, () => rng.uniform())) : [],
);
const trained = { table: parent, values: [...initialWeights(parent, rng), ...moving] };

describe('a grown network', () => {
  const fresh = initialWeights(child, stream(2, 'weights'));
  const grown = grownWeights(trained, child, fresh);

  test('has what its parent has, zeros for the new channels that it reads, and the rest as drawn', () => {
    expect(grown).toHaveLength(weightsIn(child));
    for (const [i, { name, shape }] of child.parameters.entries()) {
      expect(grown[i]).toHaveLength(fresh[i]!.length);
      const at = parent.parameters.findIndex((other) => other.name === name);
      if (at === -1) expect(grown[i], name).toEqual(fresh[i]);
      else {
        const own = trained.values[at]!; // filters [1, 1, cin, cout] and weights [cin, cout] alone are wider here
        expect(grown[i]!.slice(0, own.length), `${name} ${shape.join()}`).toEqual(own);
        expect(grown[i]!.slice(own.length).every((value) => value === 0)).toBe(true);
      }
    }
    const wider = child.parameters.filter(({ name }, i) => {
      const at = parent.parameters.findIndex((other) => other.name === name);
      return at !== -1 && trained.values[at]!.length < grown[i]!.length;
    });
    expect(wider.map(({ name }) => name)).toEqual([
      'cell1/h-1/match/conv/filter',
      'cell2/h-1/match/conv/filter',
      'head/logits/weights',
    ]);
  });

  test('has its parent’s moving statistics, and 0 and 1 for new batch norms', () => {
    const norms = (table: typeof child): string[] =>
      table.layers.filter(({ kind }) => kind === 'batchNorm').map(({ name }) => name);
    for (const [i, name] of norms(child).entries()) {
      const at = norms(parent).indexOf(name);
      const [mean, variance] = grown.slice(child.parameters.length + 2 * i);
      if (at === -1) expect([mean![0], variance![0]]).toEqual([0, 1]);
      else expect([mean, variance]).toEqual(moving.slice(2 * at, 2 * at + 2));
    }
  });

  test('of other filters is refused', () => {
    const wide = layerTable(parseCell('-1,3x3 dconv,-1,identity'), { ...config, filters: 4 });
    const values = initialWeights(wide, rng);
    expect(() => grownWeights({ table: wide, values }, child, fresh)).toThrow(
      'network: stem/conv/filter [3, 3, 3, 12] cannot grow into [3, 3, 3, 6]',
    );
  });
});
