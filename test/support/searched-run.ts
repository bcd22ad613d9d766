/** @file A finished run whose surrogate has really fitted and ranked, without a device: only the children's accuracies are made up. */
import { NEWEST_STREAMS, streamsOf } from '../../src/core/streams/streams.ts';
import { parseConfig, type SearchConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { LogRecord, Run } from '../../src/contract/records.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import { drive } from '../../workers/drive/drive.ts';
import { createStrategy } from '../../workers/drive/strategies.ts';
import { createExecutor } from '../../workers/drive/executor.ts';

/** The more convolutions the better; multiples of 1 / 250, as of 250 validation images. */
function worth(cell: Cell): number {
  const halves = cell.flat();
  const convolutions = halves.filter(({ operator }) => operator.endsWith('conv')).length;
  return Math.round(250 * (0.3 + (0.4 * convolutions) / halves.length)) / 250;
}

/**
 * Runs a search of the smallest preset with these changes.
 * @param from a log that it is gone on from.
 * @param durationMs what a child takes.
 */
export async function searchedRun(
  changes: Partial<SearchConfig>,
  from: readonly LogRecord[] = [],
  durationMs = (): number => 1,
): Promise<Run> {
  const config = parseConfig({ ...PRESETS.smoke, ...changes });
  const log: LogRecord[] = [...from];
  const executor = createExecutor({
    config,
    streams: streamsOf(),
    manager: {
      getRewards: async (cell) => {
        const accuracy = worth(cell);
        return { accuracy, curve: [accuracy], durationMs: durationMs(), parameters: 1, examplesPerSecond: 1 };
      },
    },
    onGpu: false,
    checkpoints: { load: async () => undefined, save: async () => {} },
    onProgress: () => {},
    shouldPause: () => false,
    onActivity: () => {},
  });
  await drive({
    strategy: createStrategy(config, streamsOf()),
    log: from,
    executor,
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause: () => false,
  });
  executor.dispose();
  const data = { name: 'sample', images: 2500, sha256: '0'.repeat(64) };
  const device = { backend: 'cpu', description: 'none', software: true };
  return {
    head: { id: 'searched', streams: NEWEST_STREAMS, config, data, device, startedAt: '2026-11-28T00:00:00.000Z' },
    log,
  };
}
