/** @file Files of trained and scored cells, for the commands that read and write them: the seed project's CSV files. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
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
  const cells = await readScoredCells(path);
  return cells.map(({ score, notation }, index) => {
    if (!(score >= 0 && score <= 1)) {
      throw new RangeError(`${basename(path)}, cell ${index + 1}: accuracy must be from 0 to 1; got ${score}`);
    }
    return { cell: parseCell(notation), accuracy: score };
  });
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

/** Writes a file that is there whole or not at all. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const partial = `${path}.partial`;
  await writeFile(partial, text);
  await rename(partial, path);
}
