/** @file Reads a shared run: a link, `run.json`, or the CSV files of titu1994. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseScoredCells, type ScoredCell } from '../../contract/history-csv.ts';
import { parseResult, type Result } from '../../contract/link/result-link.ts';
import { RUN_FRAGMENT } from '../../contract/link/recipe-link.ts';
import { parseRunFile } from '../../contract/read-run-file.ts';
import { trainRecords } from '../../contract/run-file.ts';

/** A run, or scored cells without their run. */
export type Shared = { readonly result: Result } | { readonly cells: readonly ScoredCell[] };

/**
 * Reads a link or a file.
 * @throws {RangeError} with the place and the reason.
 */
export async function readShared(source: string): Promise<Shared> {
  if (source.includes(`#${RUN_FRAGMENT}=`) || source.startsWith(`${RUN_FRAGMENT}=`))
    return { result: parseResult(source) };
  const name = basename(source);
  const text = await readText(source);
  if (/\.csv$/i.test(name)) return { cells: parseScoredCells(text, name) };
  if (!text.trimStart().startsWith('{') && text.includes(`#${RUN_FRAGMENT}=`)) return { result: parseResult(text) };
  const run = parseRunFile(text, name);
  return { result: { run, dropped: [], cells: trainRecords(run).length } };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new RangeError(`show: needs a link with #${RUN_FRAGMENT}=, or a file; ${(error as Error).message}`);
  }
}
