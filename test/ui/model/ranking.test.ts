/** What Ranking shows of a run and of titu1994's files, without a page. */
import { expect, test } from 'vitest';
import type { TrainRecord } from '../../../src/contract/records.ts';
import { drawnOf, matches, rankedCells, sectionsOf, sorted } from '../../../src/ui/model/ranked.ts';
import { parseScoreFile, readScoreFiles, withFiles } from '../../../src/ui/model/score-files.ts';

const HISTORY = '0.5,-1,identity,-2,3x3 maxpool\n0.6,-1,3x3 conv,-1,3x3 conv,0,identity,-1,identity\n';
const SCORES = '0.7,-1,3x3 conv,-1,3x3 conv\n0.8,-1,identity,-1,3x3 conv\n';

test('files have their own ranks beside the run’s, and say what their scores are', () => {
  const files = [parseScoreFile(HISTORY, 'train_history.csv'), parseScoreFile(SCORES, 'scores_1.csv')];
  const cells = rankedCells([child('-1,identity,-1,identity', 0.1), child('-2,identity,-1,identity', 0.2)], files);
  expect(cells.map(({ rank }) => rank)).toEqual([2, 1, 2, 1, 2, 1]);
  expect(cells.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(cells.map(({ place }) => place)).toEqual([0, 1, 0, 1, 0, 1]);
  expect(cells.map(({ score }) => score)).toEqual([0.1, 0.2, 0.5, 0.6, 0.7, 0.8]);
  expect(cells.slice(4).map(({ record }) => [record.accuracy, record.predicted])).toEqual([
    [undefined, 0.7],
    [undefined, 0.8],
  ]);
  expect(cells[3]!.record.level).toBe(2);
  const shown = cells.filter((cell) => matches(cell, { text: '', operators: ['identity', '3x3 conv'] }));
  expect(shown.map(({ index }) => index)).toEqual([3, 5]); // those that use both
  expect(sorted(cells, { key: 'accuracy', isDescending: true })[0]!.index).toBe(3);
  const sections = sectionsOf(cells);
  expect(sections.map(({ source }) => source?.kind)).toEqual([undefined, 'measured', 'predicted']);
  expect(sections.at(-1)!.to).toBeCloseTo(1);
});

test('of a long file the best are drawn, and some of the rest', () => {
  const text = Array.from({ length: 30_000 }, (_, i) => `${1 - i / 30_000},-1,identity,-1,identity`).join('\n');
  const drawn = drawnOf(sectionsOf(rankedCells([], [parseScoreFile(text, 'scores_1.csv')]))[0]!);
  expect(drawn.length).toBeLessThanOrEqual(1_600);
  expect(drawn.slice(0, 100).map(({ rank }) => rank)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});

test('a bad line is named by file and line, and no file is taken', async () => {
  const files = [
    new File([HISTORY], 'train_history.csv'),
    new File([`${SCORES}0.9,-1,nonsense,-1,identity`], 'scores_1.csv'),
  ];
  await expect(readScoreFiles(files)).rejects.toThrow(/^scores_1\.csv, line 3: .*got "nonsense"/);
  expect(() => parseScoreFile(HISTORY.replace('0.6', '60'), 'train_history.csv')).toThrow(
    'train_history.csv, line 2: accuracy must be from 0 to 1; got 60 (divide percentages by 100)',
  );
});

test('opening a file again replaces it', () => {
  const [old, again] = [parseScoreFile(HISTORY, 'a.csv'), parseScoreFile('0.1,-1,identity,-1,identity', 'a.csv')];
  expect(withFiles([old], [again])).toEqual([again]);
});

function child(notation: string, accuracy: number): TrainRecord {
  return { type: 'train', notation, level: 1, accuracy, curve: [], durationMs: 1, parameters: 1 };
}
