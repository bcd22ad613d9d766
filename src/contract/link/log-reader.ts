/** @file Reads a run's log from a result link; `log-writer.ts` is the format. */
import { firstLevel } from '../../core/space/blocks.ts';
import { formatCell, type Cell } from '../../core/space/cell.ts';
import { roundsOf } from '../../core/search/halving.ts';
import { doneRecord } from '../answer.ts';
import type {
  ConfirmRecord,
  FitRecord,
  LogRecord,
  RankRecord,
  RetrainRecord,
  RunHead,
  TrainRecord,
} from '../records.ts';
import { trainRecords } from '../run-file.ts';
import { requireOneForm, type BitReader } from './bits.ts';
import { CellReader } from './cells.ts';
import { formOf, isExactLog, MOST, waitingOf, type Form, type Part } from './log-form.ts';
import { OutcomeReader } from './outcome-reader.ts';
import { Scale } from './scale.ts';

/** A log that was read, and its cells by notation. */
export interface ReadLog {
  readonly log: LogRecord[];
  readonly cells: ReadonlyMap<string, Cell>;
}

/** Reads what `writeLog` wrote. @throws {RangeError} with the place in the link. */
export function readLog(from: BitReader, head: Pick<RunHead, 'config' | 'data'>, dropped: readonly Part[]): ReadLog {
  const { config } = head;
  const isExact = from.flag();
  const most = dropped.includes('parameters') ? 0 : from.count(MOST, 'number of parameters');
  const isDone = from.flag();
  const first = firstLevel(config);
  const { place } = from;
  const given = first.slice(0, from.count(first.length, 'number of one-block cells in order'));
  const groups = from.count(MOST, 'number of groups');
  const reader = new LogReader(from, formOf(head, { dropped, isExact, most }), given);
  const log: LogRecord[] = [];
  for (let i = 0; i < groups; i++) for (const record of reader.group()) log.push(record);
  reader.end();
  if (config.confirmations > 0) log.push(...reader.confirmations());
  const trained = trainRecords({ log });
  const next = first[given.length];
  const isGiven = next !== undefined && trained[given.length]?.notation === formatCell(next);
  requireOneForm(!isGiven, place, 'number of one-block cells in order');
  const greatest = trained.reduce((sofar, { parameters }) => Math.max(sofar, parameters), 0);
  requireOneForm(dropped.includes('parameters') || greatest === most, place, 'number of parameters');
  requireOneForm(isExactLog(log, head, []) === isExact, place, 'accuracies');
  if (isDone) log.push(doneRecord(log));
  return { log, cells: reader.cells };
}

class LogReader {
  readonly #from: BitReader;
  readonly #form: Form;
  readonly #cells: CellReader;
  readonly #outcomes: OutcomeReader;
  readonly #given: Cell[];
  readonly #trained: TrainRecord[] = [];
  readonly #repeats = new Map<string, number>();
  #retrainingsLeft: number;
  /** Of the group before: its level, 0 of one with a fit only; whether children went on in it, and whether cells were retrained. */
  #before = { level: -1, isFurther: false, isRetrained: false };
  /** After how many epochs children are stopped; how many of these each has behind it. */
  readonly #rounds: readonly number[];
  readonly #stages = new Map<string, number>();

  constructor(from: BitReader, form: Form, given: readonly Cell[]) {
    this.#from = from;
    this.#form = form;
    this.#cells = new CellReader(from, form.config);
    this.#given = [...given];
    this.#outcomes = new OutcomeReader(from, form);
    this.#retrainingsLeft = form.config.retrainings;
    this.#rounds = form.config.stopping === 'none' ? [] : roundsOf(form.config.epochs).slice(0, -1);
  }

  get cells(): ReadonlyMap<string, Cell> {
    return this.#cells.cells;
  }

  group(): LogRecord[] {
    const from = this.#from;
    const hasFit = from.flag();
    const hasRank = from.flag();
    const { place } = from;
    const level = from.count(MOST, 'level');
    const children = from.count(MOST, 'number of children');
    const scale = from.flag() ? Scale.read(from) : undefined;
    const fit = hasFit ? [this.#fit()] : [];
    const trained: TrainRecord[] = [];
    for (let i = 0; i < children; i++) trained.push(this.#child(level, scale));
    const rank = hasRank ? [this.#rank(level, trained, scale)] : [];
    const further = this.#further(level);
    const retrained = this.#retrainings(level);
    const isEmpty = !hasRank && children + further.length + retrained.length === 0;
    const { level: last, isFurther, isRetrained } = this.#before;
    const isAfter =
      (children > 0 && (isFurther || isRetrained)) || (further.length > 0 && isRetrained && children === 0);
    const isApart = last !== 0 && (hasRank || last !== level || isAfter); // from the group before: the rule of `groups.ts`
    requireOneForm(isEmpty ? hasFit && level === 0 : hasFit || isApart, place, 'a group');
    this.#before = { level, isFurther: further.length > 0, isRetrained: retrained.length > 0 };
    const waiting = rank.flatMap((record) => (this.#form.drops('waiting') ? [] : waitingOf(record, trained)));
    scale?.check([...trained, ...waiting].flatMap(({ predicted }) => predicted ?? []), place); // prettier-ignore
    return [...fit, ...rank, ...trained, ...further, ...retrained];
  }

  /** Children that were stopped and went on; that they are of the level, `checkLog` sees to. */
  #further(level: number): TrainRecord[] {
    const { stopping } = this.#form.config;
    const count = stopping === 'none' ? 0 : this.#from.count(MOST, 'number of children that went on');
    const further: TrainRecord[] = [];
    while (further.length < count) {
      const { accuracy: _a, failure: _f, epochs: _e, ...cell } = this.#cellAgain('child that went on', level);
      const { parameters: _same, ...outcome } = this.#outcomes.read();
      further.push(this.#staged({ ...cell, ...outcome }));
    }
    return further;
  }

  /** A child trained before, of this level if there is one. */
  #cellAgain(what: string, level?: number): TrainRecord {
    const { place } = this.#from;
    const cell = this.#trained[this.#from.below(this.#trained.length, what)]!;
    if (level !== undefined && cell.level !== level)
      throw new RangeError(`${place}: ${cell.notation} must be of level ${level} to be retrained`);
    return cell;
  }

  /** The record with the epochs after which it was stopped: how often its cell was trained tells them. */
  #staged(record: TrainRecord): TrainRecord {
    const stage = this.#stages.get(record.notation) ?? 0;
    this.#stages.set(record.notation, stage + 1);
    const epochs = record.accuracy === undefined ? undefined : this.#rounds[stage];
    return epochs === undefined ? record : { ...record, epochs };
  }

  #retrainings(level: number): RetrainRecord[] {
    const from = this.#from;
    const retrained: RetrainRecord[] = [];
    const count = this.#form.config.retrainings === 0 ? 0 : from.count(this.#retrainingsLeft, 'number of retrainings');
    this.#retrainingsLeft -= count;
    while (retrained.length < count) {
      const { notation } = this.#cellAgain('cell retrained', level);
      const repeat = (this.#repeats.get(notation) ?? 0) + 1;
      this.#repeats.set(notation, repeat);
      const { parameters: _same, ...outcome } = this.#outcomes.read();
      retrained.push({ type: 'retrain', notation, level, repeat, ...outcome });
    }
    return retrained;
  }

  /** What `LogWriter.confirmations` wrote; that they are of this search, `checkLog` sees to. */
  confirmations(): ConfirmRecord[] {
    const from = this.#from;
    const { confirmations, confirmationSeeds } = this.#form.config;
    const cells = Array.from({ length: from.count(confirmations, 'number of cells confirmed') }, () => {
      const { notation, level } = this.#cellAgain('cell confirmed');
      return { type: 'confirm' as const, notation, level };
    });
    const { place } = from;
    const count = from.count(cells.length * confirmationSeeds, 'number of confirmations');
    requireOneForm(count >= cells.length, place, 'cells confirmed');
    return Array.from({ length: count }, (_, i) => {
      const repeat = Math.floor(i / cells.length) + 1;
      return { ...cells[i % cells.length]!, repeat, ...this.#outcomes.readConfirmation() };
    });
  }

  /** @throws unless as many cells came as were announced without being written. */
  end(): void {
    const left = this.#given.length;
    if (left > 0) throw new RangeError(`${this.#from.place}: ${left} one-block cells more must have been trained`);
  }

  #fit(): FitRecord {
    const level = this.#from.count(MOST, 'level of a fit');
    const cells = this.#from.count(MOST, 'cells of a fit');
    const durationMs = this.#from.minifloat();
    const losses: number[] = [];
    if (!this.#form.drops('surrogate')) {
      for (let left = this.#from.count(MOST, 'number of losses'); left > 0; left--)
        losses.push(this.#from.float(32, 'loss'));
    }
    return { type: 'fit', level, cells, losses, durationMs };
  }

  #child(level: number, scale?: Scale): TrainRecord {
    const notation = this.#notation();
    const predicted = scale?.readValue(this.#from);
    const isWarm = this.#form.config.start === 'warm' && this.#from.flag();
    const record = this.#staged({
      type: 'train',
      notation,
      level,
      ...(predicted === undefined ? {} : { predicted }),
      ...(isWarm && { start: 'warm' as const }),
      ...this.#outcomes.read(this.cells.get(notation)),
    });
    this.#trained.push(record);
    return record;
  }

  #rank(level: number, trained: readonly TrainRecord[], scale: Scale | undefined): RankRecord {
    const from = this.#from;
    const candidates = from.count(Number.MAX_SAFE_INTEGER, 'number of candidates');
    const durationMs = from.minifloat();
    const drops = this.#form.drops('waiting');
    const { place } = from;
    const isOrdered = drops || !from.flag();
    const kept: RankRecord['kept'] = [];
    if (isOrdered) {
      for (const { notation, predicted } of trained) if (predicted !== undefined) kept.push({ notation, predicted });
    }
    const waiting = drops ? 0 : from.count(MOST, 'number of waiting cells');
    for (let left = waiting; left > 0; left--) {
      const { place: at } = from;
      const notation = this.#cells.read();
      const predicted = scale?.readValue(from);
      if (predicted === undefined) throw new RangeError(`${at}: a cell that waits must have a prediction`);
      kept.push({ notation, predicted });
    }
    const probes = this.#form.config.probes === 0 ? 0 : from.count(kept.length, 'number of probes');
    const curve = this.#form.drops('surrogate') ? [] : this.#heights();
    const rank: RankRecord = { type: 'rank', level, candidates, kept, ...(probes > 0 && { probes }), curve, durationMs }; // prettier-ignore
    const isAll = waiting === kept.length && trained.length > 0;
    requireOneForm(drops || (isAll !== isOrdered && waitingOf(rank, trained).length === waiting), place, 'cells kept');
    return rank;
  }

  #heights(): RankRecord['curve'] {
    const from = this.#from;
    const length = from.count(MOST, 'points of a ranking');
    const curve: RankRecord['curve'] = [];
    const heights = length > 0 ? Scale.read(from) : undefined;
    let rank = 0;
    while (curve.length < length) {
      rank += from.count(Number.MAX_SAFE_INTEGER, 'rank');
      const { place } = from;
      const predicted = heights!.readValue(from);
      if (predicted === undefined) throw new RangeError(`${place}: a rank must have a prediction`);
      curve.push([rank, predicted]);
    }
    heights?.check(curve.map(([, predicted]) => predicted), from.place); // prettier-ignore
    return curve;
  }

  #notation(): string {
    const given = this.#given.shift();
    return given === undefined ? this.#cells.read() : this.#cells.know(given);
  }
}
