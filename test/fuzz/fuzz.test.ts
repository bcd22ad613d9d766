/** A few made-up inputs of each kind, always the same; `npm run fuzz` makes as many as there is time for. */
import { expect, test } from 'vitest';
import { fuzz } from './fuzzer.ts';
import { FUZZERS } from './kinds.ts';

test.each([
  ['links', 400],
  ['run', 400],
  ['csv', 2000],
  ['archive', 200],
  ['checkpoint', 200],
  ['model', 100],
] as const)('%s', async (kind, executions) => {
  const report = await fuzz(kind, await FUZZERS[kind](), 1, { executions });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({ executions });
  if (kind !== 'checkpoint') expect(report.accepted).toBeGreaterThan(0); // every bit of what is kept has a checksum
});
