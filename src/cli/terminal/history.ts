/** @file Files of trained and scored cells, for the commands that read and write them: the CSV files of titu1994. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseScoredCells, type ScoredCell } from '../../contract/history-csv.ts';
import { parseRunFile } from '../../contract/read-run-file.ts';
import { measuredImages } from '../../contract/split-sizes.ts';
import { repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { canonicalKey } from '../../core/space/canonical.ts';
import { parseCell } from '../../core/space/cell.ts';
import { measuredOf, type Measured } from '../../../workers/surrogate/base/surrogate.ts';

/**
 * The file's cells.
 * @throws {RangeError} naming the file and the line that cannot be read, and what was expected there.
 */
export async function readScoredCells(path: string): Promise<ScoredCell[]> {
  return parseScoredCells(await readText(path), basename(path));
}

/** The file's cells as measured ones; accuracies must be from 0 to 1. */
export async function readHistory(path: string): Promise<Measured[]> {
  const cells = parseScoredCells(await readText(path), basename(path), 'accuracy');
  return cells.map(({ score, notation }) => ({ cell: parseCell(notation), accuracy: score }));
}

/** Trained cells, and what is known of the noise of their accuracies. */
export interface Measurements {
  readonly cells: readonly Measured[];
  /** Accuracies of each cell that was trained more than once. */
  readonly repeated: readonly (readonly number[])[];
  /** Number of validation images; unknown for a CSV file. */
  readonly images?: number;
}

/** Reads `run.json`, or a history, where a cell on several lines was trained as often. @throws {RangeError} as {@link readScoredCells}. */
export async function readMeasurements(path: string): Promise<Measurements> {
  if (!/\.json$/i.test(path)) {
    const cells = await readHistory(path);
    const byDesign = new Map<string, number[]>();
    for (const { cell, accuracy } of cells) {
      const key = canonicalKey(cell);
      byDesign.set(key, [...(byDesign.get(key) ?? []), accuracy]);
    }
    return { cells, repeated: [...byDesign.values()] };
  }
  const run = parseRunFile(await readText(path), basename(path));
  return { cells: measuredOf(trainRecords(run)), repeated: repeatedAccuracies(run), images: measuredImages(run.head) };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new RangeError(
      `${path}: ${code === 'ENOENT' ? 'there is nothing there' : `must be a readable file; ${code}`}`,
    );
  }
}

/**
 * Checks an output path before the work begins.
 * @throws {RangeError} when a file cannot be written at `path`.
 */
export async function requireWritable(path: string): Promise<void> {
  const isFolder = async (name: string): Promise<boolean> =>
    (await stat(name).catch(() => undefined))?.isDirectory() === true;
  if (await isFolder(path)) throw new RangeError(`${path}: must be a file to write; it is a folder`);
  if (!(await isFolder(dirname(path)))) throw new RangeError(`${path}: must be in a folder that exists`);
}
