/** @file Reads `run.json`: whatever comes from a file is checked before it is a run. */
import { doneRecord } from './answer.ts';
import { checkLog } from './check-log.ts';
import { parseWith } from './config.ts';
import { parseJson, requireFinite } from './json.ts';
import { trainRecords } from './run-file.ts';
import { RunFileSchema, type LogRecord, type Run, type RunFile, type TrainRecord } from './records.ts';

/**
 * Reads `run.json`.
 * @param name what the text is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseRunFile(text: string, name: string): Run {
  const file = parseWith(RunFileSchema, parseJson(text, name), name);
  requireFinite(file, name);
  const {
    format: _format,
    version: _version,
    cost: _cost,
    cells,
    levels,
    surrogate,
    stages = [],
    retrainings = [],
    confirmations = [],
    incidents = [],
    finished,
    ...head
  } = file;
  const children = cells.map(({ predicted, accuracy, failure, ...cell }, index): TrainRecord => {
    const place = `${name}: cells.${index}`;
    if ((accuracy === null) === (failure === undefined)) {
      throw new RangeError(`${place} must have an accuracy or a failure, and not both`);
    }
    const outcome = accuracy === null ? { failure } : { accuracy };
    return { type: 'train', ...cell, ...(predicted === null ? {} : { predicted }), ...outcome };
  });
  const first = new Map<string, TrainRecord>();
  const further = stages.filter(({ record }) => first.has(record.notation) || void first.set(record.notation, record));
  const trained = children.map((child) => first.get(child.notation) ?? child);
  const records = surrogate ?? rankingsOf(trained, levels);
  const log: LogRecord[] = [];
  const last = confirmations.map((record) => ({ after: cells.length, record }));
  const others = [...further, ...retrainings, ...records, ...last, ...incidents].sort((a, b) => a.after - b.after); // stable: at one place, incidents come last
  let next = 0;
  for (const [index, record] of trained.entries()) {
    while (next < others.length && others[next]!.after <= index) log.push(others[next++]!.record);
    log.push(record);
  }
  for (const { record } of others.slice(next)) log.push(record);
  checkLog(log, head.config, name);
  const isOther = ({ accuracy, epochs }: TrainRecord, i: number): boolean =>
    accuracy !== children[i]?.accuracy || epochs !== children[i]?.epochs;
  if (trainRecords({ log }).some(isOther)) throw new RangeError(`${name}: stages must end as its cells do`);
  checkRetrainings(retrainings, trained, head.config, name);
  for (const [index, { after }] of records.entries()) {
    const most = records[index + 1]?.after ?? cells.length;
    if (after > most) throw new RangeError(`${name}: surrogate.${index} after must be at most ${most}; got ${after}`);
  }
  for (const [index, { after }] of incidents.entries()) {
    if (after > cells.length) throw new RangeError(`${name}: incidents.${index} after must be at most ${cells.length}; got ${after}`); // prettier-ignore
  }
  if (finished) log.push(doneRecord(log));
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
