import { describe, expect, test } from 'vitest';
import { canonicalKey } from '../../../src/core/space/canonical.ts';
import { formatCell, parseCell } from '../../../src/core/space/cell.ts';
import { withConfirmation } from '../../../src/core/search/confirmation.ts';
import { pnas } from '../../../src/core/search/pnas.ts';
import { withRetrainings } from '../../../src/core/search/retraining.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import type { ConfirmRecord, LogRecord } from '../../../src/contract/records.ts';
import { doneRecord } from '../../../src/contract/answer.ts';
import { confirmRecords, trainRecords } from '../../../src/contract/run-file.ts';
import { drive, type Executor } from '../../../workers/drive/drive.ts';

const space = new StateSpace({ blocks: 3, lookback: 2, operators: ['identity', '3x3 dconv'] });
const config = { blocks: 3, children: 4 };

/** Worth of a cell whose accuracy is computed: any fixed function of the design will do. */
function worth(notation: string): number {
  const key = canonicalKey(parseCell(notation));
  return [...key].reduce((sum, letter, i) => sum + ((letter.charCodeAt(0) * (i + 3)) % 17), 0) / (17 * key.length);
}

/** An executor that computes instead of training, counts what it is asked, and can fail. */
function countingExecutor(failAt?: string) {
  const asked = {
    train: [] as string[],
    retrain: [] as string[],
    confirm: [] as string[],
    fit: [] as number[],
    rank: 0,
  };
  const executor: Executor = {
    train: async ({ cell, predicted }, { level }) => {
      const notation = formatCell(cell);
      asked.train.push(notation);
      const base = { type: 'train', notation, level, predicted, curve: [], durationMs: 1, parameters: 1 } as const;
      if (notation === failAt) return { ...base, curve: [], failure: { reason: 'nan-loss', message: 'on purpose' } };
      return { ...base, curve: [], accuracy: worth(notation) };
    },
    retrain: async (cell, { level, repeat }) => {
      const notation = formatCell(cell);
      asked.retrain.push(notation);
      return { type: 'retrain', notation, level, repeat, curve: [], durationMs: 1, accuracy: worth(notation) / 2 };
    },
    confirm: async (cell, { level, repeat }) => {
      const notation = formatCell(cell);
      asked.confirm.push(notation);
      const base = { type: 'confirm', notation, level, repeat, durationMs: 1 } as const;
      if (notation === failAt) return { ...base, curve: [], failure: { reason: 'nan-loss', message: 'on purpose' } };
      return { ...base, curve: [], accuracy: (worth(notation) * 7 + repeat / 100) % 1 };
    },
    fit: async ({ level, trained }) => {
      asked.fit.push(trained.filter(({ accuracy }) => accuracy !== undefined).length);
      return { type: 'fit', level, cells: trained.length, losses: [0], durationMs: 1 };
    },
    refit: async (fits) => {
      for (const command of fits) await executor.fit(command);
    },
    rank: async (command) => {
      if (!('parents' in command)) throw new Error('only grown cells are ranked here');
      const { level, parents, keep } = command;
      asked.rank++;
      const all = [...space.expand(parents)].map(({ cell }) => formatCell(cell));
      const sorted = all.sort((a, b) => worth(b) - worth(a) || (a < b ? -1 : 1));
      const kept = sorted.slice(0, keep).map((notation) => ({ notation, predicted: worth(notation) }));
      return { type: 'rank', level, candidates: all.length, kept, curve: [], durationMs: 1 };
    },
  };
  return { executor, asked };
}

/** Drives a search; asks for a pause once `pauseAfter` records are in the log. */
async function run(
  log: LogRecord[],
  pauseAfter = Infinity,
  failAt?: string,
  onePhase = false,
  retrainings = 0,
  confirmations = 0,
) {
  const { executor, asked } = countingExecutor(failAt);
  const plain = pnas(config, space.firstLevel());
  const repeated = withRetrainings(plain, { ...config, retrainings }, stream(1, 'retrain'));
  const end = await drive({
    strategy: withConfirmation(repeated, { confirmations, confirmationSeeds: 2, validationImages: 500 }),
    log: [...log],
    executor,
    append: async (record) => void log.push(record),
    onActivity: () => {},
    shouldPause: () => log.length >= pauseAfter,
    onePhase,
  });
  return { end, asked };
}

describe('a pool of devices', () => {
  /** An executor that takes three trainings at a time, and ends them in the reverse order of their beginning. */
  function poolOf(executor: Executor, most: { underWay: number }, failAt = ''): Executor {
    const waiting: (() => void)[] = [];
    const turn = async (): Promise<void> => {
      const mine = new Promise<void>((resolve) => waiting.push(resolve));
      most.underWay = Math.max(most.underWay, waiting.length);
      setTimeout(() => waiting.pop()?.());
      await mine;
    };
    return {
      ...executor,
      width: 3,
      train: async (candidate, place) => {
        await turn();
        if (formatCell(candidate.cell) === failAt) throw new Error('the room is gone');
        return executor.train(candidate, place);
      },
      confirm: async (cell, place) => (await turn(), executor.confirm(cell, place)),
    };
  }

  const driveWith = (executor: Executor, log: LogRecord[], pauseAfter = Infinity) =>
    drive({
      strategy: withConfirmation(pnas(config, space.firstLevel()), {
        confirmations: 3,
        confirmationSeeds: 2,
        validationImages: 500,
      }),
      log: [...log],
      executor,
      append: async (record) => void log.push(record),
      onActivity: () => {},
      shouldPause: () => log.length >= pauseAfter,
    });

  test('trains as many at a time as it takes, and leaves the log that one device leaves', async () => {
    const [alone, log]: LogRecord[][] = [[], []];
    await driveWith(countingExecutor().executor, alone!);
    const most = { underWay: 0 };
    const { executor, asked } = countingExecutor();
    expect(await driveWith(poolOf(executor, most), log!)).toBe('finished');
    expect(most.underWay).toBe(3);
    expect(asked.train).not.toEqual(alone!.flatMap((one) => (one.type === 'train' ? [one.notation] : [])));
    expect(log).toEqual(alone);
  });

  test('goes on from any record, on a pool or on one device, to the same end', async () => {
    const whole: LogRecord[] = [];
    await driveWith(countingExecutor().executor, whole);
    for (let records = 1; records < whole.length; records += 4) {
      const log: LogRecord[] = [];
      expect(await driveWith(poolOf(countingExecutor().executor, { underWay: 0 }), log, records)).toBe('paused');
      expect(await driveWith(countingExecutor().executor, log)).toBe('finished');
      expect(log).toEqual(whole);
    }
  });

  test('ends with the error of a training, of which nothing later is logged', async () => {
    const log: LogRecord[] = [];
    const third = formatCell(space.firstLevel()[2]!);
    const search = driveWith(poolOf(countingExecutor().executor, { underWay: 0 }, third), log);
    await expect(search).rejects.toThrow('the room is gone');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(log).toHaveLength(2);
  });
});

describe('Algorithm 1', () => {
  test('trains every one-block cell, then the K best of each level, without repeats', async () => {
    const log: LogRecord[] = [];
    const { end, asked } = await run(log);
    expect(end).toBe('finished');
    expect(log.map(({ type }) => type).join(' ')).toBe(
      [
        ...Array(10).fill('train'),
        'fit',
        'rank',
        ...Array(4).fill('train'),
        'fit',
        'rank',
        ...Array(4).fill('train'),
        'done',
      ].join(' '),
    );
    const keys = asked.train.map((notation) => canonicalKey(parseCell(notation)));
    expect(new Set(keys).size).toBe(18);
    expect(asked.fit).toEqual([10, 14]);
    const best = log.at(-1)!;
    const worths = asked.train.map(worth);
    expect(best.type === 'done' && worth(best.best!)).toBe(Math.max(...worths));
  });

  test('goes on after a failed child, which is not measured', async () => {
    const log: LogRecord[] = [];
    const failAt = formatCell(space.firstLevel()[3]!);
    const { end, asked } = await run(log, Infinity, failAt);
    expect(end).toBe('finished');
    expect(asked.fit).toEqual([9, 13]);
  });
});

describe('a run is its log', () => {
  test('resumed after any record it ends the same, and trains nothing twice', async () => {
    const whole: LogRecord[] = [];
    await run(whole);
    for (let cut = 0; cut <= whole.length; cut++) {
      const log: LogRecord[] = [];
      const first = await run(log, cut);
      expect(first.end).toBe(cut < whole.length - 1 ? 'paused' : 'finished');
      const second = await run(log);
      expect(log).toEqual(whole);
      const trained = [...first.asked.train, ...second.asked.train];
      expect(trained).toHaveLength(18);
    }
  });

  test('so too with retrainings, which are no cells: nothing is learnt from them, and none is the best', async () => {
    const plain: LogRecord[] = [];
    await run(plain);
    const whole: LogRecord[] = [];
    const { asked } = await run(whole, Infinity, undefined, false, 4);
    expect(whole.filter(({ type }) => type !== 'retrain')).toEqual(plain);
    expect(whole.map(({ type }) => type[0]).join('')).toBe(
      `${'t'.repeat(10)}rfr${'t'.repeat(4)}rfr${'t'.repeat(4)}rrd`,
    );
    expect(asked.fit).toEqual([10, 14]);
    for (let cut = 0; cut <= whole.length; cut++) {
      const log: LogRecord[] = [];
      const first = await run(log, cut, undefined, false, 4);
      const second = await run(log, Infinity, undefined, false, 4);
      expect(log).toEqual(whole);
      expect([...first.asked.retrain, ...second.asked.retrain]).toHaveLength(4);
    }
    const other = whole.map((record) => (record.type === 'retrain' ? { ...record, notation: 'other' } : record));
    await expect(run(other, Infinity, undefined, false, 4)).rejects.toThrow(
      'log: record 10 is of other, but this search retrains',
    );
  });

  test('so too with confirmations, after all of a search that they leave as it was', async () => {
    const plain: LogRecord[] = [];
    await run(plain, Infinity, undefined, false, 4);
    const whole: LogRecord[] = [];
    await run(whole, Infinity, undefined, false, 4, 3);
    expect(whole.slice(0, plain.length - 1)).toEqual(plain.slice(0, -1));
    const confirmed = whole.filter((record) => record.type === 'confirm');
    expect(whole.slice(plain.length - 1, -1)).toEqual(confirmed);
    const [first, second] = [confirmed.slice(0, 3), confirmed.slice(3)].map((round) => round.map(({ notation }) => notation)); // prettier-ignore
    expect(second).toEqual(first);
    expect(confirmed.map(({ repeat }) => repeat)).toEqual([1, 1, 1, 2, 2, 2]);
    expect(whole.at(-1)).toEqual(doneRecord(whole.slice(0, -1)));
    expect(whole.at(-1)).not.toEqual(plain.at(-1)); // another cell than the best measured
    for (let cut = 0; cut <= whole.length; cut++) {
      const log: LogRecord[] = [];
      const before = await run(log, cut, undefined, false, 4, 3);
      const after = await run(log, Infinity, undefined, false, 4, 3);
      expect(log).toEqual(whole);
      expect([...before.asked.confirm, ...after.asked.confirm]).toHaveLength(6);
    }
    const [one] = space.firstLevel();
    const unknown = formatCell([...one!, ...one!, ...one!, ...one!]);
    const other = whole.map((record) =>
      record.type === 'confirm' && record.notation === first![0] ? { ...record, notation: unknown } : record,
    );
    await expect(run(other, Infinity, undefined, false, 4, 3)).rejects.toThrow('is confirmed, but was not measured');
  });

  test('goes on with the cells that its log has begun to confirm, though it would choose others', async () => {
    const whole: LogRecord[] = [];
    await run(whole, Infinity, undefined, false, 4, 3);
    const start = whole.findIndex(({ type }) => type === 'confirm');
    const first = whole[start] as ConfirmRecord;
    const chosen = confirmRecords({ log: whole }).map(({ notation }) => notation);
    const left = trainRecords({ log: whole }).find(({ notation }) => !chosen.includes(notation))!;
    const log: LogRecord[] = [...whole.slice(0, start), { ...first, notation: left.notation, level: left.level }];
    await run(log, Infinity, undefined, false, 4, 3);
    const confirmed = confirmRecords({ log }).map(({ notation }) => notation);
    expect(confirmed).toEqual([...confirmed.slice(0, 3), ...confirmed.slice(0, 3)]);
    expect(confirmed.slice(0, 3)).toEqual([left.notation, ...chosen.slice(0, 2)]);
  });

  test('goes on phase by phase, from the middle of one too, and ends the same', async () => {
    const whole: LogRecord[] = [];
    await run(whole);
    const log = whole.slice(0, 7); // of the first level's ten children
    const ends: string[] = [];
    const lengths: number[] = [];
    do {
      ends.push((await run(log, Infinity, undefined, true)).end);
      lengths.push(log.length);
    } while (ends.at(-1) === 'paused');
    expect(lengths).toEqual([10, 11, 12, 16, 17, 18, 23]); // train, fit, rank, train, fit, rank, train and done
    expect(log).toEqual(whole);
  });

  test('fits the surrogate again before it ranks after a resume', async () => {
    const log: LogRecord[] = [];
    await run(log, 11); // ten children and the first fit
    const { asked } = await run(log);
    expect(asked.fit[0]).toBe(10);
  });

  test('refuses the log of another search', async () => {
    const other = formatCell(parseCell('-2,3x3 dconv,-1,3x3 dconv'));
    const record: LogRecord = {
      type: 'train',
      notation: other,
      level: 1,
      accuracy: 0.5,
      curve: [],
      durationMs: 1,
      parameters: 1,
    };
    await expect(run([record])).rejects.toThrow(`log: record 0 is of ${other}, but this search trains`);
    await expect(run([{ type: 'done' }])).rejects.toThrow('log: record 0 is done, but this search expects train here');
  });
});
