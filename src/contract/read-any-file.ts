/** @file Reads a run of any kind from its file: `run.json` or `final.json`. */
import type { AnyRun } from './any-run.ts';
import { isFinalFile, parseFinalFile } from './final-file.ts';
import { parseJson } from './json.ts';
import { parseRunFile } from './read-run-file.ts';

/**
 * @param name what the text is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseAnyFile(text: string, name: string): AnyRun {
  const value = parseJson(text, name);
  return isFinalFile(value) ? parseFinalFile(value, name) : parseRunFile(text, name);
}
