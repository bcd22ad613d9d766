/** Fits and rankings of a run whose children are in its log: abandoned, resumed, and in pieces. */
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { LogRecord, OutcomeRecord } from '../../../src/contract/records.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { drive } from '../../../workers/drive/drive.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';
import { createExecutor } from '../../../workers/drive/executor.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { NetworkManager } from '../../../workers/train/network-manager.ts';
import { essence } from '../../support/log.ts';

const config = parseConfig({
  ...PRESETS.smoke,
  blocks: 3,
  children: 12,
  operators: ['identity', '3x3 dconv', '3x3 maxpool'],
});
const worth = (cell: Cell): number =>
  0.2 + cell.flat().filter(({ operator }) => operator === '3x3 dconv').length / (4 * cell.length) + 0.02 * cell.length;

/** Goes on with a log, which grows, training by computation; asks for a pause at the nth question after so many records. */
async function goOn(log: LogRecord[], records = Infinity, question = 0) {
  const create = (): never => {
    throw new Error('nothing is trained here');
  };
  let asked = 0;
  const shouldPause = (): boolean => log.length >= records && asked++ >= question;
  const executor = createExecutor({
    config,
    streams: streamsOf(),
    manager: new NetworkManager({
      images: noiseImages(config.images, stream(1, 'images')),
      config,
      create,
      check: () => {},
    }),
    onGpu: false,
    checkpoints: new MemoryStore().checkpoints('run'),
    onProgress: () => {},
    onActivity: () => {},
    shouldPause,
  });
  const end = await drive({
    strategy: createStrategy(config, streamsOf()),
    log: [...log],
    executor: {
      ...executor,
      train: async ({ cell }, { level }) => ({
        type: 'train',
        notation: formatCell(cell),
        level,
        accuracy: worth(cell),
        curve: [],
        durationMs: 1,
        parameters: 1,
      }),
    },
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause,
  });
  executor.dispose();
  return { end, asked };
}

test('a search paused in the middle of a fit or a ranking does it again with the same result', async () => {
  const log: LogRecord[] = [];
  expect(await goOn(log)).toMatchObject({ end: 'finished' });
  const whole: OutcomeRecord[] = essence(log);
  for (const type of ['fit', 'rank'] as const) {
    const place = log.findLastIndex((record) => record.type === type);
    const cut = log.slice(0, place);
    const { end, asked } = await goOn(cut, place, 5);
    expect([end, asked]).toEqual(['paused', 6]);
    expect(cut).toHaveLength(place);
    await goOn(cut);
    expect(essence(cut)).toEqual(whole);
  }
}, 60_000);
