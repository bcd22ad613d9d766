/**
 * @file The seed project's Encoder: a surrogate behind `getActions`, `train` and `update`, and what Algorithm 1 asks of
 * it: to be fitted, and to rank everything a level can grow into.
 */
import { canonicalKey } from '../../src/core/canonical.ts';
import type { Cell } from '../../src/core/cell.ts';
import type { Candidate } from '../../src/core/search/commands.ts';
import type { Grown, StateSpace } from '../../src/core/state-space.ts';
import { TopK } from '../../src/core/top-k.ts';
import { LstmSurrogate } from './lstm.ts';
import type { FitReport, Measured, Surrogate } from './surrogate.ts';

/** Candidates scored in one call (ours: bounds memory, keeps the worker responsive). */
const BATCH = 2048;
/** Points of the curve of predictions over ranks that is kept for the page. */
const CURVE_POINTS = 100;

/** What to rank. */
export interface RankRequest {
  readonly parents: readonly Cell[];
  /** K. */
  readonly keep: number;
  /** Keys of designs already trained: not ranked again. */
  readonly exclude?: ReadonlySet<string>;
  /** Told the number ranked so far. */
  readonly onProgress?: (ranked: number) => void;
}

/** A ranked level. */
export interface Ranking {
  /** Distinct candidates ranked. */
  readonly candidates: number;
  /** The best `keep`, best first; ties in the order of their keys. */
  readonly kept: readonly Required<Candidate>[];
  /** About a hundred [rank from 1, predicted], log-spaced. */
  readonly curve: readonly [number, number][];
}

export class Encoder {
  readonly #space: StateSpace;
  readonly #surrogate: Surrogate;
  readonly #measured: Measured[] = [];
  /** The cells the next `getActions` grows from; empty before the first level is trained. */
  #children: readonly Cell[] = [];

  /** @param members LSTMs in the ensemble: 1, or the paper's 5. */
  constructor(options: { space: StateSpace; seed: number; members: number }) {
    this.#space = options.space;
    this.#surrogate = new LstmSurrogate(options);
  }

  /** Fits the surrogate to all cells measured so far. */
  fit(measured: readonly Measured[]): Promise<FitReport> {
    return this.#surrogate.fit(measured);
  }

  /** Predicted accuracies, in order. */
  predict(cells: readonly Cell[]): Promise<Float32Array> {
    return this.#surrogate.predict(cells);
  }

  /** Grows every parent by every block and ranks each distinct design once, in batches. */
  async rankLevel({ parents, keep, exclude, onProgress }: RankRequest): Promise<Ranking> {
    const top = new TopK<Cell>(keep);
    const scores: number[] = [];
    for (const batch of inBatches(this.#space.expand(parents, exclude), BATCH)) {
      const predicted = await this.#surrogate.predict(batch.map(({ cell }) => cell));
      for (const [i, { cell, key }] of batch.entries()) top.push({ score: predicted[i]!, key, item: cell });
      scores.push(...predicted);
      onProgress?.(scores.length);
    }
    const kept = top.sorted().map(({ item, score }) => ({ cell: item, predicted: score }));
    return { candidates: scores.length, kept, curve: rankCurve(scores) };
  }

  /** The seed's: all one-block cells first, then the best K grown from the cells last trained. */
  async getActions(topK: number): Promise<readonly Cell[]> {
    if (this.#measured.length === 0) {
      this.#children = this.#space.firstLevel();
    } else {
      const exclude = new Set(this.#measured.map(({ cell }) => canonicalKey(cell)));
      const { kept } = await this.rankLevel({ parents: this.#children, keep: topK, exclude });
      this.#children = kept.map(({ cell }) => cell);
    }
    return this.#children;
  }

  /**
   * The seed's: takes the rewards of the cells that `getActions` gave, in order.
   * @throws {RangeError} when their number differs.
   */
  train(rewards: readonly number[]): void {
    if (rewards.length !== this.#children.length) {
      throw new RangeError(`encoder: needs ${this.#children.length} rewards; got ${rewards.length}`);
    }
    this.#measured.push(...this.#children.map((cell, i) => ({ cell, accuracy: rewards[i]! })));
  }

  /** The seed's: refits on all rewards taken so far. */
  update(): Promise<FitReport> {
    return this.fit(this.#measured);
  }

  dispose(): void {
    this.#surrogate.dispose();
  }
}

/** Sorted predictions at log-spaced ranks. */
function rankCurve(scores: readonly number[]): [number, number][] {
  const sorted = Float64Array.from(scores).sort().toReversed();
  const ranks = new Set<number>();
  for (let i = 0; i < CURVE_POINTS; i++) {
    ranks.add(Math.round(sorted.length ** (i / (CURVE_POINTS - 1))));
  }
  return sorted.length === 0 ? [] : [...ranks].map((rank) => [rank, sorted[rank - 1]!]);
}

function* inBatches(grown: Iterable<Grown>, size: number): Generator<Grown[]> {
  let batch: Grown[] = [];
  for (const one of grown) {
    if (batch.push(one) < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
