/**
 * @file The default surrogate: the mean of a kernel ridge regression (A) and an ensemble of networks trained to rank (B), each
 * standardised. Their errors differ, so that the mean ranks better than either.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import { mean } from '../../../src/core/stats.ts';
import { streamsOf, type Streams } from '../../../src/core/streams/streams.ts';
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
  /** The run's random streams; the newest version unless given. */
  readonly streams?: Streams;
  /** Networks in B. */
  readonly members: number;
  /** Called between pieces of a fit, and between families predicted; yields to the event loop unless given. */
  readonly yieldPoint?: YieldPoint;
}

/** A regressor that scores families, on a scale of its own. */
interface Scorer {
  score(siblings: Siblings): Float64Array;
}

/** Location and scale of values. */
const ScaleSchema = v.object({ mean: v.number(), deviation: v.number() });
type Scale = v.InferOutput<typeof ScaleSchema>;

/** A scorer, and the location and scale of its scores of the newest level. */
interface Standardised<S extends Scorer> extends Scale {
  readonly scorer: S;
}

interface Fitted {
  readonly ridge: Standardised<KernelRidge>;
  readonly networks: readonly Standardised<MessagePassing>[];
  /** Accuracies of the newest level; see {@link scaleOf}. */
  readonly newest: Scale;
}

/** Schema of the saved blend. */
const SavedSchema = v.object({
  fits: v.number(),
  ridge: v.object({ ...ScaleSchema.entries, weights: SavedRidgeSchema }),
  networks: v.array(v.object({ ...ScaleSchema.entries, weights: v.array(v.number()) })),
  newest: ScaleSchema,
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
    const networks: Standardised<MessagePassing>[] = [];
    const { seed, members, streams = streamsOf() } = this.#options;
    for (let member = 0; member < members; member++) {
      const rng = streams.stream(seed, 'encoder', this.#fits, member);
      const network = new MessagePassing(rng, streams.operatorRows);
      losses.push(yield* network.fit(levels, rng));
      networks.push(standardise(network, newest));
    }
    this.#fitted = { ridge: standardise(ridge, newest), networks, newest: scaleOf(levels) };
    this.#fits++; // an abandoned fit does not count
    return { losses };
  }

  async predict(families: readonly Siblings[]): Promise<Predictions> {
    if (this.#fitted === undefined) throw new Error('encoder: must be fitted before it predicts');
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
          const one = (b[member]![i]! - centre) / deviation;
          sum += one;
          squares += one ** 2 / (2 * networks.length);
        }
        const z = (fromRidge + sum / networks.length) / 2;
        const spread = Math.sqrt(Math.max(0, squares - z ** 2));
        // The ridge predicts standardised accuracies, so its deviation is the scale of the result.
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
    const weightsOf = <W>({ scorer, mean: centre, deviation }: Standardised<Scorer & { save(): W }>) => ({
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
    const { weights, ...scale } = ridge;
    const scorer = new KernelRidge();
    scorer.restore(weights);
    const standardised = networks.map(({ weights: own, ...ownScale }) => {
      const network = new MessagePassing(streamsOf().stream(0, 'restore'));
      network.restore(own);
      return { scorer: network, ...ownScale };
    });
    this.#fitted = { ridge: { scorer, ...scale }, networks: standardised, newest };
    this.#fits = fits;
  }

  dispose(): void {
    this.#fitted = undefined;
  }
}

function standardise<S extends Scorer>(scorer: S, { measured }: Level): Standardised<S> {
  const scores = asFamilies(measured.map(({ cell }) => cell)).map((one) => scorer.score(one)[0]!);
  const centre = mean(scores);
  const deviation = Math.sqrt(mean(scores.map((score) => (score - centre) ** 2)));
  return { scorer, mean: centre, deviation: deviation || 1 };
}
