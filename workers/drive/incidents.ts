/**
 * @file The incidents of a run: each goes into its log, and a child under which devices or workers fail twice, or the program is killed
 * twice without an epoch saved in between, is given up.
 */
import { formatCell } from '../../src/core/space/cell.ts';
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { DeviceFailure, Failure, FailureReason, IncidentReason } from '../../src/contract/failures.ts';
import type {
  ConfirmRecord,
  DeviceIdentity,
  IncidentRecord,
  RetrainRecord,
  TrainRecord,
} from '../../src/contract/records.ts';
import type { AnyRecord } from '../../src/contract/any-run.ts';
import type { NetworkRecord } from '../../src/contract/final-records.ts';
import type { Executor } from './drive.ts';

/** Devices, workers or programs that a child, a fit or a ranking may fail (ours): by chance once, twice not. */
const MOST_FAILURES = 2;

/** Incidents that are failures, by what a child given up for them says. */
const isFailure = (reason: IncidentReason): reason is FailureReason & IncidentReason =>
  reason !== 'asleep' && reason !== 'hidden' && reason !== 'other-device' && reason !== 'bad-checkpoint';

/** What is being done: the incident it would be. */
type Doing = Pick<IncidentRecord, 'phase' | 'level' | 'notation' | 'repeat' | 'purpose'>;

/** What is noted when a run goes on: how the search on it ended that was not left in good order, or that this is another device. */
export type Unlogged = Pick<IncidentRecord, 'message' | 'device'> & {
  readonly reason: 'worker-crash' | 'killed' | 'other-device';
  /** Of `killed`: the child that was saved, and its epochs. Absent where no child is to blame. */
  readonly saved?: Pick<IncidentRecord, 'notation' | 'repeat' | 'purpose' | 'steps'> & { readonly epochs: number };
};

/** A failure, and of one that killed the program what was saved by then. */
type Counted = Failure & Pick<IncidentRecord, 'epochs' | 'steps'>;

export class IncidentLog {
  readonly #append: (record: IncidentRecord) => Promise<void>;
  /** Failures of each child in the whole run, and of each fit and ranking since this began, oldest first. */
  readonly #failures = new Map<string, Counted[]>();
  /** Its records wait for what the last search on this run was doing, which is what this one does first. */
  #unlogged: Unlogged[];
  #now: Doing | undefined;
  /** Kept once for each thing done, so that no log fills with them. */
  #noted = new Set<IncidentReason>();

  /**
   * @param log the run's so far.
   * @param append makes a record durable.
   */
  constructor(log: readonly AnyRecord[], append: (record: IncidentRecord) => Promise<void>, ...unlogged: Unlogged[]) {
    this.#append = append;
    this.#unlogged = unlogged;
    // What a fit has failed may be tried again another day; a child that has failed may not, or its failures would not be bounded.
    for (const record of log) if (record.type === 'incident' && record.notation !== undefined) this.#count(record);
  }

  /** The same executor, watched; its records tell the retries. */
  watch(executor: Executor, config: SearchConfig): Executor {
    return {
      ask: executor.ask,
      train: async (candidate, { level, ...place }) => {
        const child = { level, notation: formatCell(candidate.cell) };
        return this.#watchChild(
          child,
          () => executor.train(candidate, { level, ...place }),
          (failure) => givenUp(candidate, level, config, failure),
        );
      },
      retrain: async (cell, place) => {
        const child = { level: place.level, notation: formatCell(cell), repeat: place.repeat };
        return this.#watchChild(
          child,
          () => executor.retrain(cell, place),
          (failure) => ({ type: 'retrain', ...child, failure, curve: [], durationMs: 0 }),
        );
      },
      confirm: async (cell, place) => {
        const child = { level: place.level, notation: formatCell(cell), repeat: place.repeat };
        return this.#watchChild(
          { ...child, purpose: 'confirm' },
          () => executor.confirm(cell, place),
          (failure) => ({ type: 'confirm', ...child, failure, curve: [], durationMs: 0 }),
        );
      },
      fit: async (command) => {
        await this.#begin({ phase: 'fit', level: command.level });
        return executor.fit(command);
      },
      refit: async (fits, next) => {
        await this.#begin({ phase: next.type, level: next.level }); // what the run was at when it ended, and fails at if this does
        return executor.refit(fits, next);
      },
      rank: async (command) => {
        await this.#begin({ phase: 'rank', level: command.level });
        return executor.rank(command);
      },
    };
  }

  /**
   * A device has failed.
   * @throws {ChildFailure} the failure, when it is before anything is done, or a fit's or a ranking's that fails again and again.
   */
  async failed(failure: DeviceFailure): Promise<void> {
    const now = this.#now;
    if (now === undefined) throw failure;
    await this.#add(now, failure.reason, failure.message);
    if (now.notation === undefined && this.#failures.get(keyOf(now))!.length >= MOST_FAILURES) throw failure;
  }

  /** Something happened that costs no work: nobody waits for its record. Kept once for each thing done. */
  note(reason: 'asleep' | 'hidden' | 'bad-checkpoint', message: string): void {
    if (this.#now === undefined || this.#noted.has(reason)) return;
    this.#noted.add(reason);
    this.#add(this.#now, reason, message).catch(() => {}); // a store that takes no more is told of where an outcome is lost
  }

  /** The run goes on on another device: noted with what it does next. */
  changeDevice(from: DeviceIdentity, device: DeviceIdentity): void {
    const message = `begun on ${nameOf(from)}, gone on with on ${nameOf(device)}`;
    this.#unlogged.push({ reason: 'other-device', message, device });
  }

  /** Trains a final network, unless it has failed too often, as a child of a search. */
  watchNetwork(
    network: Required<Pick<Doing, 'level' | 'notation' | 'repeat'>>,
    train: () => Promise<NetworkRecord>,
    giveUp: (failure: Failure) => NetworkRecord,
  ): Promise<NetworkRecord> {
    return this.#watchChild({ ...network, purpose: 'final' }, train, giveUp);
  }

  /** Trains a child, unless it has failed too often: then it is given up. Its record tells how often it was begun again. */
  async #watchChild<T extends TrainRecord | RetrainRecord | ConfirmRecord | NetworkRecord>(
    child: Omit<Doing, 'phase'>,
    train: () => Promise<T>,
    giveUp: (failure: Failure) => T,
  ): Promise<T> {
    const doing: Doing = { phase: 'train', ...child };
    await this.#begin(doing);
    const failures = this.#failures.get(keyOf(doing)) ?? [];
    if (failures.length >= MOST_FAILURES) {
      const { reason, message } = failures.at(-1)!;
      return { ...giveUp({ reason, message }), retries: failures.length - 1 };
    }
    const record = await train();
    return failures.length === 0 ? record : { ...record, retries: failures.length };
  }

  async #begin(doing: Doing): Promise<void> {
    if (this.#now === undefined || keyOf(doing) !== keyOf(this.#now)) this.#noted.clear();
    this.#now = doing;
    for (let next = this.#unlogged.shift(); next !== undefined; next = this.#unlogged.shift()) {
      const { reason, message, device, saved } = next;
      const isBlamed = saved !== undefined && doing.notation !== undefined;
      const isSaved =
        saved?.notation === doing.notation && saved?.repeat === doing.repeat && saved?.purpose === doing.purpose;
      const epochs = isSaved ? saved?.epochs : 0;
      const steps = isSaved && saved?.steps !== undefined ? { steps: saved.steps } : {};
      await this.#add(doing, reason, message, {
        ...(isBlamed ? { epochs, ...steps } : {}),
        ...(device === undefined ? {} : { device }),
      });
    }
  }

  async #add(
    doing: Doing,
    reason: IncidentReason,
    message: string,
    more: Pick<IncidentRecord, 'epochs' | 'steps' | 'device'> = {},
  ): Promise<void> {
    const record: IncidentRecord = {
      type: 'incident',
      reason,
      message,
      ...doing,
      ...more,
      at: new Date().toISOString(),
    };
    this.#count(record);
    await this.#append(record);
  }

  #count(record: IncidentRecord): void {
    const { reason, message, epochs, steps } = record;
    if (!isFailure(reason) || (reason === 'killed' && epochs === undefined)) return;
    const before = this.#failures.get(keyOf(record)) ?? [];
    // What was saved since is progress: earlier kills do not count with this one.
    const isAtSame = (other: Counted): boolean => other.epochs === epochs && other.steps === steps;
    const counted = before.filter((other) => reason !== 'killed' || other.reason !== 'killed' || isAtSame(other));
    this.#failures.set(keyOf(record), [...counted, { reason, message, epochs, steps }]);
  }
}

const nameOf = ({ description, backend }: DeviceIdentity): string => `${description} (${backend})`;

const keyOf = ({ notation, repeat, purpose, phase, level }: Doing): string =>
  notation === undefined ? `${phase} ${level}` : `${notation} ${purpose ?? ''} ${repeat ?? 0}`;

/** A child that no device or no worker could train. */
function givenUp({ cell, predicted }: Candidate, level: number, config: SearchConfig, failure: Failure): TrainRecord {
  return {
    type: 'train',
    notation: formatCell(cell),
    level,
    ...(predicted === undefined ? {} : { predicted }),
    failure,
    curve: [],
    durationMs: 0,
    parameters: parameterCount(layerTable(cell, config)),
  };
}
