/**
 * @file Children that were stopped early, kept for as long as they may be trained on: of each round the best, as many as may go on. One that is
 * missing, as in a run from a link, begins again and comes to the same.
 */
import { roundsOf } from '../../src/core/search/halving.ts';
import type { TrainCommand } from '../../src/core/search/commands.ts';
import type { TrainRecord } from '../../src/contract/records.ts';
import type { Checkpoint, Checkpoints, Children } from '../store/checkpoint.ts';

/** A first training: its cell, its place in its command, and how far it goes. */
interface Stage extends Pick<TrainCommand, 'until'> {
  readonly notation: string;
  readonly child: number;
}

export class StoppedChildren {
  readonly #checkpoints: Checkpoints;
  readonly #children: Children | undefined;
  readonly #firstRound: number;
  /** Accuracies of the round's children, as far as they were trained here. */
  #round = new Map<string, number>();

  /**
   * @param checkpoints of the child in training.
   * @param epochs of a child that is trained to the end.
   */
  constructor(checkpoints: Checkpoints, children: Children | undefined, epochs: number) {
    this.#checkpoints = checkpoints;
    this.#children = children;
    this.#firstRound = roundsOf(epochs)[0]!;
  }

  /** Where a first training is saved and goes on from. To be called before it begins. */
  async begin({ notation, child, until }: Stage): Promise<Checkpoints> {
    if (child === 0) this.#round = new Map();
    if (child === 0 && until?.epochs === this.#firstRound) await this.#children?.retain([]);
    const isOwn = (saved: Checkpoint | undefined): boolean =>
      saved?.notation === notation && saved.repeat === undefined && saved.purpose === undefined;
    return {
      ...this.#checkpoints,
      load: async () => {
        const inTraining = await this.#checkpoints.load();
        return isOwn(inTraining) ? inTraining : ((await this.#children?.load(notation)) ?? inTraining);
      },
      save: async (checkpoint) => {
        if (checkpoint.curve.length === until?.epochs) await this.#children?.save(checkpoint);
        else await this.#checkpoints.save(checkpoint);
      },
    };
  }

  /** To be called after it has ended: of the round's children, only those are kept that may go on. */
  async end({ until }: Stage, { notation, accuracy }: Pick<TrainRecord, 'notation' | 'accuracy'>): Promise<void> {
    if (until === undefined || accuracy === undefined) return this.#children?.remove(notation);
    this.#round.set(notation, accuracy);
    if (this.#round.size <= until.most) return;
    const [worst] = [...this.#round].reduce((low, one) => (one[1] <= low[1] ? one : low)); // of equals the later goes
    this.#round.delete(worst);
    await this.#children?.remove(worst);
  }
}
