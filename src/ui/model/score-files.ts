/** @file titu1994's `train_history.csv` and `scores_<b>.csv` as Ranking shows them, beside the run's own cells. */
import { parseScoredCells } from '../../contract/history-csv.ts';
import { readError } from '../../contract/read-error.ts';
import type { TrainRecord } from '../../contract/records.ts';

/** One file: a name, what its scores are, and its cells in the file's order. */
export interface ScoreFile {
  readonly name: string;
  /** `scores_<b>.csv` has what its surrogate predicted, every other name what was measured. */
  readonly kind: 'measured' | 'predicted';
  readonly cells: readonly TrainRecord[];
}

/** Longest file taken, bytes (ours): some 500,000 cells. */
const MOST_BYTES = 64e6;
/** Two inputs and two operators. */
const FIELDS_PER_BLOCK = 4;

/**
 * Reads several files, all or none.
 * @throws {RangeError} `scores_2.csv, line 3: ...` for the first that is wrong.
 */
export async function readScoreFiles(files: readonly File[]): Promise<ScoreFile[]> {
  const texts = await Promise.all(files.map((file) => (file.size > MOST_BYTES ? '' : readText(file))));
  return files.map(({ name, size }, i) => {
    if (size > MOST_BYTES) throw new RangeError(`${name}: must have at most ${MOST_BYTES / 1e6} MB; got ${size} bytes`);
    return parseScoreFile(texts[i]!, name);
  });
}

function readText(file: File): Promise<string> {
  return file.text().catch((error: unknown) => {
    throw readError(error, file.name);
  });
}

/** One file from its text. @throws {RangeError} as {@link readScoreFiles}. */
export function parseScoreFile(text: string, name: string): ScoreFile {
  const kind = /scores/i.test(name) ? 'predicted' : 'measured';
  const scores = parseScoredCells(text, name, kind === 'measured' ? 'accuracy' : 'score');
  const cells = scores.map(({ score, notation }): TrainRecord => {
    const level = notation.split(',').length / FIELDS_PER_BLOCK;
    const scored = kind === 'measured' ? { accuracy: score } : { predicted: score };
    return { type: 'train', notation, level, ...scored, curve: [], durationMs: 0, parameters: 0 };
  });
  return { name, kind, cells };
}

/** The files with others added; one of the same name is replaced. */
export function withFiles(files: readonly ScoreFile[], added: readonly ScoreFile[]): ScoreFile[] {
  return [...files.filter(({ name }) => added.every((other) => other.name !== name)), ...added];
}
