/** @file The kinds of input that are fuzzed. */
import { archiveFuzzer } from './archives.ts';
import { checkpointFuzzer } from './checkpoints.ts';
import { csvFuzzer } from './csv-files.ts';
import type { Fuzzer } from './fuzzer.ts';
import { linkFuzzer } from './links.ts';
import { modelFuzzer } from './models.ts';
import { runFuzzer } from './run-files.ts';

export const FUZZERS = {
  links: linkFuzzer,
  run: runFuzzer,
  csv: csvFuzzer,
  archive: archiveFuzzer,
  checkpoint: checkpointFuzzer,
  model: modelFuzzer,
} as const satisfies Record<string, () => Fuzzer | Promise<Fuzzer>>;

export const isKind = (text: string): text is keyof typeof FUZZERS => Object.hasOwn(FUZZERS, text);
