/** @file Reads a run's log from a result link; `log-writer.ts` is the format. */
import { firstLevel } from '../../core/blocks.ts';
import { formatCell, type Cell } from '../../core/cell.ts';
import { parameterCount } from '../../core/layers.ts';
import { layerTable } from '../../core/macro.ts';
import type { SearchConfig } from '../config.ts';
import { FAILURE_REASONS } from '../failures.ts';
import type { FitRecord, LogRecord, RankRecord, RetrainRecord, TrainRecord } from '../records.ts';
import { bestOf, trainRecords } from '../run-file.ts';
import type { BitReader } from './bits.ts';
import { CellReader } from './cells.ts';
import { FAILURE_BITS, formOf, MOST, type Form, type Part } from './log-form.ts';
import { Scale } from './scale.ts';

/** Reads what `writeLog` wrote. @throws {RangeError} with the place in the link. */
export function readLog(from: BitReader, config: SearchConfig, dropped: readonly Part[]): LogRecord[] {
  const isExact = from.flag();
  const most = dropped.includes('parameters') ? 0 : from.count(MOST, 'number of parameters');
  const isDone = from.flag();
  const first = firstLevel(config);
  const given = first.slice(0, from.count(first.length, 'number of one-block cells in order'));
  const groups = from.count(MOST, 'number of groups');
  const reader = new LogReader(from, formOf(config, dropped, isExact, most), given);
  const log: LogRecord[] = [];
  for (let i = 0; i < groups; i++) log.push(...reader.group());
  reader.end();
  const best = bestOf(trainRecords({ log }))?.notation;
  if (isDone) log.push({ type: 'done', ...(best === undefined ? {} : { best }) });
  return log;
}

class LogReader {
  readonly #from: BitReader;
  readonly #form: Form;
  readonly #cells: CellReader;
  readonly #given: Cell[];
  readonly #trained: TrainRecord[] = [];
  readonly #repeats = new Map<string, number>();
  #retrainingsLeft: number;

  constructor(from: BitReader, form: Form, given: readonly Cell[]) {
    this.#from = from;
    this.#form = form;
    this.#cells = new CellReader(from, form.config);
    this.#given = [...given];
    this.#retrainingsLeft = form.config.retrainings;
  }

  group(): LogRecord[] {
    const from = this.#from;
    const hasFit = from.flag();
    const hasRank = from.flag();
    const level = from.count(MOST, 'level');
    const children = from.count(MOST, 'number of children');
    const scale = from.flag() ? Scale.read(from) : undefined;
    const fit = hasFit ? [this.#fit()] : [];
    const trained: TrainRecord[] = [];
    for (let i = 0; i < children; i++) trained.push(this.#child(level, scale));
    const rank = hasRank ? [this.#rank(level, trained, scale)] : [];
    return [...fit, ...rank, ...trained, ...this.#retrainings(level)];
  }

  #retrainings(level: number): RetrainRecord[] {
    const from = this.#from;
    const { place } = from;
    const retrained: RetrainRecord[] = [];
    const count = this.#form.config.retrainings === 0 ? 0 : from.count(this.#retrainingsLeft, 'number of retrainings');
    this.#retrainingsLeft -= count;
    while (retrained.length < count) {
      const { notation, ...cell } = this.#trained[from.below(this.#trained.length, 'cell retrained')]!;
      if (cell.level !== level) throw new RangeError(`${place}: ${notation} must be of level ${level} to be retrained`);
      const repeat = (this.#repeats.get(notation) ?? 0) + 1;
      this.#repeats.set(notation, repeat);
      const { parameters: _same, ...outcome } = this.#outcome();
      retrained.push({ type: 'retrain', notation, level, repeat, ...outcome });
    }
    return retrained;
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
    const cell = this.#cell();
    const predicted = scale?.readValue(this.#from);
    const record: TrainRecord = {
      type: 'train',
      notation: formatCell(cell),
      level,
      ...(predicted === undefined ? {} : { predicted }),
      ...this.#outcome(cell),
    };
    this.#trained.push(record);
    return record;
  }

  /** @param cell whose parameters stand in it; none do in a retraining's. */
  #outcome(cell?: Cell): Pick<TrainRecord, 'accuracy' | 'failure' | 'curve' | 'durationMs' | 'parameters'> {
    const { steps, drops, parameterBits, config } = this.#form;
    const code = this.#from.below(steps + 2, 'accuracy');
    const failed = code > steps;
    const reason = failed
      ? FAILURE_REASONS[this.#from.below(FAILURE_REASONS.length, 'failure', FAILURE_BITS)]!
      : undefined;
    const readParameters = (of: Cell): number =>
      drops('parameters') ? parameterCount(layerTable(of, config)) : this.#from.uint(parameterBits);
    const parameters = cell === undefined ? 0 : readParameters(cell);
    const durationMs = drops('durations') ? 0 : this.#from.minifloat();
    const curve = drops('curves') ? [] : this.#curve(code);
    return {
      ...(reason === undefined ? { accuracy: code / steps } : { failure: { reason, message: reason } }),
      curve: curve.map((share) => share / steps),
      durationMs,
      parameters,
    };
  }

  #curve(accuracy: number): number[] {
    const { place } = this.#from;
    const { steps, config } = this.#form;
    const isWhole = this.#from.flag();
    if (isWhole && accuracy > steps) throw new RangeError(`${place}: a failed child must not have a whole curve`);
    const codes: number[] = [];
    const length = isWhole ? config.epochs - 1 : this.#from.count(MOST, 'number of epochs');
    while (codes.length < length) codes.push(this.#from.below(steps + 1, 'accuracy of an epoch'));
    return isWhole ? [...codes, accuracy] : codes;
  }

  #rank(level: number, trained: readonly TrainRecord[], scale: Scale | undefined): RankRecord {
    const from = this.#from;
    const candidates = from.count(Number.MAX_SAFE_INTEGER, 'number of candidates');
    const durationMs = from.minifloat();
    const kept: RankRecord['kept'] = [];
    if (this.#form.drops('waiting') || !from.flag()) kept.push(...trained.flatMap(({ notation, predicted }) => predicted === undefined ? [] : [{ notation, predicted }])); // prettier-ignore
    if (!this.#form.drops('waiting')) {
      for (let left = from.count(MOST, 'number of waiting cells'); left > 0; left--) {
        const { place } = from;
        const notation = formatCell(this.#cell());
        const predicted = scale?.readValue(from);
        if (predicted === undefined) throw new RangeError(`${place}: a cell that waits must have a prediction`);
        kept.push({ notation, predicted });
      }
    }
    return {
      type: 'rank',
      level,
      candidates,
      kept,
      curve: this.#form.drops('surrogate') ? [] : this.#heights(),
      durationMs,
    };
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
    return curve;
  }

  #cell(): Cell {
    const given = this.#given.shift();
    if (given === undefined) return this.#cells.read();
    this.#cells.know(given);
    return given;
  }
}
