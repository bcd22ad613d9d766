/** @file Writes a run's log into a result link, group by group: the format of the log. */
import { firstLevel } from '../../core/space/blocks.ts';
import { formatCell, parseCell } from '../../core/space/cell.ts';
import type {
  ConfirmRecord,
  FitRecord,
  LogRecord,
  RankRecord,
  RetrainRecord,
  RunHead,
  TrainRecord,
} from '../records.ts';
import { drawnCells } from '../probes.ts';
import { confirmRecords, isOver, outcomesOf, trainRecords } from '../run-file.ts';
import { widthOf, type BitWriter } from './bits.ts';
import { CellWriter } from './cells.ts';
import { groupsOf, type Group } from './groups.ts';
import { formOf, isExactLog, waitingOf, type Form, type Part } from './log-form.ts';
import { OutcomeWriter } from './outcome-writer.ts';
import { scaleOf, writeScale, writeScaled } from './scale-writer.ts';
import type { Scale } from './scale.ts';

/**
 * Writes a log: a flag, accuracies are whole numbers of images; unless dropped, the greatest number of parameters as a
 * count; a flag, the search came to its end; a count, leading children that are the space's one-block cells in order (they
 * are not written); a count of groups, and the groups; in a search that confirms, the confirmations.
 * @param log its train records may be only some of the run's.
 */
export function writeLog(
  to: BitWriter,
  log: readonly LogRecord[],
  head: Pick<RunHead, 'config' | 'data'>,
  dropped: readonly Part[],
): void {
  const { config } = head;
  const trained = trainRecords({ log });
  const isExact = isExactLog(log, head, dropped);
  const most = trained.reduce((sofar, { parameters }) => Math.max(sofar, parameters), 0);
  const form = formOf(head, { dropped, isExact, most });
  to.flag(isExact);
  if (!form.drops('parameters')) to.count(most);
  to.flag(isOver(log));
  const first = firstLevel(config).map(formatCell);
  const given = trained.findIndex(({ notation }, i) => notation !== first[i]);
  const groups = groupsOf(outcomesOf(log), config);
  to.count(given === -1 ? trained.length : given);
  to.count(groups.length);
  const writer = new LogWriter(to, form, given === -1 ? trained.length : given);
  for (const group of groups) writer.group(group);
  if (config.confirmations > 0) writer.confirmations(confirmRecords({ log }));
}

class LogWriter {
  readonly #to: BitWriter;
  readonly #form: Form;
  readonly #cells: CellWriter;
  readonly #outcomes: OutcomeWriter;
  #given: number;
  /** Notations in the order written: what a retraining is the place of. */
  readonly #notations: string[] = [];
  readonly #repeats = new Map<string, number>();

  constructor(to: BitWriter, form: Form, given: number) {
    this.#to = to;
    this.#form = form;
    this.#cells = new CellWriter(to, form.config);
    this.#outcomes = new OutcomeWriter(to, form);
    this.#given = given;
  }

  /** Flags: fit, rank. A count, the level. A count of children; the scale of predictions, if there are any (a flag). The parts. Where children are stopped early: a count of those that went on, and these. Where cells are retrained: a count, and these. */
  group({ fit, rank, trained, further, retrained }: Group): void {
    const to = this.#to;
    to.flag(fit !== undefined);
    to.flag(rank !== undefined);
    to.count(rank?.level ?? [...trained, ...further, ...retrained][0]?.level ?? 0);
    to.count(trained.length);
    const waiting = rank === undefined || this.#form.drops('waiting') ? [] : waitingOf(rank, trained);
    const predictions = [...trained, ...waiting].flatMap(({ predicted }) => predicted ?? []);
    const scale = predictions.length === 0 ? undefined : scaleOf(predictions);
    to.flag(scale !== undefined);
    if (scale !== undefined) writeScale(to, scale);
    if (fit !== undefined) this.#fit(fit);
    for (const record of trained) this.#child(record, scale);
    if (rank !== undefined) this.#rank(rank, waiting, trained, scale);
    if (this.#form.config.stopping !== 'none') to.count(further.length);
    for (const record of further) this.#outcomeOf(record);
    if (this.#form.config.retrainings > 0) to.count(retrained.length);
    for (const record of retrained) this.#retraining(record);
  }

  /** A count of cells, and the place of each among all children; a count, and so many outcomes: of these cells in turn, with each seed once. */
  confirmations(records: readonly ConfirmRecord[]): void {
    const cells = records.filter(({ repeat }) => repeat === 1);
    this.#to.count(cells.length);
    for (const { notation } of cells) {
      const place = this.#notations.indexOf(notation);
      if (place === -1) throw new RangeError(`run: ${notation} must be trained before it is confirmed`);
      this.#to.uint(place, widthOf(this.#notations.length));
    }
    this.#to.count(records.length);
    for (const [i, record] of records.entries()) {
      const cell = cells[i % cells.length]?.notation;
      if (record.notation !== cell)
        throw new RangeError(`run: confirmation ${i} must be of ${cell}; got ${record.notation}`);
      this.#outcomes.writeConfirmation(record);
    }
  }

  #retraining(record: RetrainRecord): void {
    const { notation, repeat } = record;
    const place = this.#notations.indexOf(notation);
    const next = (this.#repeats.get(notation) ?? 0) + 1;
    this.#repeats.set(notation, next);
    if (place === -1 || repeat !== next) {
      throw new RangeError(`run: retraining ${repeat} of ${notation} must be number ${next} of a cell trained before`);
    }
    this.#outcomeOf(record);
  }

  /** The cell's place among all children so far; accuracy or failure; curve; minifloat: time. Which repeat or stage it is, their order says. */
  #outcomeOf(record: TrainRecord | RetrainRecord): void {
    this.#to.uint(this.#notations.indexOf(record.notation), widthOf(this.#notations.length));
    this.#outcomes.write(record);
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

  /** The cell; its prediction; where children start warm a flag, it did; its outcome. */
  #child(record: TrainRecord, scale?: Scale): void {
    this.#cell(record.notation);
    this.#notations.push(record.notation);
    if (scale !== undefined) writeScaled(this.#to, scale, record.predicted);
    if (this.#form.config.start === 'warm') this.#to.flag(record.start === 'warm');
    this.#outcomes.write(record, record.parameters);
  }

  /** A count: candidates; minifloat: time; waiting cells; in a search with probes how many of its cells are; the curve, its scale first, ranks as counts from the one before. */
  #rank(
    record: RankRecord,
    waiting: RankRecord['kept'],
    trained: readonly TrainRecord[],
    scale: Scale | undefined,
  ): void {
    const to = this.#to;
    const { candidates, durationMs, curve, kept } = record;
    to.count(candidates);
    to.minifloat(durationMs);
    const isAll = !this.#form.drops('waiting') && waiting.length === kept.length && trained.length > 0;
    if (!this.#form.drops('waiting')) {
      to.flag(isAll); // kept is not the order trained in
      to.count(waiting.length);
      for (const { notation, predicted } of waiting) {
        this.#cells.write(parseCell(notation, this.#form.config));
        writeScaled(to, scale!, predicted);
      }
    }
    if (this.#form.config.probes > 0) {
      const asRead = isAll ? waiting : [...trained.filter(({ predicted }) => predicted !== undefined), ...waiting];
      to.count(probesAmong(asRead, record));
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

/** How many of these, the last, were drawn by lot: a link may have only some of a level's cells. */
function probesAmong(cells: readonly { readonly notation: string }[], rank: RankRecord): number {
  const drawn = drawnCells(rank);
  return cells.length - 1 - cells.findLastIndex(({ notation }) => !drawn.has(notation));
}
