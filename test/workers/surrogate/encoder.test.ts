/** @file The Encoder with the paper's LSTM, on the CPU. */
import { describe, expect, test } from 'vitest';
import { spearman } from '../../../src/core/stats.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import type { Cell } from '../../../src/core/space/cell.ts';
import { Encoder } from '../../../workers/surrogate/encoder.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
/** A made-up truth: convolutions help, pooling hurts a little, whatever the input. */
const worth = (cell: Cell): number =>
  0.5 +
  cell
    .flat()
    .reduce(
      (sum, { operator }) => sum + { '3x3 dconv': 0.2, identity: 0, '3x3 maxpool': -0.1 }[operator as 'identity']!,
      0,
    ) /
    cell.length /
    2;

describe('Encoder', () => {
  test('learns one-block cells and ranks larger ones', async () => {
    const encoder = new Encoder({ space, seed: 1, surrogate: 'lstm', members: 2 });
    const measured = space.firstLevel().map((cell) => ({ cell, accuracy: worth(cell) }));
    const { losses } = await encoder.fit(measured);
    expect(losses).toHaveLength(2);
    const fitted = (await encoder.predict(measured.map(({ cell }) => cell))).accuracies;
    expect(
      spearman(
        [...fitted],
        measured.map(({ accuracy }) => accuracy),
      ),
    ).toBeGreaterThan(0.8);

    const parents = space.firstLevel();
    const { kept, candidates, curve } = await encoder.rankLevel({ parents, keep: 20 });
    const all = [...space.expand(parents)].map(({ cell }) => cell);
    expect(candidates).toBe(735);
    const scores = (await encoder.predict(all)).accuracies;
    const best = [...scores].sort((a, b) => b - a).slice(0, 20);
    for (const [i, { predicted }] of kept.entries()) expect(predicted).toBeCloseTo(best[i]!, 5);
    expect(spearman([...scores], all.map(worth))).toBeGreaterThan(0.5);
    expect(curve[0]).toEqual([1, kept[0]!.predicted]);
    expect(curve.at(-1)![0]).toBe(735);
    encoder.dispose();
  });

  test('is the same twice, and starts at the mean accuracy', async () => {
    const measured = space.firstLevel().map((cell) => ({ cell, accuracy: 0.7 + worth(cell) / 10 }));
    const predictions = [];
    for (let i = 0; i < 2; i++) {
      const encoder = new Encoder({ space, seed: 5, surrogate: 'lstm', members: 1 });
      await encoder.fit(measured);
      predictions.push((await encoder.predict(space.firstLevel())).accuracies);
      encoder.dispose();
    }
    expect(predictions[0]).toEqual(predictions[1]);
    expect(Math.abs(predictions[0]![0]! - 0.75)).toBeLessThan(0.15);
  });

  test("has titu1994's methods", async () => {
    const encoder = new Encoder({ space, seed: 1, surrogate: 'lstm', members: 1 });
    const first = await encoder.getActions(5);
    expect(first).toHaveLength(21);
    expect(() => encoder.train([0.5])).toThrow('needs 21 rewards; got 1');
    encoder.train(first.map(worth));
    await encoder.update();
    const second = await encoder.getActions(5);
    expect(second).toHaveLength(5);
    expect(second.every((cell) => cell.length === 2)).toBe(true);
    encoder.dispose();
  });
});
