/** @file `run.json` with characters, or whole values, changed. */
import { isDeepStrictEqual } from 'node:util';
import type { Run } from '../../src/contract/records.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import { madeUpRun } from '../support/runs.ts';
import type { Attempt, Fuzzer } from './fuzzer.ts';
import { requireRun } from './invariants.ts';
import { mutateText } from './mutate.ts';

const MOST_MS = 1000;
const NAME = 'run.json';

/** Files of searches, one of the first releases, and one with what befell its run. */
function corpus(): string[] {
  const small = madeUpRun({ config: { blocks: 2, children: 3, operators: ['identity', '3x3 conv'] }, failures: 0.2 });
  const at = '2026-11-24T10:24:31.000Z';
  const incident = {
    type: 'incident',
    reason: 'asleep',
    message: 'two minutes',
    phase: 'train',
    level: 1,
    at,
  } as const;
  const { surrogate: _surrogate, ...old } = toRunFile(small);
  const disturbed = { ...small, log: small.log.flatMap((record, i) => (i % 3 === 0 ? [incident, record] : [record])) };
  return [old, toRunFile(small), toRunFile(disturbed), toRunFile(madeUpRun())].map((file) => JSON.stringify(file));
}

/** Values that JSON can have and a run should not. */
const VALUES = [
  '1e309',
  '-1',
  '0.5',
  '1e300',
  '4294967295',
  'null',
  '""',
  '[]',
  '{}',
  '"never"',
  'true',
  '-0',
  '"\\u0000"',
];

export function runFuzzer(): Fuzzer {
  const files = corpus();
  return {
    mostMs: MOST_MS,
    make: (rng) => {
      const original = files[rng.integer(files.length)]!;
      return attemptOf(rng.uniform() < 0.5 ? mutateText(original, rng) : withOtherValue(original, rng));
    },
  };
}

/** A number, a text or a whole list replaced. */
function withOtherValue(text: string, rng: Rng): string {
  const values = [...text.matchAll(/(?<=[:,[])(-?\d[\d.e+-]*|"[^"]*"|\[[^[\]]*\])(?=[,}\]])/g)];
  const { index, 0: old } = values[rng.integer(values.length)]!;
  const other = rng.uniform() < 0.3 ? values[rng.integer(values.length)]![0] : VALUES[rng.integer(VALUES.length)]!;
  return text.slice(0, index) + other + text.slice(index + old.length);
}

function attemptOf(text: string): Attempt {
  return {
    input: text,
    read: () => parseRunFile(text, NAME),
    check: (read) => {
      const run = read as Run;
      requireRun(run);
      const said = JSON.parse(text) as { cells: { notation: string; accuracy: number | null; parameters: number }[] };
      const cells = trainRecords(run).map(({ notation, accuracy = null, parameters }) => ({
        notation,
        accuracy,
        parameters,
      }));
      const same = said.cells.map(({ notation, accuracy, parameters }) => ({ notation, accuracy, parameters }));
      if (!isDeepStrictEqual(cells, same)) throw new Error('it read other cells than the file has');
    },
  };
}
