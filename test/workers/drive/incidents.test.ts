import { describe, expect, test } from 'vitest';
import { stream } from '../../../src/core/random/rng.ts';
import { withConfirmation } from '../../../src/core/search/confirmation.ts';
import { pnas } from '../../../src/core/search/pnas.ts';
import { withRetrainings } from '../../../src/core/search/retraining.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { ChildFailure, type DeviceFailure } from '../../../src/contract/failures.ts';
import { parseConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { IncidentRecord, LogRecord } from '../../../src/contract/records.ts';
import { trainRecords } from '../../../src/contract/run-file.ts';
import { formatCell } from '../../../src/core/space/cell.ts';
import { drive, type Executor } from '../../../workers/drive/drive.ts';
import { IncidentLog, type Unlogged } from '../../../workers/drive/incidents.ts';

const config = parseConfig({ ...PRESETS.smoke, blocks: 3, children: 2, lookback: 1, operators: ['identity'] });

/** An executor without a device; `onRefit` comes before a refit, `onRetrain` before a retraining or a confirmation. */
function plainExecutor(onRefit: () => void = () => {}, onRetrain: () => void = () => {}): Executor {
  return {
    train: async ({ cell }, { level }) => ({
      type: 'train',
      notation: formatCell(cell),
      level,
      accuracy: 0.5,
      curve: [0.5],
      durationMs: 1,
      parameters: 1,
    }),
    retrain: async (cell, { level, repeat }) => {
      onRetrain();
      const notation = formatCell(cell);
      return { type: 'retrain', notation, level, repeat, accuracy: 0.4, curve: [0.4], durationMs: 1 };
    },
    confirm: async (cell, { level, repeat }) => {
      onRetrain();
      const notation = formatCell(cell);
      return { type: 'confirm', notation, level, repeat, accuracy: 0.3, curve: [0.4], durationMs: 1 };
    },
    fit: async ({ level, trained }) => ({ type: 'fit', level, cells: trained.length, losses: [], durationMs: 1 }),
    refit: async () => onRefit(),
    rank: async (command) => {
      if (!('parents' in command)) throw new Error('only grown cells are ranked here');
      const { level, parents, keep } = command;
      const cells = [...new StateSpace(config).expand(parents)].slice(0, keep);
      const kept = cells.map(({ cell }) => ({ notation: formatCell(cell), predicted: 0.5 }));
      return { type: 'rank', level, candidates: kept.length, kept, curve: [], durationMs: 1 };
    },
  };
}

/** Drives on from a log, which grows, to its end; a failed device is told and not replaced. */
async function goOn(
  log: LogRecord[],
  end?: Unlogged,
  executor = plainExecutor(),
  retrainings = 0,
  confirmations = 0,
): Promise<unknown> {
  const append = async (record: LogRecord): Promise<void> => void log.push(record);
  const incidents = new IncidentLog(log, append, ...(end === undefined ? [] : [end]));
  const plain = pnas(config, new StateSpace(config).firstLevel());
  const repeated = withRetrainings(plain, { ...config, retrainings }, stream(1, 'retrain'));
  const strategy = withConfirmation(repeated, { ...config, confirmations });
  const watched = incidents.watch(executor, config);
  const options = {
    strategy,
    log: [...log],
    executor: watched,
    append,
    onActivity: () => {},
    shouldPause: () => false,
  };
  return drive(options).catch((error: DeviceFailure) => incidents.failed(error));
}

/** Reasons and places of what befell a run. */
const incidentsOf = (log: readonly LogRecord[]): Partial<IncidentRecord>[] =>
  log
    .filter((record) => record.type === 'incident')
    .map(({ reason, phase, level, notation }) => ({ reason, phase, level, notation }));

describe('what befell a run is noted where it was', async () => {
  const whole: LogRecord[] = [];
  await goOn(whole);
  const cutBefore = (type: 'fit' | 'rank', level: number): LogRecord[] =>
    whole.slice(
      0,
      whole.findIndex((record) => record.type === type && record.level === level),
    );

  test.each([
    ['fit', 2],
    ['rank', 3],
  ] as const)(
    'a worker that died at the %s of level %i, though earlier levels are fitted again first',
    async (phase, level) => {
      const log = cutBefore(phase, level);
      expect(await goOn(log, { reason: 'worker-crash', message: 'it died' })).toBe('finished');
      expect(incidentsOf(log)).toEqual([{ reason: 'worker-crash', phase, level, notation: undefined }]);
    },
  );

  test('a device that fails while earlier levels are fitted again', async () => {
    const log = cutBefore('rank', 3);
    const failing = plainExecutor(() => {
      throw new ChildFailure('device-lost', 'on purpose');
    });
    await goOn(log, undefined, failing);
    expect(incidentsOf(log)).toEqual([{ reason: 'device-lost', phase: 'rank', level: 3, notation: undefined }]);
  });

  test('a device that fails under a retraining is counted for it, not for the first training of the cell', async () => {
    const log: LogRecord[] = [];
    const failing = plainExecutor(undefined, () => {
      throw new ChildFailure('device-lost', 'on purpose');
    });
    const ends = [];
    for (let i = 0; i < 3; i++) ends.push(await goOn(log, undefined, failing, 1));
    expect(ends).toEqual([undefined, undefined, 'finished']); // twice a failed device, then it is given up
    const retrained = log.find((record) => record.type === 'retrain')!;
    expect(retrained).toMatchObject({ repeat: 1, retries: 1, failure: { reason: 'device-lost' } });
    const { notation } = retrained;
    expect(log.filter((record) => record.type === 'incident')).toMatchObject([
      { phase: 'train', notation, repeat: 1 },
      { phase: 'train', notation, repeat: 1 },
    ]);
    expect(log.filter((record) => record.type === 'train').every(({ retries }) => retries === undefined)).toBe(true);
    expect(log.at(-1)).toEqual(whole.at(-1)); // a retraining that fails is no failed cell
  });
});

describe('a child under which the program is killed', () => {
  const first = formatCell(new StateSpace(config).firstLevel()[0]!);
  const second = '-1,identity,-1,identity,0,identity,0,identity';
  const killed = (epochs: number, notation = first): Unlogged => ({
    reason: 'killed',
    message: 'it ended without a word',
    saved: { notation, epochs },
  });
  /** The log of a run that was killed so often in its first child, before it had an outcome. */
  const afterKills = async (...kills: Unlogged[]): Promise<LogRecord[]> => {
    let log: LogRecord[] = [];
    for (const kill of kills) {
      expect(await goOn(log, kill)).toBe('finished');
      log = log.slice(
        0,
        log.findIndex(({ type }) => type === 'train'),
      );
    }
    return log;
  };
  const childOf = (log: readonly LogRecord[], notation: string): LogRecord | undefined =>
    log.find((record) => record.type === 'train' && record.notation === notation);

  test('twice without an epoch saved in between is a failure, and the search goes on', async () => {
    const log = await afterKills(killed(1));
    expect(await goOn(log, killed(1))).toBe('finished');
    expect(childOf(log, first)).toMatchObject({ failure: { reason: 'killed', message: 'it ended without a word' } });
    expect(childOf(log, first)).toMatchObject({ retries: 1, curve: [] });
    expect(trainRecords({ log }).filter(({ accuracy }) => accuracy !== undefined)).not.toEqual([]);
    expect(log.filter(({ type }) => type === 'incident')).toHaveLength(2);
  });

  test('again and again is none while it gets on, nor where another child was saved', async () => {
    const log = await afterKills(killed(2, second), killed(1), killed(2));
    expect(await goOn(log, killed(3))).toBe('finished');
    expect(childOf(log, first)).toMatchObject({ accuracy: 0.5, curve: [0.5] });
    expect(incidentsOf(log)).toHaveLength(4);
  });

  test('by its user is none, nor in logs that do not say', async () => {
    const closed: Unlogged = { reason: 'killed', message: 'the page was closed' };
    const log = await afterKills(closed, closed, closed);
    expect(await goOn(log, killed(0))).toBe('finished');
    expect(childOf(log, first)).toMatchObject({ accuracy: 0.5 });
  });
});
