/** The tour over its recording: the figures in it are computed; and its game, on tables whose answers are known. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { TOUR_STEPS } from '../../../src/contract/link/recipe-link.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { repeatedAccuracies } from '../../../src/contract/run-file.ts';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { isLocalHost } from '../../../src/ui/model/local-host.ts';
import { chanceOf, gameOf, orderOf, scoresOf, type GameCell } from '../../../src/ui/model/tour/game.ts';
import { growthGrid, originalOf } from '../../../src/ui/model/tour/growth-grid.ts';
import { luckOf, luckyDifference } from '../../../src/ui/model/tour/picks.ts';
import { lessonOf, type Lesson, type TourCell } from '../../../src/ui/model/tour/lesson.ts';
import { madeUpRun } from '../../support/runs.ts';

const recorded = lessonOf(parseRunFile(await readFile('public/tour.json', 'utf8'), 'tour.json'))!;

describe('a lesson', () => {
  test('of the recording has the steps that links name, each further in the run, to its end', () => {
    expect(recorded.steps).toHaveLength(TOUR_STEPS);
    const ends = recorded.steps.map(({ to }) => to);
    expect(ends.toSorted((a, b) => a - b)).toEqual(ends);
    expect(ends.at(-1)).toBe(recorded.run.log.length);
    expect(recorded.steps.every(({ from, to }) => from <= to)).toBe(true);
    expect(recorded.steps[0]).toEqual({ name: 'cell', from: 0, to: 0 }); // what is searched for is told before anything is measured
  });
  test('is none of a run without a ranked level that was measured', () => {
    expect(lessonOf(madeUpRun({ config: { blocks: 1 } }))).toBeUndefined();
    expect(lessonOf(madeUpRun({ config: { blocks: 2 }, records: 30 }))).toBeUndefined();
  });
  test('grows by every candidate that was ranked, and a duplicate repeats another’s design', () => {
    const cells = recorded.cells.filter(({ level }) => level === 1).map(({ cell }) => cell);
    const { rank } = recorded.levels[1]!;
    const grid = growthGrid(recorded.run.head.config, cells, rank!);
    expect(grid.fates.length - grid.duplicates).toBe(rank!.candidates);
    const { kept, probes = 0 } = rank!;
    expect(grid.fates.filter((fate) => fate === 'kept')).toHaveLength(kept.length - probes);
    expect(grid.fates.filter((fate) => fate === 'probe')).toHaveLength(probes);
    const cellAt = (at: number) => [
      ...grid.parents[Math.floor(at / grid.blocks.length)]!,
      grid.blocks[at % grid.blocks.length]!,
    ];
    const duplicate = grid.fates.lastIndexOf('duplicate');
    const original = originalOf(grid, duplicate);
    expect(grid.fates[original]).not.toBe('duplicate');
    expect(canonicalKey(cellAt(original))).toBe(canonicalKey(cellAt(duplicate)));
  });
});

/** A lesson whose second level has these cells: [predicted, measured; absent: failed], drawn by lot. */
function lessonWith(table: readonly (readonly [number, number?])[], isProbe = true): Lesson {
  const cells = table.map(([predicted, accuracy], i): TourCell => ({
    number: i + 1,
    notation: String.fromCharCode(97 + i),
    cell: [],
    level: 2,
    predicted,
    ...(accuracy === undefined ? {} : { accuracy }),
    isProbe,
    records: i + 1,
  }));
  return { ...recorded, cells };
}

describe('the game', () => {
  const numbersOf = (cells: Iterable<GameCell>): number[] => [...cells].map(({ number }) => number);
  test('scores the reader, the surrogate and the lot alike, the lot exactly', () => {
    const table = Array.from({ length: 12 }, (_, i) => [0.9 - i / 100, 0.5 + i / 100] as const); // upside down
    const game = gameOf(lessonWith(table))!;
    expect([game.kind, numbersOf(game.best), numbersOf(game.order).slice(0, 3)]).toEqual([
      'probes',
      [10, 11, 12],
      [1, 2, 3],
    ]);
    const guess = game.cells.filter(({ number }) => [1, 11, 12].includes(number));
    const { reader, surrogate, lot } = scoresOf(game, guess);
    expect([reader?.hits, surrogate.hits, lot.hits]).toEqual([2, 0, 0.75]);
    expect(lot.mean).toBeCloseTo(0.555, 12);
    expect(reader!.mean).toBeCloseTo((0.5 + 0.6 + 0.61) / 3, 12);
    expect(chanceOf(game, 1)).toBeCloseTo(1 - 84 / 220, 12); // C(9,3) of C(12,3) have none
    expect(chanceOf(game, 3)).toBeCloseTo(1 / 220, 12);
    expect(orderOf(game.cells)!.rho).toBeCloseTo(-1, 12);
  });
  test('counts all that share the third place, and replaces what failed', () => {
    const tied = gameOf(lessonWith([[0.5, 0.6], [0.4, 0.6], [0.3, 0.6], [0.2, 0.6], [0.1, 0.5], [0, 0.4], [0.7]]))!; // prettier-ignore
    expect(numbersOf(tied.best)).toEqual([1, 2, 3, 4]);
    expect(scoresOf(tied, undefined).lot.hits).toBe(2);
    expect(tied.failed.map(({ number }) => number)).toEqual([7]);
    const many = Array.from({ length: 14 }, (_, i) => (i === 0 ? ([0.9] as const) : ([0.5, 0.5 + i / 100] as const)));
    expect(numbersOf(gameOf(lessonWith(many))!.cells)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
  test('is played with picks where no cells were drawn by lot, with none below six; no order below eight', () => {
    const table = Array.from({ length: 7 }, (_, i) => [i / 10, i / 10] as const);
    expect(gameOf(lessonWith(table, false))!.kind).toBe('picked');
    expect(gameOf(lessonWith(table.slice(0, 5)))).toBeUndefined();
    expect(orderOf(gameOf(lessonWith(table))!.cells)).toBeUndefined();
  });
});

test('luck is told by its causes: trainings of the same cell, where enough were repeated, and the images', () => {
  const { run } = recorded;
  const { training, images } = luckOf(run, 0.3);
  expect(images).toBeCloseTo(Math.sqrt((0.3 * 0.7) / run.head.config.validationImages), 12);
  const pairs = repeatedAccuracies(run); // of two a pair, the variance is half the square of their difference
  const squares = pairs.map(([a, b]) => (a! - b!) ** 2 / 2);
  expect(training).toBeCloseTo(Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / pairs.length), 12);
  const once = { ...run, log: run.log.filter(({ type }) => type !== 'retrain') };
  expect(luckOf(once, 0.3)).toEqual({ images });
  expect(luckyDifference({ training: 0.03, images: 0.04 })).toBeCloseTo(1.96 * Math.SQRT2 * 0.05, 4);
});

test.each([
  ['localhost', true],
  ['192.168.1.20', true],
  ['172.20.0.1', true],
  ['172.32.0.1', false],
  ['[::1]', true],
  ['laptop.local', true],
  ['pnas.example', false],
  ['10.example.org', false],
])('%s is local: %s', (host, isLocal) => {
  expect(isLocalHost(host)).toBe(isLocal);
});
