/** @file Writes a run's log into a result link, group by group: the format of the log. */
import { firstLevel } from '../../core/space/blocks.ts';
import { formatCell, parseCell } from '../../core/space/cell.ts';
import type { SearchConfig } from '../config.ts';
import { FAILURE_REASONS } from '../failures.ts';
import type { FitRecord, LogRecord, RankRecord, RetrainRecord, TrainRecord } from '../records.ts';
import { isOver, outcomesOf, retrainRecords, trainRecords } from '../run-file.ts';
import { widthOf, type BitWriter } from './bits.ts';
import { CellWriter } from './cells.ts';
import { groupsOf, type Group } from './groups.ts';
import { FAILURE_BITS, formOf, isMultiple, waitingOf, type Form, type Part } from './log-form.ts';
import { scaleOf, writeScale, writeScaled } from './scale-writer.ts';
import type { Scale } from './scale.ts';

/**
 * Writes a log: a flag, accuracies are whole numbers of images; unless dropped, the greatest number of parameters as a
 * count; a flag, the search came to its end; a count, leading children that are the space's one-block cells in order (they
 * are not written); a count of groups, and the groups.
 * @param log its train records may be only some of the run's.
 */
export function writeLog(
  to: BitWriter,
  log: readonly LogRecord[],
  config: SearchConfig,
  dropped: readonly Part[],
): void {
  const trained = trainRecords({ log });
  const isExact = [...trained, ...retrainRecords({ log })].every(({ accuracy, curve }) =>
    [...(dropped.includes('curves') ? [] : curve), accuracy ?? 0].every((share) =>
      isMultiple(share, config.validationImages),
    ),
  );
  const most = trained.reduce((sofar, { parameters }) => Math.max(sofar, parameters), 0);
  const form = formOf(config, dropped, isExact, most);
  to.flag(isExact);
  if (!form.drops('parameters')) to.count(most);
  to.flag(isOver(log));
  const first = firstLevel(config).map(formatCell);
  const given = trained.findIndex(({ notation }, i) => notation !== first[i]);
  const groups = groupsOf(outcomesOf(log));
  to.count(given === -1 ? trained.length : given);
  to.count(groups.length);
  const writer = new LogWriter(to, form, given === -1 ? trained.length : given);
  for (const group of groups) writer.group(group);
}

class LogWriter {
  readonly #to: BitWriter;
  readonly #form: Form;
  readonly #cells: CellWriter;
  #given: number;
  /** Notations in the order written: what a retraining is the place of. */
  readonly #notations: string[] = [];
  readonly #repeats = new Map<string, number>();

  constructor(to: BitWriter, form: Form, given: number) {
    this.#to = to;
    this.#form = form;
    this.#cells = new CellWriter(to, form.config);
    this.#given = given;
  }

  /** Flags: fit, rank. A count, the level. A count of children; the scale of predictions, if there are any (a flag). The parts. Where cells are retrained: a count, and these. */
  group({ fit, rank, trained, retrained }: Group): void {
    const to = this.#to;
    to.flag(fit !== undefined);
    to.flag(rank !== undefined);
    to.count(rank?.level ?? trained[0]?.level ?? retrained[0]?.level ?? 0);
    to.count(trained.length);
    const waiting = rank === undefined || this.#form.drops('waiting') ? [] : waitingOf(rank, trained);
    const predictions = [...trained, ...waiting].flatMap(({ predicted }) => predicted ?? []);
    const scale = predictions.length === 0 ? undefined : scaleOf(predictions);
    to.flag(scale !== undefined);
    if (scale !== undefined) writeScale(to, scale);
    if (fit !== undefined) this.#fit(fit);
    for (const record of trained) this.#child(record, scale);
    if (rank !== undefined) this.#rank(rank, waiting, trained, scale);
    if (this.#form.config.retrainings > 0) to.count(retrained.length);
    for (const record of retrained) this.#retraining(record);
  }

  /** The cell's place among all children so far; accuracy or failure; curve; minifloat: time. Which repeat it is, their order says. */
  #retraining(record: RetrainRecord): void {
    const { notation, repeat } = record;
    const place = this.#notations.indexOf(notation);
    const next = (this.#repeats.get(notation) ?? 0) + 1;
    this.#repeats.set(notation, next);
    if (place === -1 || repeat !== next) {
      throw new RangeError(`run: retraining ${repeat} of ${notation} must be number ${next} of a cell trained before`);
    }
    this.#to.uint(place, widthOf(this.#notations.length));
    this.#outcome(record);
  }

  /** Counts: level, cells; minifloat: time; a count of losses and each as a 32-bit float. */
  #fit({ level, cells, durationMs, losses }: FitRecord): void {
    this.#to.count(level);
    this.#to.count(cells);
    this.#to.minifloat(durationMs);
    if (this.#form.drops('surrogate')) return;
    this.#to.count(losses.length);
    for (const loss of losses) this.#to.float(loss, 32);
  }

  /** The cell; its prediction; its outcome. */
  #child(record: TrainRecord, scale?: Scale): void {
    this.#cell(record.notation);
    this.#notations.push(record.notation);
    if (scale !== undefined) writeScaled(this.#to, scale, record.predicted);
    this.#outcome(record, record.parameters);
  }

  /** Accuracy or failure; parameters, if given; minifloat: time; curve. */
  #outcome(
    { notation, accuracy, failure, curve, durationMs }: Omit<RetrainRecord, 'type' | 'repeat'>,
    parameters?: number,
  ): void {
    const { steps, drops, parameterBits, config } = this.#form;
    if (accuracy === undefined && failure === undefined) {
      throw new RangeError(`run: ${notation} must have an accuracy or a failure`);
    }
    const code = accuracy === undefined ? steps + 1 : Math.round(accuracy * steps);
    this.#to.uint(code, widthOf(steps + 2));
    if (accuracy === undefined) this.#to.uint(FAILURE_REASONS.indexOf(failure!.reason), FAILURE_BITS);
    if (parameters !== undefined && !drops('parameters')) this.#to.uint(parameters, parameterBits);
    if (!drops('durations')) this.#to.minifloat(durationMs);
    if (!drops('curves')) this.#curve(curve.map((share) => Math.round(share * steps)), code, config.epochs); // prettier-ignore
  }

  /** A flag: one value an epoch, the last is the accuracy and not written; else a count. Then the values. */
  #curve(codes: readonly number[], accuracy: number, epochs: number): void {
    const isWhole = codes.length === epochs && codes.at(-1) === accuracy;
    this.#to.flag(isWhole);
    if (!isWhole) this.#to.count(codes.length);
    for (const code of isWhole ? codes.slice(0, -1) : codes) this.#to.uint(code, widthOf(this.#form.steps + 1));
  }

  /** A count: candidates; minifloat: time; waiting cells; the curve, its scale first, ranks as counts from the one before. */
  #rank(
    { candidates, durationMs, curve, kept }: RankRecord,
    waiting: RankRecord['kept'],
    trained: readonly TrainRecord[],
    scale: Scale | undefined,
  ): void {
    const to = this.#to;
    to.count(candidates);
    to.minifloat(durationMs);
    if (!this.#form.drops('waiting')) {
      to.flag(waiting.length === kept.length && trained.length > 0); // kept is not the order trained in
      to.count(waiting.length);
      for (const { notation, predicted } of waiting) {
        this.#cells.write(parseCell(notation, this.#form.config));
        writeScaled(to, scale!, predicted);
      }
    }
    if (this.#form.drops('surrogate')) return;
    to.count(curve.length);
    const heights = scaleOf(curve.map(([, predicted]) => predicted));
    if (curve.length > 0) writeScale(to, heights);
    let last = 0;
    for (const [rank, predicted] of curve) {
      to.count(rank - last);
      writeScaled(to, heights, predicted);
      last = rank;
    }
  }

  #cell(notation: string): void {
    const cell = parseCell(notation, this.#form.config);
    if (this.#given-- > 0) this.#cells.know(cell);
    else this.#cells.write(cell);
  }
}
