/** A landscape where accuracy is computed and one operator always fails: the search must learn to leave it alone. */
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import type { FailureReason } from '../../../src/contract/failures.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { LogRecord, TrainRecord } from '../../../src/contract/records.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import type { OperatorName } from '../../../src/core/space/operators.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { drive } from '../../../workers/drive/drive.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';
import { createExecutor } from '../../../workers/drive/executor.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { NetworkManager } from '../../../workers/train/network-manager.ts';
import { stream } from '../../../src/core/random/rng.ts';

const config = parseConfig({
  ...PRESETS.smoke,
  blocks: 4,
  children: 32,
  operators: ['identity', '3x3 dconv', '3x3 maxpool', '3x3 avgpool'],
});

/** What each operator adds to an accuracy: the one that fails would be the best. */
const WORTH: Partial<Record<OperatorName, number>> = {
  identity: 0.02,
  '3x3 dconv': 0.06,
  '3x3 maxpool': 0.04,
  '3x3 avgpool': 0.08,
};

/** Drives a whole search in which cells with `3x3 avgpool` fail, for this reason; returns its log. */
async function searchWithFailures(reason: FailureReason): Promise<LogRecord[]> {
  const images = noiseImages(config.images, stream(1, 'images'));
  const create = (): never => {
    throw new Error('nothing is trained here');
  };
  const executor = createExecutor({
    config,
    streams: streamsOf(),
    manager: new NetworkManager({ images, config, create, check: () => {} }),
    onGpu: false,
    checkpoints: new MemoryStore().checkpoints('run'),
    onProgress: () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
  const noise = stream(1, 'noise');
  const train = (cell: Cell, level: number, predicted?: number): TrainRecord => {
    const base = { type: 'train', notation: formatCell(cell), level, predicted, durationMs: 1, parameters: 1 } as const;
    if (cell.flat().some(({ operator }) => operator === '3x3 avgpool')) {
      return { ...base, curve: [], failure: { reason, message: 'on purpose' } };
    }
    const worths = cell.flat().map(({ operator }) => WORTH[operator]!);
    const accuracy =
      0.3 + worths.reduce((a, b) => a + b, 0) / worths.length + 0.02 * cell.length + 0.005 * noise.uniform();
    return { ...base, curve: [accuracy], accuracy };
  };
  const log: LogRecord[] = [];
  const end = await drive({
    strategy: createStrategy(config, streamsOf()),
    log: [],
    executor: { ...executor, train: async ({ cell, predicted }, { level }) => train(cell, level, predicted) },
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause: () => false,
  });
  expect(end).toBe('finished');
  return log;
}

/** Failed children of a level, of how many. */
const failedAt = (log: readonly LogRecord[], level: number): [failed: number, of: number] => {
  const children = trainRecords({ log }).filter((record) => record.level === level);
  return [children.filter(({ failure }) => failure !== undefined).length, children.length];
};

describe('an operator under which every child fails', () => {
  test('by itself is hardly tried again', async () => {
    const log = await searchWithFailures('nan-loss');
    expect(failedAt(log, 1)).toEqual([15, 36]);
    expect(failedAt(log, 2)[0]).toBeLessThanOrEqual(1);
    expect(failedAt(log, 3)[0]).toBeLessThanOrEqual(1);
    expect(failedAt(log, 4)[0]).toBeLessThanOrEqual(1);
  }, 60_000);

  test('since its device was lost teaches nothing', async () => {
    const log = await searchWithFailures('device-lost');
    expect([2, 3, 4].reduce((sum, level) => sum + failedAt(log, level)[0], 0)).toBeGreaterThan(4);
  }, 60_000);
});
