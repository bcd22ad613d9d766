/**
 * @file Runs a strategy's generator against the world. Each outcome is in the log before the next command is asked for,
 * so a run goes on from its log after anything: logged outcomes are replayed, the first one missing is done for real.
 */
import { formatCell, parseCell, type Cell } from '../../src/core/space/cell.ts';
import type {
  AcquireCommand,
  Candidate,
  Command,
  FitCommand,
  Outcome,
  RankCommand,
  RetrainCommand,
  Strategy,
  TrainedCell,
} from '../../src/core/search/commands.ts';
import type { Activity } from '../../src/contract/events.ts';
import { isOwnFailure } from '../../src/contract/failures.ts';
import type {
  DoneRecord,
  FitRecord,
  LogRecord,
  OutcomeRecord,
  RankRecord,
  RetrainRecord,
  TrainRecord,
} from '../../src/contract/records.ts';
import { outcomesOf } from '../../src/contract/run-file.ts';

/** Everything outside the strategy. */
export interface Executor {
  /** Trains one child; a child that cannot be trained is a record with a failure. */
  train(candidate: Candidate, place: { level: number; child: number; children: number }): Promise<TrainRecord>;
  /** Trains a cell once more; a failure is a record too. */
  retrain(
    cell: Cell,
    place: { level: number; child: number; children: number; repeat: number },
  ): Promise<RetrainRecord>;
  /** Fits the surrogate. */
  fit(command: FitCommand): Promise<FitRecord>;
  /** Brings it to where the fits of the log, in order, left it, as far as the next command needs. */
  refit(fits: readonly FitCommand[], next: FitCommand | RankCommand | AcquireCommand): Promise<void>;
  /** Grows and ranks a level, or picks among given cells. */
  rank(command: RankCommand | AcquireCommand): Promise<RankRecord>;
}

export interface DriveOptions {
  readonly strategy: Strategy;
  /** The log so far; empty for a new run. */
  readonly log: readonly LogRecord[];
  readonly world: Executor;
  /** Makes a record durable; the search waits for it. */
  append(record: LogRecord): Promise<void>;
  onActivity(activity: Activity): void;
  /** Asked between children and commands; true ends the drive with `paused`. The world may ask it within each. */
  shouldPause(): boolean;
  /** Pauses before the next command once one was done that was not wholly in the log: one phase of the search. */
  readonly onePhase?: boolean;
}

/** Thrown to unwind a paused drive, here or by the world in the middle of a child that it has saved; never leaves the drive. */
export class Paused extends Error {}

/**
 * Drives the search to its end or until it is asked to pause.
 * @throws {Error} when the log is not of this search, or the world fails in an unknown way.
 */
export async function drive(options: DriveOptions): Promise<'finished' | 'paused'> {
  const executor = new CommandRunner(options);
  try {
    let outcome: Outcome | undefined;
    const { strategy } = options;
    for (;;) {
      // A generator ignores what its first next() is given.
      const { done, value } = strategy.next(outcome as Outcome);
      if (done === true) {
        const best = value.best === undefined ? {} : { best: formatCell(value.best.cell) };
        await executor.finish({ type: 'done', ...best });
        return 'finished';
      }
      if (options.onePhase === true && executor.hasAppended) return 'paused';
      outcome = await executor.execute(value);
    }
  } catch (error) {
    if (error instanceof Paused) return 'paused';
    throw error;
  }
}

/** Executes commands: from the log while it lasts, then for real. */
class CommandRunner {
  readonly #options: DriveOptions;
  readonly #log: readonly OutcomeRecord[];
  #read = 0;
  /** Something was done for real, not only replayed. */
  hasAppended = false;
  /** Fits that were replayed but not yet done again; needed before the surrogate is asked for anything. */
  #fits: FitCommand[] = [];

  constructor(options: DriveOptions) {
    this.#options = options;
    this.#log = outcomesOf(options.log);
  }

  async execute(command: Command): Promise<Outcome> {
    switch (command.type) {
      case 'train':
        return { type: 'train', trained: await this.#train(command.level, command.candidates) };
      case 'retrain':
        await this.#retrain(command);
        return { type: 'retrain' };
      case 'fit':
        await this.#fit(command);
        return { type: 'fit' };
      case 'rank':
        return { type: 'rank', kept: await this.#rank(command) };
      default:
        return command satisfies never;
    }
  }

  async finish(record: DoneRecord): Promise<void> {
    if (this.#logged('done') === undefined) await this.#append(record);
  }

  async #train(level: number, candidates: readonly Candidate[]): Promise<TrainedCell[]> {
    const trained: TrainedCell[] = [];
    const children = candidates.length;
    for (const [child, candidate] of candidates.entries()) {
      let record = this.#loggedChild('train', formatCell(candidate.cell));
      if (record === undefined) {
        this.#mayPause();
        this.#options.onActivity({ phase: 'train', level, child, children });
        record = await this.#options.world.train(candidate, { level, child, children });
        await this.#append(record);
      }
      const failedByItself = record.failure !== undefined && isOwnFailure(record.failure);
      trained.push({ cell: candidate.cell, level, accuracy: record.accuracy, failedByItself });
    }
    return trained;
  }

  async #retrain({ level, repeat, cells }: RetrainCommand): Promise<void> {
    const children = cells.length;
    for (const [child, cell] of cells.entries()) {
      if (this.#loggedChild('retrain', formatCell(cell)) !== undefined) continue;
      this.#mayPause();
      this.#options.onActivity({ phase: 'retrain', level, child, children });
      await this.#append(await this.#options.world.retrain(cell, { level, child, children, repeat }));
    }
  }

  async #fit(command: FitCommand): Promise<void> {
    if (this.#logged('fit') !== undefined) {
      this.#fits.push(command);
      return;
    }
    this.#mayPause();
    this.#options.onActivity({ phase: 'fit', level: command.level });
    await this.#catchUp(command);
    await this.#append(await this.#options.world.fit(command));
  }

  async #rank(command: RankCommand | AcquireCommand): Promise<Candidate[]> {
    let record = this.#logged('rank');
    if (record === undefined) {
      this.#mayPause();
      this.#options.onActivity({ phase: 'rank', level: command.level, ranked: 0 });
      await this.#catchUp(command);
      record = await this.#options.world.rank(command);
      await this.#append(record);
    }
    return record.kept.map(({ notation, predicted }) => ({ cell: parseCell(notation), predicted }));
  }

  /** Brings the surrogate to where the log says it was. */
  async #catchUp(next: FitCommand | RankCommand | AcquireCommand): Promise<void> {
    if (this.#fits.length > 0) await this.#options.world.refit(this.#fits, next);
    this.#fits = [];
  }

  async #append(record: OutcomeRecord): Promise<void> {
    this.hasAppended = true;
    await this.#options.append(record);
  }

  #mayPause(): void {
    if (this.#options.shouldPause()) throw new Paused();
  }

  /** The next record of the log, which must be of this type and cell; undefined at its end. */
  #loggedChild(type: 'train', notation: string): TrainRecord | undefined;
  #loggedChild(type: 'retrain', notation: string): RetrainRecord | undefined;
  #loggedChild(type: 'train' | 'retrain', notation: string): TrainRecord | RetrainRecord | undefined {
    const record: TrainRecord | RetrainRecord | undefined = this.#logged(type);
    if (record !== undefined && record.notation !== notation) {
      throw new Error(
        `log: record ${this.#read - 1} is of ${record.notation}, but this search ${type}s ${notation} here`,
      );
    }
    return record;
  }

  /** The next record of the log, which must be of this type; undefined at its end. */
  #logged<T extends OutcomeRecord['type']>(type: T): Extract<OutcomeRecord, { type: T }> | undefined {
    const record = this.#log[this.#read];
    if (record === undefined) return undefined;
    if (record.type !== type) {
      throw new Error(`log: record ${this.#read} is ${record.type}, but this search expects ${type} here`);
    }
    this.#read++;
    return record as Extract<OutcomeRecord, { type: T }>;
  }
}
