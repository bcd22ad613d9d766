/** Another program as the searcher: a real process, spoken to by its standard input and output. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, test } from 'vitest';
import type { EvaluateAnswer } from '../../src/contract/evaluate.ts';
import { MOST_LINE } from '../../src/contract/evaluate.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { formatResult, parseResult } from '../../src/contract/link/result-link.ts';
import { confirmRecords, isOver, trainRecords } from '../../src/contract/run-file.ts';
import { stream } from '../../src/core/random/rng.ts';
import { pythonWith } from '../support/python.ts';
import { mutateText } from '../fuzz/mutate.ts';

const TINY = [
  ...'--preset smoke --macro titu1994 --filters 2 --images 60 --batch 10 --confirmations 1 --confirmation-seeds 2'.split(' '), // prettier-ignore
  '--operators',
  'identity,3x3 maxpool',
];
const ONE = '-1,identity,-2,3x3 maxpool';
const TWO = '-1,identity,-2,3x3 maxpool,0,identity,-1,3x3 maxpool';
const OTHER = '-1,identity,-1,identity';

const folder = mkdtempSync(join(tmpdir(), 'pnas-evaluate-'));
const running = new Set<ReturnType<typeof spawn>>();
afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

/** A process; `ask` sends a line and waits for one, `next` waits for one. */
function evaluator(...flags: string[]) {
  const child = spawn('node', ['--import', 'tsx', 'src/cli/main.ts', 'evaluate', '--stdio', ...TINY, ...flags], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  running.add(child);
  let trouble = '';
  child.stderr.on('data', (text) => (trouble += String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<EvaluateAnswer> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`the process ended: ${trouble}`);
    return JSON.parse(value) as EvaluateAnswer;
  };
  const send = (line: unknown): boolean =>
    child.stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
  return { child, next, send, ask: (line: unknown) => (send(line), next()) };
}

const timeless = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) =>
    ['durationMs', 'id', 'startedAt', 'deviceSeconds', 'incidents', 'retries'].includes(key) ? undefined : value,
  );

test('1,000 lines that are no requests are each answered with their error, and the next is still served', async () => {
  const { child, next, ask } = evaluator('--out', join(folder, 'whole.json'));
  expect(await next()).toMatchObject({ type: 'ready', blocks: 2, operators: ['identity', '3x3 maxpool'], cells: 0 });
  const first = await ask({ id: 'a', cell: ONE, predicted: 0.5 });
  expect(first).toMatchObject({ type: 'result', id: 'a', cell: ONE });
  const rng = stream(1, 'malformed');
  const good = JSON.stringify({ id: 7, cell: TWO, predicted: 0.25 });
  const bad = Array.from({ length: 1000 }, (_, i) => {
    if (i === 0) return `{"id":1,"cell":"${'x'.repeat(MOST_LINE)}"}`;
    if (i === 1) return '{"id":9,"cell":"-1,7x7 dconv,-1,identity"}'; // not of the search space
    if (i === 2) return `{"id":9,"cell":"${TWO},0,identity,1,identity"}`; // more blocks than B
    const line = mutateText(good, rng)
      .replaceAll(/[\r\n]/g, ' ')
      .trim();
    return line === '' || isRequest(line) ? `[${line}` : line;
  });
  for (const [i, line] of bad.entries()) {
    const answer = await ask(line);
    expect(answer.type, `${line} was answered ${JSON.stringify(answer)}`).toBe('error');
    if (i === 1 || i === 2) expect(answer).toMatchObject({ id: 9 });
  }
  expect(await ask(good)).toMatchObject({ type: 'result', id: 7, cell: TWO });
  const again = { id: 'b', cell: '-2,3x3 maxpool,-1,identity' }; // the first, its halves exchanged
  expect(await ask(again)).toEqual({ ...first, ...again, known: true });
  await ask({ cell: OTHER });
  child.stdin.end();
  const done = await next();
  expect(done).toMatchObject({ type: 'done' });
  await once(child, 'exit');
  expect(child.exitCode).toBe(0);

  const run = parseRunFile(readFileSync(join(folder, 'whole.json'), 'utf8'), 'whole.json');
  expect(trainRecords(run).map(({ notation }) => notation)).toEqual([ONE, TWO, OTHER]);
  expect(trainRecords(run).map(({ predicted }) => predicted)).toEqual([0.5, 0.25, undefined]);
  expect(confirmRecords(run)).toHaveLength(2);
  expect(isOver(run.log)).toBe(true);
  const { text } = formatResult(run);
  expect(trainRecords(parseResult(text).run).map(({ notation }) => notation)).toEqual([ONE, TWO, OTHER]);
});

test('killed and begun again, it knows what was measured and ends the same', async () => {
  const flags = ['--run', join(folder, 'run'), '--out', join(folder, 'killed.json')];
  const first = evaluator(...flags);
  await first.next();
  const measured = await first.ask({ cell: ONE, predicted: 0.5 });
  first.send({ cell: TWO, predicted: 0.25 });
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = evaluator(...flags);
  expect(await second.next()).toMatchObject({ type: 'ready', cells: 1 });
  expect(await second.ask({ cell: ONE })).toEqual({ ...measured, known: true });
  expect(await second.ask({ cell: TWO, predicted: 0.25 })).not.toHaveProperty('known');
  await second.ask({ cell: OTHER });
  second.child.stdin.end();
  await once(second.child, 'exit');
  const [whole, killed] = ['whole', 'killed'].map((name) => readFileSync(join(folder, `${name}.json`), 'utf8'));
  expect(timeless(killed!)).toEqual(timeless(whole!));
});

const python = pythonWith('json');

test.skipIf(python === undefined)('the searcher of the documents finds its way', async () => {
  const out = join(folder, 'climbed.json');
  const args = ['docs/examples/hill_climb.py', '3', ...TINY, '--epochs', '1', '--out', out];
  const child = spawn(python!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  const trained = trainRecords(parseRunFile(readFileSync(out, 'utf8'), 'climbed.json'));
  expect(trained.length).toBeGreaterThan(0);
});

/** What JSON with just these keys and a good cell is. */
function isRequest(line: string): boolean {
  try {
    const { cell, ...others } = JSON.parse(line) as Record<string, unknown>;
    return typeof cell === 'string' && Object.keys(others).every((key) => key === 'id' || key === 'predicted');
  } catch {
    return false;
  }
}
