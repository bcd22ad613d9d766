/** What a run's best cell is, how sure that is, and what is said of it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answerOf, confirmedCells, doneRecord } from '../../src/contract/answer.ts';
import { resultSentence } from '../../src/contract/result-sentence.ts';
import { parseResult } from '../../src/contract/link/result-link.ts';
import type { ConfirmRecord, LogRecord } from '../../src/contract/records.ts';
import { bestOf, confirmRecords, trainRecords } from '../../src/contract/run-file.ts';
import { splitSizes } from '../../src/contract/split-sizes.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { madeUpRun } from '../support/runs.ts';

const run = madeUpRun({ config: { confirmations: 3, confirmationSeeds: 3 } });
/** The run with these accuracies of its three cells, by repeat. */
function confirmed(...rounds: readonly (number | undefined)[][]): LogRecord[] {
  const cells = confirmRecords(run).slice(0, 3);
  const plain = run.log.filter(({ type }) => type !== 'confirm' && type !== 'done');
  const log = rounds.flatMap((round, i) =>
    round.map((accuracy, cell): ConfirmRecord => {
      const { accuracy: _accuracy, ...record } = cells[cell]!;
      const failure = { reason: 'nan-loss', message: 'nan-loss' } as const;
      return { ...record, repeat: i + 1, ...(accuracy === undefined ? { failure } : { accuracy }) };
    }),
  );
  return [...plain, ...log, doneRecord([...plain, ...log])];
}

describe('the best of a run', () => {
  test('is the best confirmed, by the mean of its seeds, with an interval', () => {
    const log = confirmed([0.7, 0.71, 0.6], [0.7, 0.72, 0.6], [0.7, 0.73, 0.6]);
    const { record, confirmed: best } = answerOf({ log })!;
    expect(record.notation).toBe(confirmRecords(run)[1]!.notation);
    expect(best).toMatchObject({ accuracies: [0.71, 0.72, 0.73], failed: 0 });
    expect(best!.mean).toBeCloseTo(0.72, 12);
    // pooled over three cells: variance (0 + .0001 + 0) / 3 with 6 degrees of freedom, t 2.447
    const half = (2.447 * Math.sqrt(0.0001 / 3)) / Math.sqrt(3);
    expect(best!.interval![0]).toBeCloseTo(0.72 - half, 4);
    expect(best!.interval![1]).toBeCloseTo(0.72 + half, 4);
    expect(log.at(-1)).toEqual({ type: 'done', best: record.notation });
    expect(confirmedCells({ log }).map((cell) => cell.mean.toFixed(2))).toEqual(['0.72', '0.70', '0.60']);
  });

  test('has no interval after one seed, counts those that failed, and is the best measured before the end', () => {
    const [best] = confirmedCells({ log: confirmed([0.7, undefined, 0.6]) });
    expect(best).toMatchObject({ accuracies: [0.7], failed: 0 });
    expect(best).not.toHaveProperty('interval');
    const log = confirmed([0.7, 0.8, 0.6], [0.7, undefined, 0.6]);
    expect(confirmedCells({ log }).at(-1)).toMatchObject({ accuracies: [0.8], failed: 1 });
    const measured = bestOf(trainRecords(run))!;
    expect(answerOf({ log: log.slice(0, -1) })).toEqual({ record: measured });
    expect(answerOf({ log: confirmed([undefined, undefined, undefined]) })).toEqual({ record: measured });
  });
});

describe('what is said of it', () => {
  test('of a confirmed run: the mean, and on which images', () => {
    const log = confirmed([0.7, 0.71, 0.6], [0.7, 0.72, 0.6], [0.7, 0.73, 0.6]);
    expect(resultSentence({ ...run, log })).toBe(
      '72.0 % on 500 images of the CIFAR-10 sample that the search never saw, mean of 3 trainings, after 52 cells',
    );
  });

  test('of an old run: what it said, called the best measured', () => {
    const text = readFileSync(new URL('../fixtures/links/version-2.link', import.meta.url), 'utf8');
    const old = parseResult(text).run;
    expect(old.head.config.confirmations).toBe(0);
    const best = bestOf(trainRecords(old))!;
    expect(answerOf(old)).toEqual({ record: best });
    expect(resultSentence(old)).toMatch(/^best measured \d+\.\d % on 500 .* held out of 2,500 after \d+ cells$/);
  });
});

describe('images of a search', () => {
  const { demo, paper } = PRESETS;
  test('confirm from beyond those it uses, as many as there are up to 5,000, or from those held out', () => {
    expect(splitSizes(demo, 2_500)).toEqual({ training: 1_500, validation: 500, confirmation: 500 });
    expect(splitSizes(demo, 50_000)).toEqual({ training: 1_500, validation: 500, confirmation: 5_000 });
    expect(splitSizes(demo, 2_499)).toEqual({ training: 1_500, validation: 250, confirmation: 250 });
    expect(splitSizes({ ...paper, confirmations: 5 }, 50_000)).toEqual({
      training: 45_000,
      validation: 2_500,
      confirmation: 2_500,
    });
  });

  test('are what they were without confirmation', () => {
    for (const available of [2_000, 50_000]) {
      const sizes = { training: 1_500, validation: 500, confirmation: 0 };
      expect(splitSizes({ ...demo, confirmations: 0 }, available)).toEqual(sizes);
    }
  });
});
