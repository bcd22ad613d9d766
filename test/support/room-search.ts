/** @file A search whose cells a room trains, and the same on one device, for tests: what is found is computed. */
import type { LogRecord } from '../../src/contract/records.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import { formatCell } from '../../src/core/space/cell.ts';
import { drive, type Executor } from '../../workers/drive/drive.ts';
import { createExecutor, type OpenExecutor } from '../../workers/drive/executor.ts';
import { createStrategy } from '../../workers/drive/strategies.ts';
import { computed, roomHead } from './room.ts';

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The surrogate's part of an executor. */
export function ranking({ config } = roomHead()): OpenExecutor {
  return createExecutor({
    config,
    streams: streamsOf(),
    manager: { getRewards: () => Promise.reject(new Error('only rooms train here')) },
    onGpu: false,
    checkpoints: { load: async () => undefined, save: async () => {} },
    onProgress: () => {},
    onActivity: () => {},
    shouldPause: () => false,
  });
}

export const search = (
  trainers: Partial<Executor>,
  log: LogRecord[],
  shouldPause = (): boolean => false,
  { config } = roomHead(),
) => {
  return drive({
    strategy: createStrategy(config, streamsOf()),
    log: [...log],
    executor: { ...ranking(), ...trainers },
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause,
  });
};

/** The search on one device, which computes what the workers compute. */
export async function aloneLog(): Promise<LogRecord[]> {
  const log: LogRecord[] = [];
  const head = roomHead();
  await search(
    {
      train: async ({ cell, predicted }, { level }) => {
        const notation = formatCell(cell);
        const { device: _device, ...outcome } = computed({
          ...head,
          notation,
          purpose: 'train',
          repeat: 0,
        } as never);
        return {
          type: 'train',
          notation,
          level,
          ...(predicted === undefined ? {} : { predicted }),
          ...outcome,
          curve: [...outcome.curve],
        };
      },
    },
    log,
  );
  return log;
}

/** Of a log, what does not differ from device to device. */
export const outcomes = (log: readonly LogRecord[]) =>
  log.map((record) => {
    if (record.type !== 'train') return { type: record.type };
    const { notation, accuracy, predicted } = record;
    return { notation, accuracy, predicted };
  });
