/**
 * @file `npm run fuzz -- <kind> --seconds n [--executions n] [--seed n]`: reads made-up inputs of a kind and counts what came of them. Ends with 1 where
 * anything was read that should not be, took too long, or failed without words.
 */
import { parseArgs } from 'node:util';
import { fuzz } from './fuzzer.ts';
import { FUZZERS, isKind } from './kinds.ts';

/** Characters shown of an input that broke something. */
const SHOWN = 400;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: 'string' }, executions: { type: 'string' }, seed: { type: 'string', default: '1' } },
  });
  const kind = positionals[0] ?? '';
  if (!isKind(kind)) throw new RangeError(`fuzz: needs one of ${Object.keys(FUZZERS).join(', ')}; got "${kind}"`);
  const seconds = numberOf(values.seconds ?? (values.executions === undefined ? '10' : 'Infinity'), 'seconds');
  const executions = numberOf(values.executions ?? 'Infinity', 'executions');
  const seed = numberOf(values.seed, 'seed');
  const { slowestMs, slowest, faults, ...counts } = await fuzz(kind, await FUZZERS[kind](), seed, {
    seconds,
    executions,
  });
  const { executions: done, accepted, refused } = counts;
  console.log(`${kind}, seed ${seed}: ${done} executions, ${accepted} accepted, ${refused} refused`);
  console.log(`slowest     ${slowestMs.toFixed(1)} ms: ${slowest.slice(0, 100)}`);
  console.log(`faults      ${faults.length}`);
  for (const fault of faults) console.log(JSON.stringify(fault.slice(0, SHOWN))); // the same seed makes it again
  if (faults.length > 0) process.exitCode = 1;
}

function numberOf(text: string, name: string): number {
  const value = Number(text);
  if (!(value >= 0)) throw new RangeError(`fuzz: --${name} must be a number from 0; got "${text}"`);
  return value;
}

await main();
