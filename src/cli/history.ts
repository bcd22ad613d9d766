/** @file Files of trained and scored cells, for the commands that read and write them: the CSV files of titu1994. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseScoredCells, type ScoredCell } from '../contract/history-csv.ts';
import { parseCell } from '../core/cell.ts';
import type { Measured } from '../../workers/encoder/surrogate.ts';

/**
 * The file's cells.
 * @throws {RangeError} naming the file and the line that cannot be read, and what was expected there.
 */
export async function readScoredCells(path: string): Promise<ScoredCell[]> {
  return parseScoredCells(await readText(path), basename(path));
}

/** The same as measured cells; accuracies must be from 0 to 1. */
export async function readHistory(path: string): Promise<Measured[]> {
  const cells = parseScoredCells(await readText(path), basename(path), 'accuracy');
  return cells.map(({ score, notation }) => ({ cell: parseCell(notation), accuracy: score }));
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
 * Before the work for it begins.
 * @throws {RangeError} when a file cannot be written at `path`.
 */
export async function requirePlace(path: string): Promise<void> {
  const isFolder = async (name: string): Promise<boolean> =>
    (await stat(name).catch(() => undefined))?.isDirectory() === true;
  if (await isFolder(path)) throw new RangeError(`${path}: must be a file to write; it is a folder`);
  if (!(await isFolder(dirname(path)))) throw new RangeError(`${path}: must be in a folder that exists`);
}
