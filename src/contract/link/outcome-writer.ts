/** @file Writes what came of each training into a result link. */
import { FAILURE_REASONS } from '../failures.ts';
import type { ConfirmRecord, RetrainRecord } from '../records.ts';
import { widthOf, type BitWriter } from './bits.ts';
import { FAILURE_BITS, type Form } from './log-form.ts';

/** What came of a training, of whichever kind. */
type TrainingOutcome = Omit<RetrainRecord, 'type' | 'repeat'>;

export class OutcomeWriter {
  readonly #to: BitWriter;
  readonly #form: Form;

  constructor(to: BitWriter, form: Form) {
    this.#to = to;
    this.#form = form;
  }

  /** Accuracy or failure; parameters, if given; minifloat: time; curve. */
  write(record: TrainingOutcome, parameters?: number): void {
    const { steps, drops, parameterBits } = this.#form;
    const code = this.#accuracy(record, steps);
    if (parameters !== undefined && !drops('parameters')) this.#to.uint(parameters, parameterBits);
    if (!drops('durations')) this.#to.minifloat(record.durationMs);
    this.#curve(record.curve, code);
  }

  /** The same without parameters: the accuracy is on other images than the curve. */
  writeConfirmation(record: ConfirmRecord): void {
    this.#accuracy(record, this.#form.confirmedSteps);
    if (!this.#form.drops('durations')) this.#to.minifloat(record.durationMs);
    this.#curve(record.curve, undefined);
  }

  #accuracy({ notation, accuracy, failure }: TrainingOutcome, steps: number): number {
    if (accuracy === undefined && failure === undefined) {
      throw new RangeError(`run: ${notation} must have an accuracy or a failure`);
    }
    const code = accuracy === undefined ? steps + 1 : Math.round(accuracy * steps);
    this.#to.uint(code, widthOf(steps + 2));
    if (accuracy === undefined) this.#to.uint(FAILURE_REASONS.indexOf(failure!.reason), FAILURE_BITS);
    return code;
  }

  /** A flag: one value an epoch, the last is the accuracy and not written; else a count. Then the values. */
  #curve(curve: readonly number[], accuracy: number | undefined): void {
    const { steps, drops, config } = this.#form;
    if (drops('curves')) return;
    const codes = curve.map((share) => Math.round(share * steps));
    const isWhole = codes.length === config.epochs && codes.at(-1) === accuracy;
    this.#to.flag(isWhole);
    if (!isWhole) this.#to.count(codes.length);
    for (const code of isWhole ? codes.slice(0, -1) : codes) this.#to.uint(code, widthOf(steps + 1));
  }
}
