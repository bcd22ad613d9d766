/** @file `run.json`: a run as a file, computed from its head and log. */
import { spearman } from '../core/stats.ts';
import { checkLog } from './check-log.ts';
import { parseWith } from './config.ts';
import { INCIDENTS, type FailureReason, type IncidentReason } from './failures.ts';
import type {
  DeviceIdentity,
  LogRecord,
  OutcomeRecord,
  RankRecord,
  RetrainRecord,
  Run,
  RunFile,
  TrainRecord,
  UnreadableRecord,
} from './records.ts';
import { RUN_FILE_VERSION, RunFileSchema } from './records.ts';

/** The trained children of a log, in order. */
export function trainRecords({ log }: Pick<Run, 'log'>): TrainRecord[] {
  return log.filter((record) => record.type === 'train');
}

/** The cells of a log that were trained once more, in order. */
export function retrainRecords({ log }: Pick<Run, 'log'>): RetrainRecord[] {
  return log.filter((record) => record.type === 'retrain');
}

/** Accuracies of each cell that has more than one, its first training's first: what the noise of an accuracy is told from. */
export function repeatedAccuracies({ log }: Pick<Run, 'log'>): number[][] {
  const byCell = new Map<string, number[]>();
  for (const record of log) {
    if ((record.type !== 'train' && record.type !== 'retrain') || record.accuracy === undefined) continue;
    byCell.set(record.notation, [...(byCell.get(record.notation) ?? []), record.accuracy]);
  }
  return [...byCell.values()].filter(({ length }) => length > 1);
}

/** The log without what befell the run: what a replay needs. */
export function outcomesOf(log: readonly LogRecord[]): OutcomeRecord[] {
  return log.filter((record) => record.type !== 'incident');
}

/** Whether a search came to its end. What befell the page may be noted after it. */
export const isOver = (log: readonly LogRecord[]): boolean =>
  log.findLast(({ type }) => type !== 'incident')?.type === 'done';

/** A run in brief. */
export interface RunSummary {
  /** Of the children in the order trained; undefined where one failed. */
  readonly accuracies: readonly (number | undefined)[];
  readonly isOver: boolean;
  /** What its children and their retrainings took together, ms. */
  readonly durationMs: number;
  /** Records of its log that cannot be read; absent: none. */
  readonly unreadable?: readonly UnreadableRecord[];
}

/** The run in brief. */
export function summaryOf(run: Pick<Run, 'log' | 'unreadable'>): RunSummary {
  const records = trainRecords(run);
  return {
    accuracies: records.map(({ accuracy }) => accuracy),
    isOver: isOver(run.log),
    durationMs: [...records, ...retrainRecords(run)].reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(run.unreadable === undefined ? {} : { unreadable: run.unreadable }),
  };
}

/** How often each thing befell the run: incidents, and the failures that are a child's own. */
export function countIncidents({ log }: Pick<Run, 'log'>): Map<IncidentReason | FailureReason, number> {
  const counts = new Map<IncidentReason | FailureReason, number>();
  for (const record of log) {
    const isChild = record.type === 'train' || record.type === 'retrain';
    const reason = record.type === 'incident' ? record.reason : isChild ? ownFailure(record) : undefined;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}

/** Why a child failed, unless devices or workers failed under it: they are counted by themselves. */
function ownFailure({ failure, retries }: Pick<TrainRecord, 'failure' | 'retries'>): FailureReason | undefined {
  const isCounted = retries !== undefined && INCIDENTS.some((reason) => reason === failure?.reason);
  return isCounted ? undefined : failure?.reason;
}

/** A device that a run was made on, and after how many of its children it came to it. */
export interface DeviceUse {
  readonly after: number;
  readonly device: DeviceIdentity;
}

/** The devices that a run was made on, in order; one, but for a run that was gone on with on another. */
export function devicesOf({ head, log }: Run): DeviceUse[] {
  const others = placed(log).flatMap(({ after, record }) =>
    record.type === 'incident' && record.device !== undefined ? [{ after, device: record.device }] : [],
  );
  return [{ after: 0, device: head.device }, ...others];
}

/** The best child by measured accuracy, the earlier on a tie; undefined before one is measured. */
export function bestOf(records: readonly TrainRecord[]): TrainRecord | undefined {
  let best: TrainRecord | undefined;
  for (const record of records) {
    if (record.accuracy !== undefined && record.accuracy > (best?.accuracy ?? -1)) best = record;
  }
  return best;
}

/** Spearman of predicted against measured accuracy; null below two measured cells or without predictions. */
export function rankCorrelation(records: readonly TrainRecord[]): number | null {
  const both = records.filter(({ predicted, accuracy }) => predicted !== undefined && accuracy !== undefined);
  const rho = spearman(
    both.map(({ predicted }) => predicted!),
    both.map(({ accuracy }) => accuracy!),
  );
  return Number.isNaN(rho) ? null : rho;
}

/** The run as `run.json` holds it. */
export function toRunFile({ head, log }: Run): RunFile {
  const trained = trainRecords({ log });
  const levels = [...new Set(trained.map(({ level }) => level))];
  const retrainings = placedOf(log, 'retrain');
  const incidents = placedOf(log, 'incident');
  return {
    format: 'pnas-run',
    version: RUN_FILE_VERSION,
    ...head,
    cells: trained.map(({ notation, level, predicted, accuracy, durationMs, parameters, failure, curve, retries }) => ({
      notation,
      level,
      predicted: predicted ?? null,
      accuracy: accuracy ?? null,
      durationMs,
      parameters,
      ...(failure === undefined ? {} : { failure }),
      curve,
      ...(retries === undefined ? {} : { retries }),
    })),
    levels: levels.map((level) => {
      const children = trained.filter((record) => record.level === level);
      const rank = log.find((record): record is RankRecord => record.type === 'rank' && record.level === level);
      return {
        level,
        candidates: rank?.candidates ?? children.length,
        spearman: rankCorrelation(children),
        trained: children.length,
        best: bestOf(children)?.accuracy ?? null,
      };
    }),
    surrogate: placedOf(log, 'fit', 'rank'),
    ...(retrainings.length > 0 ? { retrainings } : {}),
    ...(incidents.length > 0 ? { incidents } : {}),
    finished: isOver(log),
  };
}

/** The records of these types, each with the number of cells trained before it. */
function placedOf<T extends LogRecord['type']>(
  log: Run['log'],
  ...types: T[]
): { after: number; record: Extract<LogRecord, { type: T }> }[] {
  const isOne = (record: LogRecord): record is Extract<LogRecord, { type: T }> =>
    types.some((type) => type === record.type);
  return placed(log).flatMap(({ after, record }) => (isOne(record) ? [{ after, record }] : []));
}

/** Each record and after how many trained cells it comes. */
function placed(log: Run['log']): { after: number; record: LogRecord }[] {
  let after = 0;
  return log.map((record) => ({ after: record.type === 'train' ? ++after : after, record }));
}

/**
 * Reads `run.json`.
 * @param name what the text is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseRunFile(text: string, name: string): Run {
  const file = parseWith(RunFileSchema, parseJson(text, name), name);
  const infinite = infiniteIn(file);
  if (infinite !== undefined) throw new RangeError(`${name}: ${infinite.slice(1)} must be a finite number`);
  const {
    format: _format,
    version: _version,
    cells,
    levels,
    surrogate,
    retrainings = [],
    incidents = [],
    finished,
    ...head
  } = file;
  const trained = cells.map(({ predicted, accuracy, failure, ...cell }, index): TrainRecord => {
    const place = `${name}: cells.${index}`;
    if ((accuracy === null) === (failure === undefined)) {
      throw new RangeError(`${place} must have an accuracy or a failure, and not both`);
    }
    const outcome = accuracy === null ? { failure } : { accuracy };
    return { type: 'train', ...cell, ...(predicted === null ? {} : { predicted }), ...outcome };
  });
  const records = surrogate ?? rankingsOf(trained, levels);
  const log: LogRecord[] = [];
  const others = [...retrainings, ...records, ...incidents].sort((a, b) => a.after - b.after); // stable: at one place, incidents come last
  let next = 0;
  for (const [index, record] of trained.entries()) {
    while (next < others.length && others[next]!.after <= index) log.push(others[next++]!.record);
    log.push(record);
  }
  for (const { record } of others.slice(next)) log.push(record);
  checkLog(log, head.config, name);
  checkRetrainings(retrainings, trained, head.config, name);
  for (const [index, { after }] of records.entries()) {
    const most = records[index + 1]?.after ?? cells.length;
    if (after > most) throw new RangeError(`${name}: surrogate.${index} after must be at most ${most}; got ${after}`);
  }
  for (const [index, { after }] of incidents.entries()) {
    if (after > cells.length) throw new RangeError(`${name}: incidents.${index} after must be at most ${cells.length}; got ${after}`); // prettier-ignore
  }
  const best = bestOf(trained)?.notation;
  if (finished) log.push({ type: 'done', ...(best === undefined ? {} : { best }) });
  return { head, log };
}

/** Each retraining is of a cell trained before it, and the next one of that cell. @throws {RangeError} with the place. */
function checkRetrainings(
  retrainings: NonNullable<RunFile['retrainings']>,
  trained: readonly TrainRecord[],
  { retrainings: most }: RunFile['config'],
  name: string,
): void {
  const repeats = new Map<string, number>();
  for (const [index, { after, record }] of retrainings.entries()) {
    const { notation, level, repeat, accuracy, failure } = record;
    const next = (repeats.get(notation) ?? 0) + 1;
    const last = retrainings[index + 1]?.after ?? trained.length;
    const isOfCell = trained.slice(0, after).some((cell) => cell.notation === notation && cell.level === level);
    const isMeasured = (accuracy === undefined) !== (failure === undefined);
    if (index >= most || after > last || !isOfCell || repeat !== next || !isMeasured) {
      throw new RangeError(
        `${name}: retrainings.${index} must be one of at most ${most}, repeat ${next} of a cell of level ${level} among the first ${last}, with an accuracy or a failure; got repeat ${repeat} of ${notation} after ${after}`,
      );
    }
    repeats.set(notation, next);
  }
}

/** What files of the first releases say of rankings: how many candidates there were, and which were trained. */
function rankingsOf(trained: readonly TrainRecord[], levels: RunFile['levels']): NonNullable<RunFile['surrogate']> {
  return levels.flatMap(({ level, candidates }) => {
    const kept = trained
      .filter((record) => record.level === level)
      .flatMap(({ notation, predicted }) => (predicted === undefined ? [] : [{ notation, predicted }]));
    if (kept.length === 0) return [];
    const after = trained.findIndex((record) => record.level === level);
    return [{ after, record: { type: 'rank', level, candidates, kept, curve: [], durationMs: 0 } }];
  });
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`${name}: must be JSON; ${(error as Error).message}`);
  }
}

/** The path of a number that JSON has and this format has not, such as 1e999; undefined where there is none. */
function infiniteIn(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  for (const [key, part] of typeof value === 'object' ? Object.entries(value ?? {}) : []) {
    const path = infiniteIn(part);
    if (path !== undefined) return `.${key}${path}`;
  }
  return undefined;
}
