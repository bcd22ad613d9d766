/** @file Reads what came of each training from a result link; `outcome-writer.ts` is the format. */
import type { Cell } from '../../core/space/cell.ts';
import { ParameterCounter } from '../../core/network/parameter-count.ts';
import { FAILURE_REASONS } from '../failures.ts';
import type { TrainRecord } from '../records.ts';
import { requireOneForm, type BitReader } from './bits.ts';
import { FAILURE_BITS, MOST, type Form } from './log-form.ts';

type TrainingOutcome = Pick<TrainRecord, 'accuracy' | 'failure' | 'curve' | 'durationMs'>;

export class OutcomeReader {
  readonly #from: BitReader;
  readonly #form: Form;
  readonly #counter: ParameterCounter;

  constructor(from: BitReader, form: Form) {
    this.#from = from;
    this.#form = form;
    this.#counter = new ParameterCounter(form.config);
  }

  /** @param cell whose parameters stand in it; none do in a retraining's. */
  read(cell?: Cell): TrainingOutcome & Pick<TrainRecord, 'parameters'> {
    const { steps, drops, parameterBits } = this.#form;
    const [code, result] = this.#accuracy(steps);
    const readParameters = (of: Cell): number =>
      drops('parameters') ? this.#counter.count(of) : this.#from.uint(parameterBits);
    const parameters = cell === undefined ? 0 : readParameters(cell);
    const durationMs = this.#duration();
    return { ...result, curve: this.#curve(code), durationMs, parameters };
  }

  /** The accuracy is on other images than the curve. */
  readConfirmation(): TrainingOutcome {
    const [, result] = this.#accuracy(this.#form.confirmedSteps);
    const durationMs = this.#duration();
    return { ...result, curve: this.#curve(undefined), durationMs };
  }

  #accuracy(steps: number): [code: number, result: Pick<TrainRecord, 'accuracy' | 'failure'>] {
    const code = this.#from.below(steps + 2, 'accuracy');
    if (code <= steps) return [code, { accuracy: code / steps }];
    const reason = FAILURE_REASONS[this.#from.below(FAILURE_REASONS.length, 'failure', FAILURE_BITS)]!;
    return [code, { failure: { reason, message: reason } }];
  }

  #duration(): number {
    return this.#form.drops('durations') ? 0 : this.#from.minifloat();
  }

  /** @param accuracy its last value where it has one for each epoch; undefined: it is another's. */
  #curve(accuracy: number | undefined): number[] {
    const { steps, config, drops } = this.#form;
    if (drops('curves')) return [];
    const { place } = this.#from;
    const isWhole = this.#from.flag();
    if (isWhole && !(accuracy! <= steps))
      throw new RangeError(`${place}: only the curve of a child that was measured can be whole`);
    const codes: number[] = [];
    const length = isWhole ? config.epochs - 1 : this.#from.count(MOST, 'number of epochs');
    while (codes.length < length) codes.push(this.#from.below(steps + 1, 'accuracy of an epoch'));
    if (isWhole) codes.push(accuracy!);
    else requireOneForm(length !== config.epochs || codes.at(-1) !== accuracy, place, 'a whole curve');
    return codes.map((code) => code / steps);
  }
}
