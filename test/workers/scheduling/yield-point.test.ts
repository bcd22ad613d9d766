/** How much a fit or a ranking does between two yield points, in steps and candidates: never by the clock. */
import { describe, expect, test } from 'vitest';
import { OPERATORS } from '../../../src/core/space/operators.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { Encoder } from '../../../workers/surrogate/encoder.ts';
import { rankLevel } from '../../../workers/surrogate/rank-level.ts';
import { refit, sizeOfFamilies, type Measured, type Surrogate } from '../../../workers/surrogate/base/surrogate.ts';
import { createSurrogate } from '../../../workers/surrogate/surrogates.ts';
import { createYieldPoint, runPieces } from '../../../workers/scheduling/yield-point.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const rng = stream(1, 'yields');
const cellsOf = (blocks: number, count: number): Measured[] =>
  Array.from({ length: count }, () => ({ cell: space.random(blocks, rng), accuracy: rng.uniform() }));
const first = cellsOf(1, 20);
const second = cellsOf(2, 40);

describe('work between two yield points', () => {
  test('of a fit of the blend: a row of a matrix, or a batch of cells', async () => {
    let yields = 0;
    const surrogate = createSurrogate.blend({ seed: 1, members: 2, yieldPoint: () => void yields++ as undefined });
    await surrogate.fit([...first, ...second]);
    const rows = 5 * (60 + 40); // of each ridge: the factor's, and the inverse's of the newest level
    const batches = 2 * 40 * 2; // members, epochs, and a batch of at most 32 of each level's 4/5
    expect(yields).toBeGreaterThanOrEqual(rows + batches);
  });

  test('of a fit of the paper’s networks: a step', async () => {
    let yields = 0;
    const surrogate = createSurrogate.mlp({ seed: 1, members: 1, yieldPoint: () => void yields++ as undefined });
    await surrogate.fit(first);
    expect(yields).toBeGreaterThanOrEqual(1000);
  });

  test('of a ranking: 2,048 candidates, though a family is larger', async () => {
    const large = new StateSpace({ blocks: 8, lookback: 4, operators: [...OPERATORS] });
    const pieces: number[] = [];
    let yields = 0;
    const surrogate: Surrogate = {
      startsFromScratch: true,
      fit: async () => ({ losses: [] }),
      skipFits: () => {},
      predict: async (families) => {
        pieces.push(...families.map((family) => sizeOfFamilies([family])));
        const size = sizeOfFamilies(families);
        return { accuracies: new Float64Array(size), spreads: new Float64Array(size) };
      },
      dispose: () => {},
    };
    const { candidates } = await rankLevel(large, surrogate, {
      parents: [large.random(7, rng)],
      keep: 10,
      yieldPoint: () => void yields++ as undefined,
    });
    expect(candidates).toBeGreaterThan(4096);
    expect(Math.max(...pieces)).toBe(2048);
    expect(pieces.reduce((a, b) => a + b)).toBe(candidates);
    expect(yields).toBeGreaterThanOrEqual(pieces.length);
  });

  test('lets a message in, and what it throws abandons the work', async () => {
    function* pieces() {
      for (let i = 0; i < 1e9; i++) yield;
    }
    let isToldToStop = false;
    setTimeout(() => (isToldToStop = true));
    const others = createYieldPoint();
    const work = runPieces(pieces(), () => {
      if (isToldToStop) throw new Error('stopped');
      return others();
    });
    await expect(work).rejects.toThrow('stopped');
  });
});

describe('after a resume', () => {
  const fits = [first, [...first, ...second]].map((measured) => ({ measured, failed: [] }));
  const cells = cellsOf(3, 20).map(({ cell }) => cell);

  test.each(['blend', 'mlp'] as const)(
    '%s is fitted once for the last fit of the log, and never before another',
    async (name) => {
      let yields = 0;
      const options = { space, seed: 1, surrogate: name, members: 1, yieldPoint: () => void yields++ as undefined };
      const undisturbed = new Encoder(options);
      await undisturbed.fit(first);
      const before = yields;
      await undisturbed.fit(fits[1]!.measured);
      const ofLast = yields - before;
      const expected = await undisturbed.predict(cells);

      yields = 0;
      const resumed = new Encoder(options);
      await resumed.refit(fits, 'rank');
      expect(yields).toBe(ofLast);
      expect(await resumed.predict(cells)).toEqual(expected);

      yields = 0;
      const beforeAFit = new Encoder(options);
      await beforeAFit.refit(fits.slice(0, 1), 'fit');
      expect(yields).toBe(0);
      await beforeAFit.fit(fits[1]!.measured);
      expect(await beforeAFit.predict(cells)).toEqual(expected);
    },
  );

  test('a surrogate that goes on from its last fit is fitted as often as before, in order', async () => {
    const sizes: number[] = [];
    const continuing: Surrogate = {
      startsFromScratch: false,
      fit: async (measured) => (sizes.push(measured.length), { losses: [] }),
      skipFits: (count) => expect(count).toBe(0),
      predict: async () => ({ accuracies: new Float64Array(), spreads: new Float64Array() }),
      dispose: () => {},
    };
    await refit(continuing, [first, [...first, ...second]], 'rank');
    expect(sizes).toEqual([20, 60]);
  });
});
