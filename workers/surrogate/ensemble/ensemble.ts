/**
 * @file The paper's ensembles (section 4.2 and appendix): networks over a cell's tokens whose members are trained together, each from
 * scratch on its own 4/5 of the data, with L1 loss on the accuracy. They run on the GPU, or in WebAssembly where there is none: a
 * software device is many times slower than either. Initial weights come from our own random streams, the same for both.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { mean } from '../../../src/core/stats.ts';
import { streamsOf, type Streams } from '../../../src/core/streams/streams.ts';
import {
  BATCH,
  PREDICT_BATCH,
  type Drawn,
  type MemberBatch,
  type PaperNetwork,
  type Trainer,
} from './paper-network.ts';
import { memberShare } from '../base/ranking-loss.ts';
import {
  sizeOfFamilies,
  type Predictions,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Siblings,
} from '../base/surrogate.ts';
import { byLevel, type Level } from '../base/targets.ts';
import { tokensOf } from './tokens.ts';
import { createYieldPoint, type YieldPoint } from '../../scheduling/yield-point.ts';

/** Adam's learning rate at b = 1 and later (paper, appendix). */
const FIRST_LEARNING_RATE = 0.01;
const LATER_LEARNING_RATE = 0.002;
/**
 * Fewest steps of a fit, which ends with an epoch (ours; the paper states none). Not a number of epochs: on a first level of 36 cells
 * 40 epochs are few steps.
 */
const STEPS = 1000;

/** Options of the paper's surrogates. */
export interface EnsembleOptions {
  readonly seed: number;
  /** The run's random streams; the newest version unless given. */
  readonly streams?: Streams;
  /** 1, or the paper's 5. */
  readonly members: number;
  /** Whether tfjs's current backend is WebGPU on a graphics card; false unless given. */
  readonly onGpu?: boolean;
  /** Called between steps of a fit, and between batches predicted; yields to the event loop unless given. */
  readonly yieldPoint?: YieldPoint;
}

/** Schema of the saved ensemble: every tensor's values, row-major. */
const SavedSchema = v.object({
  members: v.number(),
  fits: v.number(),
  weights: v.record(v.string(), v.array(v.number())),
});

export class Ensemble implements SavableSurrogate {
  readonly #network: PaperNetwork;
  readonly startsFromScratch = true;
  readonly #options: EnsembleOptions;
  readonly #yieldPoint: YieldPoint;
  #trainer: Trainer | undefined;
  #fits = 0;

  constructor(network: PaperNetwork, options: EnsembleOptions) {
    this.#network = network;
    this.#options = options;
    this.#yieldPoint = options.yieldPoint ?? createYieldPoint();
  }

  async fit(measured: readonly Measured[]): Promise<FitReport> {
    if (measured.length === 0) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    const { seed, members, streams = streamsOf() } = this.#options;
    const rng = streams.stream(seed, 'encoder', this.#fits);
    const levels = byLevel(measured);
    const rate = levels.length === 1 ? FIRST_LEARNING_RATE : LATER_LEARNING_RATE;
    const bias = logit(mean(measured.map(({ accuracy }) => accuracy)));
    const trainer = this.#open(this.#network.draw(members, bias, rng, streams.operatorRows));
    const shares = levels.map((level) => memberShares(level, members, rng));
    let losses: readonly number[] = [];
    for (let steps = 0; steps < STEPS;) {
      const batches = rng.shuffle(levels.flatMap((level, i) => memberBatches(level, shares[i]!, rng)));
      for (const batch of batches) {
        await this.#yieldPoint();
        trainer.step(batch, rate);
      }
      steps += batches.length;
      // One readback per epoch bounds the queue of the device and gives the loss to show.
      losses = (await trainer.takeLosses()).map((total) => total / batches.length);
    }
    this.#fits++; // an abandoned fit does not count
    return { losses };
  }

  skipFits(count: number): void {
    this.#fits += count;
  }

  async predict(families: readonly Siblings[]): Promise<Predictions> {
    if (this.#trainer === undefined) throw new Error('encoder: must be fitted before it predicts');
    const size = sizeOfFamilies(families);
    const accuracies = new Float64Array(size);
    const spreads = new Float64Array(size);
    for (const { tokens, places } of batchByLength(families, this.#predictBatch)) {
      await this.#yieldPoint();
      const { means, deviations } = await this.#trainer.predict(tokens);
      for (const [i, place] of places.entries()) {
        accuracies[place] = means[i]!;
        spreads[place] = deviations[i]!;
      }
    }
    return { accuracies, spreads };
  }

  async save(): Promise<v.InferOutput<typeof SavedSchema>> {
    if (this.#trainer === undefined) throw new Error('encoder: must be fitted before it is saved');
    const values = Object.entries(await this.#trainer.values());
    const weights = Object.fromEntries(values.map(([name, own]) => [name, [...own]]));
    return { members: this.#options.members, fits: this.#fits, weights };
  }

  restore(saved: unknown): void {
    const { members, fits, weights } = parseWith(SavedSchema, saved, 'encoder');
    if (members !== this.#options.members) {
      throw new RangeError(`encoder: needs the weights of ${this.#options.members} members; got ${members}`);
    }
    const drawn = this.#network.draw(members, 0, streamsOf().stream(0, 'restore'));
    for (const [name, { values }] of Object.entries(drawn)) {
      if (weights[name]?.length !== values.length) {
        throw new RangeError(`encoder: ${name} needs ${values.length} values; got ${weights[name]?.length ?? 'none'}`);
      }
      values.set(weights[name]);
    }
    this.#open(drawn);
    this.#fits = fits;
  }

  /** Cells per call: a batch in WebAssembly blocks the thread; on a GPU it does not, and large batches are faster. */
  get #predictBatch(): number {
    return this.#options.onGpu === true ? PREDICT_BATCH : PREDICT_BATCH / 8;
  }

  dispose(): void {
    this.#trainer?.dispose();
    this.#trainer = undefined;
  }

  #open(drawn: Drawn): Trainer {
    this.dispose();
    this.#trainer = this.#options.onGpu === true ? this.#network.onGpu(drawn) : this.#network.onWasm(drawn);
    return this.#trainer;
  }
}

/** The logit of a probability, clipped to [0.01, 0.99]. */
function logit(share: number): number {
  const clipped = Math.min(Math.max(share, 0.01), 0.99);
  return Math.log(clipped / (1 - clipped));
}

/** Indices of the cells that each member is trained on: all for a single member, else a random 4/5. */
function memberShares({ measured }: Level, members: number, rng: Rng): number[][] {
  const all = [...measured.keys()];
  return Array.from({ length: members }, () => (members === 1 ? [...all] : memberShare(all.length, rng)));
}

/** An epoch's batches of one level, shuffled for each member. */
function memberBatches({ measured }: Level, shares: readonly number[][], rng: Rng): MemberBatch[] {
  const orders = shares.map((share) => rng.shuffle(share));
  const batches: MemberBatch[] = [];
  for (let from = 0; from < orders[0]!.length; from += BATCH) {
    const own = orders.map((order) => order.slice(from, from + BATCH).map((i) => measured[i]!));
    batches.push({
      tokens: own.map((cells) => cells.map(({ cell }) => tokensOf(cell))),
      accuracies: own.map((cells) => cells.map(({ accuracy }) => accuracy)),
    });
  }
  return batches;
}

/** The families' cells as tokens, in batches of cells of the same length, and each cell's index among all. */
export function* batchByLength(
  families: readonly Siblings[],
  size: number,
  read: typeof tokensOf = tokensOf,
): Generator<{ tokens: readonly (readonly number[])[]; places: readonly number[] }> {
  const lengths = [...new Set(families.map(({ parent }) => parent.length))];
  for (const length of lengths) {
    let tokens: number[][] = [];
    let places: number[] = [];
    let place = 0;
    for (const { parent, blocks } of families) {
      const own = parent.length === length ? read(parent) : [];
      for (const block of blocks) {
        if (parent.length === length) {
          tokens.push([...own, ...read([block])]);
          places.push(place);
        }
        place++;
        if (tokens.length < size) continue;
        yield { tokens, places };
        tokens = [];
        places = [];
      }
    }
    if (tokens.length > 0) yield { tokens, places };
  }
}
