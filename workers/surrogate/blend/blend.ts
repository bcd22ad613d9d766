/**
 * @file The default surrogate: the mean of a kernel ridge (A) and an ensemble of networks trained to rank (B), each in its
 * own standard deviations. Each errs elsewhere, so that the mean ranks better than either.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import { mean } from '../../../src/core/stats.ts';
import { streamsOf, type Streams } from '../../../src/core/search/streams.ts';
import { KernelRidge, SavedRidgeSchema } from './kernel-ridge.ts';
import { MessagePassing } from './message-passing.ts';
import {
  asFamilies,
  sizeOfFamilies,
  type Predictions,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Siblings,
} from '../base/surrogate.ts';
import { byLevel, scaleOf, toAccuracy, type Level } from '../base/targets.ts';
import { createYieldPoint, runPieces, type Pieces, type YieldPoint } from '../../scheduling/yield-point.ts';

/** Options of the blend. */
export interface BlendOptions {
  readonly seed: number;
  /** The run's; the newest unless given. */
  readonly streams?: Streams;
  /** Networks in B. */
  readonly members: number;
  /** Between pieces of a fit, and families estimated; lets others in unless given. */
  readonly yieldPoint?: YieldPoint;
}

/** Something that scores families, on a scale of its own. */
interface Scorer {
  score(siblings: Siblings): Float64Array;
}

/** Where values lie. */
const PlaceSchema = v.object({ mean: v.number(), deviation: v.number() });
type Place = v.InferOutput<typeof PlaceSchema>;

/** A scorer and where its scores of the newest level lie. */
interface Voice<S extends Scorer> extends Place {
  readonly scorer: S;
}

interface Fitted {
  readonly ridge: Voice<KernelRidge>;
  readonly networks: readonly Voice<MessagePassing>[];
  /** Accuracies of the newest level; see {@link scaleOf}. */
  readonly newest: Place;
}

/** What is saved. */
const SavedSchema = v.object({
  fits: v.number(),
  ridge: v.object({ ...PlaceSchema.entries, weights: SavedRidgeSchema }),
  networks: v.array(v.object({ ...PlaceSchema.entries, weights: v.array(v.number()) })),
  newest: PlaceSchema,
});

export class BlendSurrogate implements SavableSurrogate {
  readonly startsFromScratch = true;
  readonly #options: BlendOptions;
  readonly #yieldPoint: YieldPoint;
  #fitted: Fitted | undefined;
  #fits = 0;

  constructor(options: BlendOptions) {
    this.#options = options;
    this.#yieldPoint = options.yieldPoint ?? createYieldPoint();
  }

  fit(measured: readonly Measured[]): Promise<FitReport> {
    return runPieces(this.#fit(measured), this.#yieldPoint);
  }

  skipFits(count: number): void {
    this.#fits += count;
  }

  *#fit(measured: readonly Measured[]): Pieces<FitReport> {
    const levels = byLevel(measured);
    const newest = levels.at(-1);
    if (newest === undefined) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    const losses: number[] = [];
    const ridge = new KernelRidge();
    yield* ridge.fit(levels);
    const networks: Voice<MessagePassing>[] = [];
    const { seed, members, streams = streamsOf() } = this.#options;
    for (let member = 0; member < members; member++) {
      const rng = streams.stream(seed, 'encoder', this.#fits, member);
      const network = new MessagePassing(rng, streams.operatorRows);
      losses.push(yield* network.fit(levels, rng));
      networks.push(voiceOf(network, newest));
    }
    this.#fitted = { ridge: voiceOf(ridge, newest), networks, newest: scaleOf(levels) };
    this.#fits++; // one that is abandoned did not take place
    return { losses };
  }

  async estimate(families: readonly Siblings[]): Promise<Predictions> {
    if (this.#fitted === undefined) throw new Error('encoder: must be fitted before it estimates');
    const { ridge, networks, newest } = this.#fitted;
    const size = sizeOfFamilies(families);
    const accuracies = new Float64Array(size);
    const spreads = new Float64Array(size);
    let at = 0;
    for (const siblings of families) {
      await this.#yieldPoint();
      const a = ridge.scorer.score(siblings);
      const b = networks.map(({ scorer }) => scorer.score(siblings));
      for (let i = 0; i < a.length; i++) {
        const fromRidge = (a[i]! - ridge.mean) / ridge.deviation;
        let sum = 0;
        let squares = fromRidge ** 2 / 2;
        for (const [member, { mean: centre, deviation }] of networks.entries()) {
          const vote = (b[member]![i]! - centre) / deviation;
          sum += vote;
          squares += vote ** 2 / (2 * networks.length);
        }
        const z = (fromRidge + sum / networks.length) / 2;
        const spread = Math.sqrt(Math.max(0, squares - z ** 2));
        // The ridge predicts standardised accuracies, so its deviation is the one to expect.
        const centred = ridge.mean + ridge.deviation * z;
        accuracies[at] = toAccuracy(centred, newest);
        spreads[at] = toAccuracy(centred + ridge.deviation * spread, newest) - accuracies[at]!;
        at++;
      }
    }
    return { accuracies, spreads };
  }

  async save(): Promise<v.InferOutput<typeof SavedSchema>> {
    if (this.#fitted === undefined) throw new Error('encoder: must be fitted before it is saved');
    const { ridge, networks, newest } = this.#fitted;
    const weightsOf = <W>({ scorer, mean: centre, deviation }: Voice<Scorer & { save(): W }>) => ({
      mean: centre,
      deviation,
      weights: scorer.save(),
    });
    return {
      fits: this.#fits,
      ridge: weightsOf(ridge),
      networks: networks.map((network) => weightsOf(network)),
      newest,
    };
  }

  restore(saved: unknown): void {
    const { fits, ridge, networks, newest } = parseWith(SavedSchema, saved, 'encoder');
    const { weights, ...place } = ridge;
    const scorer = new KernelRidge();
    scorer.restore(weights);
    const voices = networks.map(({ weights: own, ...at }) => {
      const network = new MessagePassing(streamsOf().stream(0, 'restore'));
      network.restore(own);
      return { scorer: network, ...at };
    });
    this.#fitted = { ridge: { scorer, ...place }, networks: voices, newest };
    this.#fits = fits;
  }

  dispose(): void {
    this.#fitted = undefined;
  }
}

function voiceOf<S extends Scorer>(scorer: S, { measured }: Level): Voice<S> {
  const scores = asFamilies(measured.map(({ cell }) => cell)).map((one) => scorer.score(one)[0]!);
  const centre = mean(scores);
  const deviation = Math.sqrt(mean(scores.map((score) => (score - centre) ** 2)));
  return { scorer, mean: centre, deviation: deviation || 1 };
}
