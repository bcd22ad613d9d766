/** What the page makes of a search's events, without a page. */
import { expect, test } from 'vitest';
import { countTrouble, isOver, toRunFile } from '../../src/contract/run-file.ts';
import type { IncidentRecord, TrainRecord } from '../../src/contract/records.ts';
import { applyEvents, receive, run } from '../../src/ui/state.ts';
import { madeUpRun } from '../support/runs.ts';

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

test('what befalls a page after the end leaves a search finished', () => {
  const log = [child({ accuracy: 0.5 }), { type: 'done' } as const, { ...LOST, reason: 'hidden' } as const];
  expect(isOver(log)).toBe(true);
  expect(toRunFile({ head, log }).finished).toBe(true);
  expect(isOver(log.slice(0, 1))).toBe(false);
});

test('a child given up for its devices is counted as those; its own failure after a retry as its own', () => {
  const lost = child({ failure: { reason: 'device-lost', message: 'x' }, retries: 1 });
  const diverged = child({ failure: { reason: 'nan-loss', message: 'x' }, retries: 1 });
  expect([...countTrouble({ log: [LOST, LOST, lost, diverged] })]).toEqual([
    ['device-lost', 2],
    ['nan-loss', 1],
  ]);
});
