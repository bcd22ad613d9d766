/** @file Links whose bits were changed and whose length and checksum fit again, so that the changes reach the decoder. */
import { readdirSync, readFileSync } from 'node:fs';
import { encodeEnvelope, MAX_CHARACTERS, decodeEnvelope } from '../../src/contract/link/envelope.ts';
import { encodeResult, formatResult, parseResult, type Result } from '../../src/contract/link/result-link.ts';
import { madeUpRun } from '../support/runs.ts';
import type { Attempt, Fuzzer } from './fuzzer.ts';
import { mutate } from './mutate.ts';
import { requireRun } from './invariants.ts';

const FOLDER = new URL('../fixtures/links/', import.meta.url);
/** No input may take longer. */
const MOST_MS = 100;

/** Links of the releases, and of runs that differ in what a link can say. */
function corpus(): string[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.link'));
  const paper = { validationImages: 5000, images: 50_000, filters: 4, repeats: 12 };
  return [
    ...files.map((name) => readFileSync(new URL(name, FOLDER), 'utf8').trim()),
    ...[
      madeUpRun({ records: 0 }),
      madeUpRun({ config: { blocks: 2, children: 2, operators: ['identity'] } }),
      madeUpRun({ config: { blocks: 3, children: 4, lookback: 1 }, failures: 0.3, parts: 10_007 }),
      madeUpRun({ config: { blocks: 3, children: 6 }, records: 30 }),
      madeUpRun({ config: { blocks: 8, children: 20, lookback: 1, operators: ['identity', '3x3 conv'], ...paper } }),
      madeUpRun({ config: { blocks: 5, children: 256, ...paper } }),
    ].map((run, i) => formatResult(run, i === 1 ? 'A title' : '').text),
  ];
}

export function linkFuzzer(): Fuzzer {
  const payloads = corpus()
    .map((text) => decodeEnvelope(text).payload)
    .sort((a, b) => a.length - b.length);
  return { mostMs: MOST_MS, make: (rng) => attemptOf(encodeEnvelope(mutate(payloads, rng))) };
}

function attemptOf(text: string): Attempt {
  return {
    input: text,
    read: () => parseResult(text),
    check: (read) => {
      const result = read as Result;
      requireRun(result.run, result.dropped.includes('curves'));
      if (text.length > MAX_CHARACTERS) throw new Error('a longer link than is made was read');
      const again = encodeResult(result);
      if (again !== text) throw new Error(`written again, it is ${again}`);
      if (!(result.cells >= 0)) throw new Error(`it says that ${result.cells} cells were trained`);
    },
  };
}
