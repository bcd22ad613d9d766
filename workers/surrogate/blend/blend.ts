/**
 * @file The default surrogate: the mean of a kernel ridge regression (A) and an ensemble of networks trained to rank (B), each
 * standardised. Their errors differ, so that the mean ranks better than either. Runs begun since it is informed have two more voices: where the size
 * of cells alone orders the newest level better than A does (leave-one-out), size has half of the score, as A and B are then fitted to too little;
 * and what an earlier search says has a twentieth. Shares are of standardised scores. Another rule, share or prior is another version of the streams.
 */
import * as v from 'valibot';
import { parseWith } from '../../../src/contract/config.ts';
import { mean, spearman } from '../../../src/core/stats.ts';
import { streamsOf, type Streams } from '../../../src/core/streams/streams.ts';
import { KernelRidge, RIDGES, SavedRidgeSchema } from './kernel-ridge.ts';
import { MessagePassing } from './message-passing.ts';
import { priorRidge } from './prior.ts';
import {
  asFamilies,
  sizeOfFamilies,
  type Predictions,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Siblings,
} from '../base/surrogate.ts';
import { multiplyAddsPerBlock } from '../base/size.ts';
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

/** Penalties that runs of version 1 and 2 chose from. */
const FORMER_RIDGES = RIDGES.filter((ridge) => ridge <= 3);
/** What size has of the score where it orders better than the ridge, and the prior of every score (ours; docs/surrogates.md has what others gave). */
const SIZE_SHARE = 0.5;
const PRIOR_SHARE = 0.05;

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
  /** Of multiply-adds a block, where they have a say. */
  readonly size?: Scale | undefined;
  /** Of the prior's scores, where it has a say. */
  readonly prior?: Scale | undefined;
  /** Accuracies of the newest level; see {@link scaleOf}. */
  readonly newest: Scale;
}

/** Schema of the saved blend. */
const SavedSchema = v.object({
  fits: v.number(),
  ridge: v.object({ ...ScaleSchema.entries, weights: SavedRidgeSchema }),
  networks: v.array(v.object({ ...ScaleSchema.entries, weights: v.array(v.number()) })),
  size: v.optional(ScaleSchema),
  prior: v.optional(ScaleSchema),
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
    const { seed, members, streams = streamsOf() } = this.#options;
    const isInformed = streams.blend === 'informed';
    const ridge = new KernelRidge();
    const leftOut = yield* ridge.fit(levels, isInformed ? RIDGES : FORMER_RIDGES);
    const networks: Standardised<MessagePassing>[] = [];
    for (let member = 0; member < members; member++) {
      const rng = streams.stream(seed, 'encoder', this.#fits, member);
      const network = new MessagePassing(rng, streams.operatorRows);
      losses.push(yield* network.fit(levels, rng));
      networks.push(standardise(network, newest));
    }
    this.#fitted = {
      ridge: standardise(ridge, newest),
      networks,
      ...(isInformed && {
        size: orderBySize(newest) > Math.max(0, leftOut) ? scaleOfScores(multiplyAddsPerBlock, newest) : undefined,
        prior: scaleOfScores((siblings) => priorRidge().score(siblings), newest),
      }),
      newest: scaleOf(levels),
    };
    this.#fits++; // an abandoned fit does not count
    return { losses };
  }

  async predict(families: readonly Siblings[]): Promise<Predictions> {
    if (this.#fitted === undefined) throw new Error('encoder: must be fitted before it predicts');
    const { ridge, networks, size, prior, newest } = this.#fitted;
    const accuracies = new Float64Array(sizeOfFamilies(families));
    const spreads = new Float64Array(accuracies.length);
    let at = 0;
    for (const siblings of families) {
      await this.#yieldPoint();
      const a = ridge.scorer.score(siblings);
      const b = networks.map(({ scorer }) => scorer.score(siblings));
      const sizes = size && multiplyAddsPerBlock(siblings);
      const hints = prior && priorRidge().score(siblings);
      for (let i = 0; i < a.length; i++) {
        const fromRidge = standardised(a[i]!, ridge);
        let sum = 0;
        let squares = fromRidge ** 2 / 2;
        for (const [member, network] of networks.entries()) {
          const one = standardised(b[member]![i]!, network);
          sum += one;
          squares += one ** 2 / (2 * networks.length);
        }
        const z = (fromRidge + sum / networks.length) / 2;
        const spread = Math.sqrt(Math.max(0, squares - z ** 2));
        const sized = sizes === undefined ? z : mixed(z, standardised(sizes[i]!, size!), SIZE_SHARE);
        const informed = hints === undefined ? sized : mixed(sized, standardised(hints[i]!, prior!), PRIOR_SHARE);
        // The ridge predicts standardised accuracies, so its deviation is the scale of the result.
        const centred = ridge.mean + ridge.deviation * informed;
        accuracies[at] = toAccuracy(centred, newest);
        spreads[at] = toAccuracy(centred + ridge.deviation * spread, newest) - accuracies[at]!;
        at++;
      }
    }
    return { accuracies, spreads };
  }

  async save(): Promise<v.InferOutput<typeof SavedSchema>> {
    if (this.#fitted === undefined) throw new Error('encoder: must be fitted before it is saved');
    const { ridge, networks, ...others } = this.#fitted;
    const weightsOf = <W>({ scorer, mean: centre, deviation }: Standardised<Scorer & { save(): W }>) => ({
      mean: centre,
      deviation,
      weights: scorer.save(),
    });
    return {
      fits: this.#fits,
      ridge: weightsOf(ridge),
      networks: networks.map((network) => weightsOf(network)),
      ...others,
    };
  }

  restore(saved: unknown): void {
    const { fits, ridge, networks, ...others } = parseWith(SavedSchema, saved, 'encoder');
    const { weights, ...scale } = ridge;
    const scorer = new KernelRidge();
    scorer.restore(weights);
    const restored = networks.map(({ weights: own, ...ownScale }) => {
      const network = new MessagePassing(streamsOf().stream(0, 'restore'));
      network.restore(own);
      return { scorer: network, ...ownScale };
    });
    this.#fitted = { ridge: { scorer, ...scale }, networks: restored, ...others };
    this.#fits = fits;
  }

  dispose(): void {
    this.#fitted = undefined;
  }
}

function standardise<S extends Scorer>(scorer: S, newest: Level): Standardised<S> {
  return { scorer, ...scaleOfScores((siblings) => scorer.score(siblings), newest) };
}

/** Scores of a level's cells. */
const scoresOf = (score: Scorer['score'], { measured }: Level): number[] =>
  asFamilies(measured.map(({ cell }) => cell)).map((one) => score(one)[0]!);

function scaleOfScores(score: Scorer['score'], level: Level): Scale {
  const scores = scoresOf(score, level);
  const centre = mean(scores);
  const deviation = Math.sqrt(mean(scores.map((one) => (one - centre) ** 2)));
  return { mean: centre, deviation: deviation || 1 };
}

const standardised = (score: number, { mean: centre, deviation }: Scale): number => (score - centre) / deviation;

const mixed = (score: number, other: number, share: number): number => (1 - share) * score + share * other;

/** Rank correlation of size and accuracy; NaN, below every other, where either is constant. */
const orderBySize = (level: Level): number =>
  spearman(
    scoresOf(multiplyAddsPerBlock, level),
    level.measured.map(({ accuracy }) => accuracy),
  );
