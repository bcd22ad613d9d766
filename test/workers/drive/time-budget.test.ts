/** Searches whose budget is time: on a clock of the test's own, nothing is trained. */
import { describe, expect, test } from 'vitest';
import { STRATEGIES, type SearchConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { LogRecord } from '../../../src/contract/records.ts';
import { confirmRecords, retrainRecords, trainRecords } from '../../../src/contract/run-file.ts';
import { formatCell, type Cell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { drive, type Executor } from '../../../workers/drive/drive.ts';
import { createStrategy } from '../../../workers/drive/strategies.ts';

/** What the searches here train: all of `demo` but its number of children, which follows from the time. */
const config = (own: Partial<SearchConfig>): SearchConfig => ({ ...PRESETS.demo, minutes: 3, ...own });

/** A cell takes longer with each block, by up to a half more or less than others of its size. @param blockMs of one block, on average. */
function timedExecutor({ seed, ...space }: SearchConfig, blockMs: number): Executor {
  const draw = (cell: Cell, ...names: (string | number)[]) => stream(seed, formatCell(cell), ...names).uniform();
  const timed = (cell: Cell, repeat: number) => ({
    notation: formatCell(cell),
    accuracy: 0.15 * cell.length + 0.2 * draw(cell, repeat),
    curve: [],
    durationMs: Math.round(blockMs * cell.length * (0.5 + draw(cell, 'ms'))),
  });
  return {
    train: async ({ cell }, { level }) => ({ type: 'train', level, parameters: 1, ...timed(cell, 0) }),
    retrain: async (cell, { level, repeat }) => ({ type: 'retrain', level, repeat, ...timed(cell, repeat) }),
    confirm: async (cell, { level, repeat }) => ({ type: 'confirm', level, repeat, ...timed(cell, 10 + repeat) }),
    fit: async ({ level, trained }) => ({ type: 'fit', level, cells: trained.length, losses: [], durationMs: 900 }),
    refit: async () => {},
    rank: async (command) => {
      const cells: Cell[] = [];
      if ('candidates' in command) cells.push(...command.candidates.slice(0, command.keep));
      else {
        for (const { parent, blocks } of new StateSpace(space).families(command.parents)) {
          cells.push(...blocks.slice(0, command.keep - cells.length).map((block) => [...parent, block]));
          if (cells.length >= command.keep) break;
        }
      }
      const kept = cells.map((cell) => ({ notation: formatCell(cell), predicted: 0.5 }));
      return { type: 'rank', level: command.level, candidates: 9999, kept, curve: [], durationMs: 600 };
    },
  };
}

/** The log of a whole search, or of what is left of one. */
async function search(own: SearchConfig, blockMs: number, log: readonly LogRecord[] = []): Promise<LogRecord[]> {
  const records = [...log];
  const end = await drive({
    strategy: createStrategy(own, streamsOf()),
    log,
    executor: timedExecutor(own, blockMs),
    append: async (record) => void records.push(record),
    onActivity: () => {},
    shouldPause: () => false,
  });
  expect(end).toBe('finished');
  return records;
}

const minutesOf = (log: readonly LogRecord[]): number =>
  log.reduce((sum, record) => sum + ('durationMs' in record ? record.durationMs : 0), 0) / 60_000;

describe.each(STRATEGIES)('%s', (strategy) => {
  test.each([100, 400, 1000])(
    'ends within a tenth of its time with its confirmation done, at %d ms a block',
    async (blockMs) => {
      for (const seed of [1, 2]) {
        const log = await search(config({ strategy, seed }), blockMs);
        expect(minutesOf(log)).toBeGreaterThan(2.7);
        expect(minutesOf(log)).toBeLessThan(3.3);
        expect(confirmRecords({ log }).length).toBeGreaterThanOrEqual(5);
        expect(log.at(-1)?.type).toBe('done');
      }
    },
  );

  test('goes on from any place of its log as it would have, whatever times the log says', async () => {
    const own = config({ strategy, seed: 4 });
    const whole = await search(own, 1000);
    for (let at = 0; at < whole.length; at += 23) expect(await search(own, 1000, whole.slice(0, at))).toEqual(whole);
    const untimed = whole.map((record) => ('durationMs' in record ? { ...record, durationMs: 0 } : record)); // as in a link
    expect(await search(own, 1000, untimed)).toEqual(untimed);
  });
});

test('PNAS reaches its last level with what is left, and on a slow device trains a part of level 1', async () => {
  const levelsAt = async (blockMs: number): Promise<number[]> => {
    const trained = trainRecords({ log: await search(config({}), blockMs) });
    return [1, 2, 3, 4, 5].map((level) => trained.filter((record) => record.level === level).length);
  };
  const fast = await levelsAt(100);
  expect(fast[0]).toBe(36); // all
  expect(Math.min(...fast)).toBeGreaterThan(10);
  const slow = await levelsAt(2200);
  expect(slow[0]).toBeLessThan(36);
  expect(slow.filter((children) => children > 0).length).toBeGreaterThanOrEqual(4);
});

test('a time too short for all of a confirmation confirms fewer cells, one at least; and one without is as it was', async () => {
  const short = await search(config({ minutes: 1 }), 5000);
  expect(confirmRecords({ log: short }).length).toBeGreaterThanOrEqual(1);
  const without = config({ minutes: 0 });
  const log = await search(without, 1000);
  expect(trainRecords({ log })).toHaveLength(100);
  expect([retrainRecords({ log }).length, confirmRecords({ log }).length]).toEqual([4, 15]);
});
