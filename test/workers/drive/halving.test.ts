/** A whole search, really trained, whose children are stopped early: killed at its writes, and without what it had kept of its children. */
import { beforeAll, expect, test } from 'vitest';
import { formatResult, parseResult } from '../../../src/contract/link/result-link.ts';
import { parseConfig } from '../../../src/contract/config.ts';
import { figuresOf } from '../../../src/contract/figures.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import type { OutcomeRecord, RunHead } from '../../../src/contract/records.ts';
import { outcomesOf, trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { openDevice, type Device } from '../../../workers/device/device.ts';
import { begun, goOn, killedAt } from '../../support/dying-store.ts';

const config = parseConfig({
  ...PRESETS.smoke,
  macro: 'titu1994',
  blocks: 2,
  children: 4,
  lookback: 1,
  operators: ['identity', '3x3 maxpool'],
  filters: 2,
  epochs: 5,
  images: 20,
  validationImages: 10,
  stopping: 'halving',
});
const images = noiseImages(20, stream(1, 'images'));

let device: Device;
let whole: readonly OutcomeRecord[];
let head: RunHead;
let mostKept = 0;

beforeAll(async () => {
  device = await openDevice({ backend: 'cpu' });
  const { notes: _notes, ...identity } = device.report;
  const data = { name: 'noise', images: 20, sha256: '0'.repeat(64) };
  head = { id: 'run', streams: 2, config, data, device: identity, startedAt: '2026-11-29T00:00:00.000Z' };
  const store = await begun(head);
  whole = await goOn(store, { device, images }, () => (mostKept = Math.max(mostKept, store.kept.length)));
  expect(store.kept).toEqual([]);
});

test('each level is trained in rounds, and a child that goes on is what it would have been', async () => {
  const rounds = whole.flatMap((record) => (record.type === 'train' ? [`${record.level}:${record.curve.length}`] : []));
  const first = rounds.filter((round) => round === '1:1').length;
  const goesOn = (count: number): number => Math.ceil(count / 3);
  const of = (round: string, count: number): string[] => Array<string>(count).fill(round);
  expect(rounds).toEqual([
    ...of('1:1', first),
    ...of('1:2', goesOn(first)),
    ...of('1:5', goesOn(goesOn(first))),
    ...of('2:1', 4),
    ...of('2:2', 2),
    ...of('2:5', 1),
  ]);
  expect(mostKept).toBeLessThanOrEqual(goesOn(first) + 1);
  const unstopped = { ...config, stopping: 'none' as const, blocks: 1 };
  const plain = await goOn(await begun({ ...head, config: unstopped }), { device, images });
  const cold = new Map(trainRecords({ log: plain }).map((record) => [record.notation, record.curve]));
  for (const { notation, curve, level } of trainRecords({ log: whole }))
    if (level === 1) expect(curve).toEqual(cold.get(notation)!.slice(0, curve.length));
});

test('killed at any write it ends the same, also without what was kept of its children', async () => {
  for (const write of [4, 13]) expect(await killedAt(write, head, { device, images }, write === 4)).toEqual(whole);
});

test('its file and its link give it back, and a link is gone on with to the same end', async () => {
  const run = { head, log: [...whole] };
  const file = toRunFile(run, figuresOf(run));
  const stopped = file.cells.filter(({ epochs }) => epochs !== undefined);
  expect(stopped.length).toBe(file.cells.filter(({ curve }) => curve.length < 5).length);
  expect(file.cost!.examples).toBe(8 * file.cells.reduce((sum, { curve }) => sum + curve.length, 0));
  expect(outcomesOf(parseRunFile(JSON.stringify(file), 'run.json').log)).toEqual(whole);
  const stages = file.stages!.map((stage, i) =>
    i === 0 ? { ...stage, record: { ...stage.record, epochs: 2 } } : stage,
  );
  expect(() => parseRunFile(JSON.stringify({ ...file, stages }), 'run.json')).toThrow('epochs must be 1');
  const half = whole.slice(0, Math.ceil(0.6 * whole.length));
  const { run: linked } = parseResult(formatResult({ head, log: half }).text);
  const store = await begun(linked.head, linked.log);
  const predictions = /"predicted":[^,}]*/g; // a link has them rounded
  const without = (log: readonly OutcomeRecord[]): string =>
    JSON.stringify(log.filter(({ type }) => type === 'train')).replaceAll(predictions, '');
  expect(without(await goOn(store, { device, images }))).toBe(without(whole));
});
