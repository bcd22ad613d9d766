/** Picks for accuracy and cost, against the same rule over all candidates at once. */
import { describe, expect, test } from 'vitest';
import { aimOf } from '../../../src/contract/pareto.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { byHypervolume } from '../../../src/core/search/hypervolume.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { acquire } from '../../../workers/surrogate/acquire.ts';
import { BlendSurrogate } from '../../../workers/surrogate/blend/blend.ts';
import { rankLevel } from '../../../workers/surrogate/rank-level.ts';

const config = {
  ...PRESETS.demo,
  operators: ['identity' as const, '3x3 dconv' as const, '3x3 maxpool' as const],
  filters: 4,
  pareto: 'accuracy,parameters' as const,
};
const space = new StateSpace(config);
const { costs, corner } = aimOf(config)!;
const first = space.firstLevel();
const rng = stream(1, 'pareto');
const worth = (cell: Cell): number =>
  0.3 + cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / (5 * cell.length) + 0.05 * rng.normal();
const measured = first.map((cell) => ({ cell, accuracy: worth(cell), cost: costs.of(cell) }));
const surrogate = new BlendSurrogate({ seed: 1, members: 2 });
await surrogate.fit(measured);
const aim = { costs, corner, measured };
const parents = first.slice(0, 6);
const keysOf = (kept: readonly { readonly cell: Cell }[]): string[] => kept.map(({ cell }) => canonicalKey(cell));

describe('picks for accuracy and cost', () => {
  test('are those that add most to the front of what was measured, one after the other, in that order', async () => {
    const all = (await rankLevel(space, surrogate, { parents, keep: 1e4 })).kept;
    const points = all.map(({ cell, predicted }) => ({ cell, accuracy: predicted, cost: costs.of(cell) }));
    const expected = keysOf([...byHypervolume(points, corner, measured)]);
    const { kept, candidates } = await rankLevel(space, surrogate, { parents, keep: 40, aim });
    expect(candidates).toBe(all.length);
    expect(keysOf(kept)).toEqual(expected.slice(0, 40));
    for (const { cell, predicted } of kept)
      expect(predicted).toBe(all.find((one) => canonicalKey(one.cell) === canonicalKey(cell))!.predicted);
    const plain = await rankLevel(space, surrogate, { parents, keep: 40 });
    expect(keysOf(kept)).not.toEqual(keysOf(plain.kept));
    expect(new Set(kept.map(({ cell }) => costs.of(cell))).size).toBeGreaterThan(3);
  });

  test('leave the curve of predictions as it was, and draw cells by lot from the others', async () => {
    const lot = () => ({ count: 10, rng: stream(1, 'probes') });
    const plain = await rankLevel(space, surrogate, { parents, keep: 10, lot: lot() });
    const picked = await rankLevel(space, surrogate, { parents, keep: 10, lot: lot(), aim });
    expect(picked.curve).toEqual(plain.curve);
    expect(picked.probes).toHaveLength(10);
    expect(keysOf(picked.kept).filter((key) => keysOf(picked.probes!).includes(key))).toEqual([]);
  });

  test('by Thompson sampling are picked by what is drawn', async () => {
    const candidates = [...space.expand(parents)].map(({ cell }) => cell).slice(0, 200);
    const request = { candidates, keep: 10 };
    const plain = await acquire(surrogate, { ...request, rng: stream(1, 'acquire') });
    const picked = await acquire(surrogate, { ...request, rng: stream(1, 'acquire'), aim });
    expect(picked.kept).toHaveLength(10);
    expect(picked.curve).toEqual(plain.curve);
    const cheapest = (kept: readonly { readonly cell: Cell }[]): number => Math.min(...kept.map(({ cell }) => costs.of(cell))); // prettier-ignore
    expect(cheapest(picked.kept)).toBeLessThan(cheapest(plain.kept));
  });
});
