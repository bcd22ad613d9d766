/**
 * @file The Encoder of titu1994: a surrogate behind `getActions`, `train` and `update`, and the two operations of Algorithm 1:
 * fitting, and ranking all candidates of a level.
 */
import type { SurrogateName } from '../../src/contract/config.ts';
import { canonicalKey } from '../../src/core/space/canonical.ts';
import type { Cell } from '../../src/core/space/cell.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';
import type { Streams } from '../../src/core/streams/streams.ts';
import { acquire, type AcquireRequest } from './acquire.ts';
import { rankLevel, type Ranking, type RankRequest } from './rank-level.ts';
import type { Tried } from './rarely-tried.ts';
import { createSurrogate, MEMBERS } from './surrogates.ts';
import {
  asFamilies,
  refit,
  type Predictions,
  type FitReport,
  type Measured,
  type SavableSurrogate,
  type Surrogate,
} from './base/surrogate.ts';
import { withFailed } from './base/targets.ts';
import type { YieldPoint } from '../scheduling/yield-point.ts';

/** Options of an Encoder. */
export interface EncoderOptions {
  readonly space: SearchSpace;
  readonly seed: number;
  /** The run's random streams; the newest version unless given. */
  readonly streams?: Streams;
  readonly surrogate: SurrogateName;
  /** Networks in the surrogate; 5 unless given. */
  readonly members?: number;
  /** Whether tfjs's current backend is WebGPU on a graphics card; false unless given. */
  readonly onGpu?: boolean;
  /** Called between pieces of a fit or a ranking; yields to the event loop unless given. */
  readonly yieldPoint?: YieldPoint;
}

/** Training data of a fit: measured cells, and cells that failed for reasons of their own. */
export interface FitData {
  readonly measured: readonly Measured[];
  readonly failed: readonly Cell[];
}

export class Encoder {
  readonly #space: SearchSpace;
  readonly #surrogate: Surrogate;
  readonly #yieldPoint: YieldPoint | undefined;
  readonly #measured: Measured[] = [];
  /** The cells of the last fit. */
  #tried: Tried | undefined;
  /** The parents of the next `getActions`; empty before the first level is trained. */
  #children: readonly Cell[] = [];

  constructor({ space, seed, streams, surrogate, members = MEMBERS, onGpu, yieldPoint }: EncoderOptions) {
    this.#space = space;
    this.#surrogate = createSurrogate[surrogate]({ seed, streams, members, onGpu, yieldPoint });
    this.#yieldPoint = yieldPoint;
  }

  /**
   * Fits the surrogate to all cells trained so far.
   * @param failed cells that failed for reasons of their own: cells like them are ranked last.
   */
  fit(measured: readonly Measured[], failed: readonly Cell[] = []): Promise<FitReport> {
    this.#tried = triedOf({ measured, failed });
    return this.#surrogate.fit(withFailed(measured, failed));
  }

  /** Restores the state after these fits, oldest first, as far as the next operation needs it. */
  async refit(fits: readonly FitData[], next: 'fit' | 'rank'): Promise<void> {
    const last = fits.at(-1);
    if (last !== undefined) this.#tried = triedOf(last);
    await refit(
      this.#surrogate,
      fits.map(({ measured, failed }) => withFailed(measured, failed)),
      next,
    );
  }

  /** Predicts any cells, in order. */
  predict(cells: readonly Cell[]): Promise<Predictions> {
    return this.#surrogate.predict(asFamilies(cells));
  }

  /** Grows every parent by every block and ranks each distinct cell once. */
  rankLevel(request: RankRequest): Promise<Ranking> {
    return rankLevel(this.#space, this.#surrogate, { tried: this.#tried, yieldPoint: this.#yieldPoint, ...request });
  }

  /** Picks among given cells by independent Thompson sampling. */
  acquire(request: AcquireRequest): Promise<Ranking> {
    return acquire(this.#surrogate, request);
  }

  /** As in titu1994: all one-block cells first, then the best K grown from the cells last trained. */
  async getActions(topK: number): Promise<readonly Cell[]> {
    if (this.#measured.length === 0) {
      this.#children = this.#space.firstLevel();
    } else {
      const blocks = this.#children[0]!.length + 1;
      const trained = this.#measured.filter(({ cell }) => cell.length === blocks);
      const exclude = new Set(trained.map(({ cell }) => canonicalKey(cell)));
      const { kept } = await this.rankLevel({ parents: this.#children, keep: topK, exclude });
      this.#children = kept.map(({ cell }) => cell);
    }
    return this.#children;
  }

  /**
   * As in titu1994: adds the rewards of the cells that `getActions` returned, in order.
   * @throws {RangeError} when their number differs.
   */
  train(rewards: readonly number[]): void {
    if (rewards.length !== this.#children.length) {
      throw new RangeError(`encoder: needs ${this.#children.length} rewards; got ${rewards.length}`);
    }
    this.#measured.push(...this.#children.map((cell, i) => ({ cell, accuracy: rewards[i]! })));
  }

  /** As in titu1994: refits to all rewards so far. */
  update(): Promise<FitReport> {
    return this.fit(this.#measured);
  }

  /** The surrogate's weights as plain data. @throws {RangeError} for a baseline, which has none. */
  async save(): Promise<unknown> {
    return this.#savable().save();
  }

  /** Restores weights saved by an Encoder of the same surrogate; this one may have a larger B. */
  restore(saved: unknown): void {
    this.#savable().restore(saved);
  }

  #savable(): SavableSurrogate {
    if (!('restore' in this.#surrogate)) throw new RangeError('encoder: a baseline has no weights; fit it again');
    return this.#surrogate as SavableSurrogate;
  }

  dispose(): void {
    this.#surrogate.dispose();
  }
}

function triedOf({ measured, failed }: FitData): Tried {
  return { measured: measured.map(({ cell }) => cell), failed };
}
