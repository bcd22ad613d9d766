/** @file Reads a shared run: a link, `run.json`, `final.json`, or the CSV files of titu1994. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isFinalRun, requireSearch } from '../../contract/any-run.ts';
import { finalCost } from '../../contract/final-outcome.ts';
import { parseFinalLink, type SharedFinal } from '../../contract/link/final-link.ts';
import { parseScoredCells, type ScoredCell } from '../../contract/history-csv.ts';
import { parseResult, type Result } from '../../contract/link/result-link.ts';
import { FINAL_FRAGMENT, RUN_FRAGMENT } from '../../contract/link/recipe-link.ts';
import { parseAnyFile } from '../../contract/read-any-file.ts';
import { trainRecords } from '../../contract/run-file.ts';

/** A search, a final training, or scored cells without their run. */
export type Shared =
  { readonly result: Result } | { readonly final: SharedFinal } | { readonly cells: readonly ScoredCell[] };

/**
 * Reads a link or a file.
 * @throws {RangeError} with the place and the reason.
 */
export async function readShared(source: string): Promise<Shared> {
  if (source.includes(`#${RUN_FRAGMENT}=`) || source.startsWith(`${RUN_FRAGMENT}=`))
    return { result: parseResult(source) };
  if (source.includes(`#${FINAL_FRAGMENT}=`) || source.startsWith(`${FINAL_FRAGMENT}=`))
    return { final: await parseFinalLink(source) };
  const name = basename(source);
  const text = await readText(source);
  if (/\.csv$/i.test(name)) return { cells: parseScoredCells(text, name) };
  if (!text.trimStart().startsWith('{') && text.includes(`#${RUN_FRAGMENT}=`)) return { result: parseResult(text) };
  const run = parseAnyFile(text, name);
  if (isFinalRun(run)) return { final: { run, dropped: [], cost: finalCost(run) } };
  const search = requireSearch(run);
  return { result: { run: search, dropped: [], cells: trainRecords(search).length } };
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new RangeError(`show: needs a link with #${RUN_FRAGMENT}=, or a file; ${(error as Error).message}`);
  }
}
