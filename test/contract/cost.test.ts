/** What a run has cost, and what it says it was made with. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { costOf } from '../../src/contract/cost.ts';
import { figuresOf } from '../../src/contract/figures.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import type { LogRecord, Run } from '../../src/contract/records.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { VERSION } from '../../src/contract/version.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { multiplyAdds } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { madeUpRun } from '../support/runs.ts';

test('each training counts its examples, its passes and its evaluations', () => {
  const { head } = madeUpRun({ config: { ...PRESETS.demo, epochs: 3 } });
  const notation = '-1,3x3 dconv,-1,3x3 maxpool';
  const cell = { notation, level: 1, curve: [0.1, 0.2, 0.3], accuracy: 0.3, durationMs: 4_000 } as const;
  const failure = { reason: 'nan-loss', message: '' } as const;
  const log: LogRecord[] = [
    { type: 'train', ...cell, curve: [...cell.curve], parameters: 1 },
    { type: 'train', ...cell, accuracy: undefined, failure, curve: [0.1], parameters: 1 },
    { type: 'retrain', ...cell, curve: [], repeat: 1 }, // of a link without curves
    { type: 'fit', level: 1, cells: 1, losses: [], durationMs: 500 },
    { type: 'confirm', ...cell, curve: [...cell.curve], repeat: 1 },
  ];
  const perEpoch = 23 * 64; // whole batches of 1,500 images
  const epochs = 3 + 1 + 3 + 3;
  const forward = multiplyAdds(layerTable(parseCell(notation), head.config));
  expect(costOf({ head, log })).toEqual({
    examples: epochs * perEpoch,
    multiplyAdds: forward * (epochs * (3 * perEpoch + 500) + 500),
    deviceSeconds: 17, // 16.5
  });
});

test('a file has it, and what the run was made with; it is not believed when read', () => {
  const made = madeUpRun({});
  const environment = { version: VERSION, runtime: 'Node v22, linux x64', tfjs: '4.22.0' };
  const run: Run = { ...made, head: { ...made.head, environment } };
  const file = toRunFile(run, figuresOf(run));
  expect(file).toMatchObject({ environment, cost: costOf(run) });
  const other = { ...file, cost: { examples: 1, multiplyAdds: 1, deviceSeconds: 1 } };
  expect(parseRunFile(JSON.stringify(other), 'run.json')).toEqual(run);
  expect(toRunFile(made)).not.toHaveProperty('environment');
  expect(toRunFile(made)).not.toHaveProperty('cost');
});

test('the version is that of package.json', () => {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(text) as { version: string }).version).toBe(VERSION);
});
