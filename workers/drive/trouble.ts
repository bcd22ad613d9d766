/** @file What befalls a run: each incident goes into its log, and a child under which devices or workers fail twice is given up. */
import { formatCell } from '../../src/core/cell.ts';
import { parameterCount } from '../../src/core/layers.ts';
import { layerTable } from '../../src/core/macro.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { DeviceFailure, Failure, FailureReason, IncidentReason } from '../../src/contract/failures.ts';
import type { IncidentRecord, LogRecord, TrainRecord } from '../../src/contract/records.ts';
import type { World } from './drive.ts';

/** Devices or workers that a child, a fit or a ranking may fail (ours): by chance once, twice not. */
const MOST_FAILURES = 2;

/** Incidents that are failures, by what a child given up for them says. */
const isFailure = (reason: IncidentReason): reason is FailureReason & IncidentReason =>
  reason !== 'asleep' && reason !== 'hidden' && reason !== 'killed';

/** What is being done: the incident it would be. */
type Doing = Pick<IncidentRecord, 'phase' | 'level' | 'notation'>;

/** How a search ended that was not left in good order. */
export type Ending = Pick<IncidentRecord, 'message'> & { readonly reason: 'worker-crash' | 'killed' };

export class Trouble {
  readonly #append: (record: IncidentRecord) => Promise<void>;
  /** Failures of each child in the whole run, and of each fit and ranking since this began, oldest first. */
  readonly #failures = new Map<string, Failure[]>();
  /** How the last search on this run ended, if not in good order; its record waits for what it was doing, which is what this one does first. */
  #end: Ending | undefined;
  #now: Doing | undefined;
  /** Kept once for each thing done, so that no log fills with them. */
  #noted = new Set<IncidentReason>();

  /**
   * @param log the run's so far.
   * @param append makes a record durable.
   */
  constructor(log: readonly LogRecord[], append: (record: IncidentRecord) => Promise<void>, end?: Ending) {
    this.#append = append;
    this.#end = end;
    // What a fit has failed may be tried again another day; a child that has failed may not, or its failures would not be bounded.
    for (const record of log) if (record.type === 'incident' && record.notation !== undefined) this.#count(record);
  }

  /** The same world, watched; its records tell the retries. */
  watch(world: World, config: SearchConfig): World {
    return {
      train: async (candidate, place) => {
        const notation = formatCell(candidate.cell);
        await this.#begin({ phase: 'train', level: place.level, notation });
        const failures = this.#failures.get(notation) ?? [];
        if (failures.length >= MOST_FAILURES) {
          return { ...givenUp(candidate, place.level, config, failures.at(-1)!), retries: failures.length - 1 };
        }
        const record = await world.train(candidate, place);
        return failures.length === 0 ? record : { ...record, retries: failures.length };
      },
      fit: async (command) => {
        await this.#begin({ phase: 'fit', level: command.level });
        return world.fit(command);
      },
      refit: async (fits, next) => {
        await this.#begin({ phase: next.type, level: next.level }); // what the run was at when it ended, and fails at if this does
        return world.refit(fits, next);
      },
      rank: async (command) => {
        await this.#begin({ phase: 'rank', level: command.level });
        return world.rank(command);
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
  note(reason: 'asleep' | 'hidden', message: string): void {
    if (this.#now === undefined || this.#noted.has(reason)) return;
    this.#noted.add(reason);
    this.#add(this.#now, reason, message).catch(() => {}); // a store that takes no more is told of where an outcome is lost
  }

  async #begin(doing: Doing): Promise<void> {
    if (this.#now === undefined || keyOf(doing) !== keyOf(this.#now)) this.#noted.clear();
    this.#now = doing;
    const end = this.#end;
    this.#end = undefined;
    if (end !== undefined) await this.#add(doing, end.reason, end.message);
  }

  async #add(doing: Doing, reason: IncidentReason, message: string): Promise<void> {
    const record: IncidentRecord = { type: 'incident', reason, message, ...doing, at: new Date().toISOString() };
    this.#count(record);
    await this.#append(record);
  }

  #count(record: IncidentRecord): void {
    const { reason, message } = record;
    if (!isFailure(reason)) return;
    this.#failures.set(keyOf(record), [...(this.#failures.get(keyOf(record)) ?? []), { reason, message }]);
  }
}

const keyOf = ({ notation, phase, level }: Doing): string => notation ?? `${phase} ${level}`;

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
