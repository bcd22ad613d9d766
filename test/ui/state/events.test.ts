/** What the page makes of a search's events, without a page. */
import { expect, test } from 'vitest';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { countIncidents, isOver } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import type { IncidentRecord, TrainRecord } from '../../../src/contract/records.ts';
import { formatResult, parseResult } from '../../../src/contract/link/result-link.ts';
import { notice, run } from '../../../src/ui/state/state.ts';
import { applyEvents, receive } from '../../../src/ui/state/events.ts';
import { devicesWords } from '../../../src/ui/words/headline.ts';
import { madeUpRun } from '../../support/runs.ts';

const LOST: IncidentRecord = {
  type: 'incident',
  reason: 'device-lost',
  message: 'device: was lost; on purpose',
  phase: 'train',
  level: 1,
  notation: '-1,identity,-1,identity',
  at: '2026-11-24T10:00:00.000Z',
};
const { head } = madeUpRun({});
const child = (more: Partial<TrainRecord>): TrainRecord => ({
  type: 'train',
  notation: '-1,identity,-1,identity',
  level: 1,
  curve: [],
  durationMs: 1,
  parameters: 1,
  ...more,
});

test('a record that came before its search was begun again is shown once', () => {
  const [first, second] = [child({ accuracy: 0.5 }), child({ accuracy: 0.6, notation: '-2,identity,-1,identity' })];
  receive({ type: 'started', head, log: [] });
  receive({ type: 'record', record: first });
  receive({ type: 'record', record: LOST });
  receive({ type: 'started', head, log: [first, LOST] }); // on another device
  receive({ type: 'record', record: second });
  applyEvents();
  expect(run.value?.log).toEqual([first, LOST, second]);
});

test('a child that begins again for a bad checkpoint is told of', () => {
  receive({ type: 'started', head, log: [] });
  receive({ type: 'record', record: LOST });
  applyEvents();
  expect(notice.value).toBeUndefined();
  const message = 'the child in training begins again, for what was saved of it cannot be used: it is of another run';
  receive({ type: 'record', record: { ...LOST, reason: 'bad-checkpoint', message } });
  applyEvents();
  expect(notice.value?.text).toBe(
    'The child in training begins again, for what was saved of it cannot be used: it is of another run.',
  );
});

test('what befalls a page after the end leaves a search finished', () => {
  const log = [child({ accuracy: 0.5 }), { type: 'done' } as const, { ...LOST, reason: 'hidden' } as const];
  expect(isOver(log)).toBe(true);
  expect(toRunFile({ head, log }).finished).toBe(true);
  expect(isOver(log.slice(0, 1))).toBe(false);
});

test('a child given up for its devices is counted as those; its own failure after a retry as its own', () => {
  const lost = child({ failure: { reason: 'device-lost', message: 'x' }, retries: 1 });
  const diverged = child({ failure: { reason: 'nan-loss', message: 'x' }, retries: 1 });
  expect([...countIncidents({ log: [LOST, LOST, lost, diverged] })]).toEqual([
    ['device-lost', 2],
    ['nan-loss', 1],
  ]);
});

test('a run made on two devices says so, and its file too; a link has the first, and opens', () => {
  const { log } = madeUpRun({});
  const device = { backend: 'wasm', description: 'one processor core', software: true };
  const moved: IncidentRecord = { ...LOST, reason: 'other-device', device };
  const killed: IncidentRecord = { ...LOST, reason: 'killed', epochs: 2 };
  const made = { head, log: [...log.slice(0, 3), moved, killed, ...log.slice(3)] };
  const words = 'Begun on NVIDIA GeForce RTX 3080, WebGPU; resumed after 3 cells on one processor core, WebAssembly.';
  expect(devicesWords({ head, log })).toBeUndefined();
  expect(devicesWords(made)).toBe(words);
  expect(devicesWords(parseRunFile(JSON.stringify(toRunFile(made)), 'run.json'))).toBe(words);
  const linked = parseResult(formatResult(made).text).run;
  expect(devicesWords(linked)).toBeUndefined();
  expect(linked.head.device).toEqual(head.device);
});
