/**
 * @file Runs a strategy's generator against its executor. Each outcome is in the log before the next command is asked for,
 * so a run goes on from its log after anything: logged outcomes are replayed, the first one missing is done for real.
 */
import { formatCell, parseCell, type Cell } from '../../src/core/space/cell.ts';
import type {
  AcquireCommand,
  Accuracies,
  Candidate,
  Command,
  ConfirmCommand,
  FitCommand,
  Outcome,
  Parent,
  ProceedCommand,
  RankCommand,
  RetrainCommand,
  Strategy,
  TrainCommand,
  TrainedCell,
} from '../../src/core/search/commands.ts';
import type { Activity } from '../../src/contract/events.ts';
import { isOwnFailure } from '../../src/contract/failures.ts';
import type {
  ConfirmRecord,
  DoneRecord,
  FitRecord,
  LogRecord,
  OutcomeRecord,
  RankRecord,
  RetrainRecord,
  TrainRecord,
} from '../../src/contract/records.ts';
import { outcomesOf } from '../../src/contract/run-file.ts';

/** Where a child stands in its command. */
interface Place {
  readonly level: number;
  /** 0-based among `children`. */
  readonly child: number;
  readonly children: number;
}

/** The same of a first training, how far it is to go, what it starts as, and what all children of its command start as: see {@link TrainCommand}. */
export type TrainPlace = Place &
  Pick<TrainCommand, 'until'> & { readonly parent?: Parent; readonly parents?: readonly Parent[] };

/** The same of a training that is not the cell's first, and which it is. */
type RepeatPlace = Place & { readonly repeat: number };

/** Trains, fits and ranks for a strategy. */
export interface Executor {
  /** Trainings that may be under way at a time: a pool of devices takes more than one, a device, and without a word, one. */
  readonly width?: number;
  /**
   * The next cell that another program chooses: the same until its record is in the log; undefined where there are no more, or the search is to
   * pause. Absent where no program is connected: a run that one has begun then ends.
   */
  ask?(): Promise<Candidate | undefined>;
  /** Trains one child, from where it was stopped if it was; a child that cannot be trained is a record with a failure. */
  train(candidate: Candidate, place: TrainPlace): Promise<TrainRecord>;
  /** Trains a cell once more; a failure is a record too. */
  retrain(cell: Cell, place: RepeatPlace): Promise<RetrainRecord>;
  /** Trains a cell once more and judges it on images that took no part in the search; a failure is a record too. */
  confirm(cell: Cell, place: RepeatPlace): Promise<ConfirmRecord>;
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
  readonly executor: Executor;
  /** Makes a record durable; the search waits for it. */
  append(record: LogRecord): Promise<void>;
  onActivity(activity: Activity): void;
  /** Asked between children and commands; true ends the drive with `paused`. The executor may ask it within each. */
  shouldPause(): boolean;
  /** Pauses before the next command once one was done that was not wholly in the log: one phase of the search. */
  readonly onePhase?: boolean;
}

/** Thrown to unwind a paused drive, here or by the executor in the middle of a child that it has saved; never leaves the drive. */
export class Paused extends Error {}

/**
 * Drives the search to its end or until it is asked to pause.
 * @throws {Error} when the log is not of this search, or the executor fails in an unknown way.
 */
export async function drive(options: DriveOptions): Promise<'finished' | 'paused'> {
  const runner = new CommandRunner(options);
  try {
    let outcome: Outcome | undefined;
    const { strategy } = options;
    for (;;) {
      // A generator ignores what its first next() is given.
      const { done, value } = strategy.next(outcome as Outcome);
      if (done === true) {
        const best = value.best === undefined ? {} : { best: formatCell(value.best.cell) };
        await runner.finish({ type: 'done', ...best });
        return 'finished';
      }
      if (options.onePhase === true && runner.hasAppended) return 'paused';
      outcome = await runner.execute(value);
    }
  } catch (error) {
    if (error instanceof Paused) return 'paused';
    throw error;
  }
}

/** What a strategy is told of a child. */
export function trainedCellOf(cell: Cell, record: TrainRecord): TrainedCell {
  const { level, accuracy, epochs, failure, durationMs } = record;
  const failedByItself = failure !== undefined && isOwnFailure(failure);
  return { cell, level, accuracy, failedByItself, durationMs, ...(epochs === undefined ? {} : { epochs }) };
}

/** An outcome and what it took, ms. */
type Timed<T> = T & { readonly durationMs: number };

function durationOf(records: readonly { readonly durationMs?: number }[]): number {
  return records.reduce((sum, { durationMs = 0 }) => sum + durationMs, 0);
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
  /** What each child has taken so far, ms: its next record counts from its beginning. */
  readonly #spentMs = new Map<string, number>();

  constructor(options: DriveOptions) {
    this.#options = options;
    this.#log = outcomesOf(options.log);
  }

  async execute(command: Command): Promise<Outcome> {
    switch (command.type) {
      case 'proceed':
        return { type: 'proceed', children: this.#proceed(command) };
      case 'ask':
        return { type: 'ask', candidate: await this.#ask() };
      case 'train':
        return { type: 'train', ...(await this.#train(command)) };
      case 'retrain':
        return { type: 'retrain', ...(await this.#retrain(command)) };
      case 'confirm':
        return { type: 'confirm', ...(await this.#confirm(command)) };
      case 'fit':
        return { type: 'fit', ...(await this.#fit(command)) };
      case 'rank':
        return { type: 'rank', ...(await this.#rank(command)) };
      default:
        return command satisfies never;
    }
  }

  async finish(record: DoneRecord): Promise<void> {
    if (this.#logged('done') === undefined) await this.#append(record);
  }

  /** As many as the log has of these trainings, where something follows them; at its end the proposal decides. */
  #proceed({ with: type, level, children, most }: ProceedCommand): number {
    const left = this.#log.slice(this.#read, this.#read + most + 1);
    const isOne = (record: OutcomeRecord): boolean =>
      record.type === type && (record.type === 'confirm' ? record.repeat : (record as TrainRecord).level) === level;
    const end = left.findIndex((record) => !isOne(record));
    const logged = end === -1 ? left.length : end;
    if (end !== -1 || logged > most) return Math.min(logged, most); // something follows
    return Math.max(logged, children);
  }

  /** The cell that the log was told, while it lasts. */
  async #ask(): Promise<Candidate | undefined> {
    const record = this.#log[this.#read];
    if (record?.type === 'train') return { cell: parseCell(record.notation), predicted: record.predicted };
    if (record !== undefined) return undefined;
    this.#mayPause();
    const candidate = await this.#options.executor.ask?.();
    this.#mayPause();
    return candidate;
  }

  async #train({ level, candidates, until, from = [] }: TrainCommand): Promise<Timed<{ trained: TrainedCell[] }>> {
    const children = candidates.length;
    const limit = until === undefined ? {} : { until };
    const parents = [...new Set(from)].filter((parent) => parent !== undefined);
    const records = await this.#trainEach(
      candidates,
      ({ cell }) => this.#loggedChild('train', formatCell(cell)),
      (candidate, child) => {
        const epochs = until === undefined ? {} : { epochs: until.epochs };
        this.#options.onActivity({ phase: 'train', level, child, children, ...epochs });
        const parent = from[child];
        const start = { ...(parents.length > 0 && { parents }), ...(parent !== undefined && { parent }) };
        return this.#options.executor.train(candidate, { level, child, children, ...limit, ...start });
      },
    );
    const before = records.reduce((sum, { notation }) => sum + (this.#spentMs.get(notation) ?? 0), 0);
    for (const { notation, durationMs } of records) this.#spentMs.set(notation, durationMs);
    const trained = records.map((record, child) => trainedCellOf(candidates[child]!.cell, record));
    return { trained, durationMs: durationOf(records) - before };
  }

  async #retrain({ level, repeat, cells }: RetrainCommand): Promise<Timed<{ accuracies: Accuracies }>> {
    const children = cells.length;
    const records = await this.#trainEach(
      cells,
      (cell) => this.#loggedChild('retrain', formatCell(cell)),
      (cell, child) => {
        this.#options.onActivity({ phase: 'retrain', level, child, children });
        return this.#options.executor.retrain(cell, { level, child, children, repeat });
      },
    );
    return { accuracies: records.map(({ accuracy }) => accuracy), durationMs: durationOf(records) };
  }

  async #confirm({
    repeat,
    cells: proposed,
  }: ConfirmCommand): Promise<Timed<{ cells: Cell[]; accuracies: Accuracies }>> {
    const cells = this.#begunConfirmations(proposed);
    const children = cells.length;
    const records = await this.#trainEach(
      cells,
      (cell) => this.#loggedChild('confirm', formatCell(cell)),
      (cell, child) => {
        this.#options.onActivity({ phase: 'confirm', repeat, child, children });
        return this.#options.executor.confirm(cell, { level: cell.length, child, children, repeat });
      },
    );
    return { cells, accuracies: records.map(({ accuracy }) => accuracy), durationMs: durationOf(records) };
  }

  /**
   * The cells that a log has begun to confirm, then those proposed, as many as proposed. The choice rests on predictions, and a link carries
   * them rounded: a run that is continued from one could choose others.
   */
  #begunConfirmations(proposed: readonly Cell[]): Cell[] {
    const begun: string[] = [];
    for (const record of this.#log.slice(this.#read, this.#read + proposed.length)) {
      if (record.type === 'confirm' && !begun.includes(record.notation)) begun.push(record.notation);
    }
    const rest = proposed.map(formatCell).filter((notation) => !begun.includes(notation));
    return [...begun, ...rest].slice(0, proposed.length).map((notation) => parseCell(notation));
  }

  /**
   * The records of a command's trainings: as many as the log has, then for real, as many at a time as the executor takes. They go into the
   * log in the command's order, whichever ends first: so a log does not tell how many devices there were, and is replayed without knowing.
   */
  async #trainEach<T, R extends TrainRecord | RetrainRecord | ConfirmRecord>(
    items: readonly T[],
    find: (item: T) => R | undefined,
    train: (item: T, child: number) => Promise<R>,
  ): Promise<R[]> {
    const { width = 1 } = this.#options.executor;
    const records: R[] = [];
    const underWay: Promise<R>[] = [];
    let begun = 0;
    for (const [child, item] of items.entries()) {
      let record = begun === child ? find(item) : undefined;
      if (record === undefined) {
        for (begun = Math.max(begun, child); begun < Math.min(items.length, child + width); begun++) {
          this.#mayPause();
          const training = train(items[begun]!, begun);
          training.catch(() => {}); // told when its turn comes; where another ends the drive before, by that one
          underWay.push(training);
        }
        record = await underWay.shift()!;
        await this.#append(record);
      } else begun++;
      records.push(record);
    }
    return records;
  }

  async #fit(command: FitCommand): Promise<{ durationMs: number }> {
    const logged = this.#logged('fit');
    if (logged !== undefined) {
      this.#fits.push(command);
      return { durationMs: logged.durationMs };
    }
    this.#mayPause();
    this.#options.onActivity({ phase: 'fit', level: command.level });
    await this.#catchUp(command);
    const record = await this.#options.executor.fit(command);
    await this.#append(record);
    return { durationMs: record.durationMs };
  }

  async #rank(command: RankCommand | AcquireCommand): Promise<Timed<{ kept: Candidate[] }>> {
    let record = this.#logged('rank');
    if (record === undefined) {
      this.#mayPause();
      this.#options.onActivity({ phase: 'rank', level: command.level, ranked: 0 });
      await this.#catchUp(command);
      record = await this.#options.executor.rank(command);
      await this.#append(record);
    }
    const kept = record.kept.map(({ notation, predicted }) => ({ cell: parseCell(notation), predicted }));
    return { kept, durationMs: record.durationMs + durationOf(record.shadows ?? []) };
  }

  /** Brings the surrogate to where the log says it was. */
  async #catchUp(next: FitCommand | RankCommand | AcquireCommand): Promise<void> {
    if (this.#fits.length > 0) await this.#options.executor.refit(this.#fits, next);
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
  #loggedChild(type: 'confirm', notation: string): ConfirmRecord | undefined;
  #loggedChild(
    type: 'train' | 'retrain' | 'confirm',
    notation: string,
  ): TrainRecord | RetrainRecord | ConfirmRecord | undefined {
    const record: TrainRecord | RetrainRecord | ConfirmRecord | undefined = this.#logged(type);
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
