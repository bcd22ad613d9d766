/**
 * @file Trains by what laptops have given back: results that are there are the search's, and where one is missing the search pauses. It never waits,
 * for nothing comes by itself.
 */
import type { RunHead } from '../../src/contract/records.ts';
import type { Job, Result } from '../../src/contract/room-messages.ts';
import type { Training } from '../../src/contract/shard.ts';
import { wrongInResult } from '../room/check-result.ts';
import { Paused, type Executor } from './drive.ts';
import { outcomeOf, placeOfTraining, trainingOf, trainRecordOf } from './jobs.ts';

export interface ShardOptions {
  readonly head: RunHead;
  /** Version of the code that all must have. */
  readonly code: string;
  /** Everything that came back; the first result of a training counts. */
  readonly results: readonly Result[];
}

export class ShardTrainers implements Pick<Executor, 'width' | 'train' | 'retrain' | 'confirm'> {
  /** All trainings of a command are asked for at once, so that all that are missing are known. */
  readonly width = Infinity;
  /** What the search has asked for and nobody has given back. */
  readonly missing: Training[] = [];
  /** Why results were not taken, in words. */
  readonly refused: string[] = [];
  readonly #options: ShardOptions;

  /** @throws {RangeError} for a run whose children start as trained networks: no weights travel. */
  constructor(options: ShardOptions) {
    if (options.head.config.start === 'warm')
      throw new RangeError('config: start must be cold in a split search; got warm');
    this.#options = options;
  }

  train: Executor['train'] = async (candidate, place) => {
    const { training, result } = this.#take(trainingOf('train', candidate.cell, placeOfTraining(candidate, place)));
    return trainRecordOf(training, result, '');
  };

  retrain: Executor['retrain'] = async (cell, place) => {
    const { training, result } = this.#take(trainingOf('retrain', cell, place));
    return { type: 'retrain', ...outcomeOf(training, result, ''), repeat: place.repeat };
  };

  confirm: Executor['confirm'] = async (cell, place) => {
    const { training, result } = this.#take(trainingOf('confirm', cell, place));
    return { type: 'confirm', ...outcomeOf(training, result, ''), repeat: place.repeat };
  };

  /** @throws {Paused} where there is no result that is one of this training. */
  #take(training: Training): { readonly training: Training; readonly result: Result } {
    const { head, code, results } = this.#options;
    const { id: run, config, streams, data } = head;
    const job: Job = { run, config, streams, data, code, token: '0'.repeat(32), ...training };
    for (const result of results.filter(({ id }) => id === training.id)) {
      const wrong = wrongInResult(job, result);
      if (wrong === undefined) return { training, result };
      this.refused.push(`A result of ${training.notation} is not one of this search: ${wrong}`);
    }
    this.missing.push(training);
    throw new Paused();
  }
}
