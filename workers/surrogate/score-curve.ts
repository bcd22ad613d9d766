/** @file The curve of predicted accuracy over rank, from a histogram: the predictions of a level are too many to keep. */

/** Approximate number of points of the curve. */
const POINTS = 100;
/** Bins of the histogram over [0, 1]. */
const BINS = 2 ** 14;

export class ScoreCurve {
  readonly #bins = new Uint32Array(BINS);
  #count = 0;
  #worst = Infinity;

  /** Number of scores added. */
  get count(): number {
    return this.#count;
  }

  /** @param score an accuracy, 0 to 1. */
  add(score: number): void {
    this.#bins[Math.min(BINS - 1, Math.max(0, Math.floor(score * BINS)))]!++;
    this.#count++;
    if (score < this.#worst) this.#worst = score;
  }

  /**
   * [rank from 1, score] at log-spaced ranks; exact for the best and the last, to a bin in between.
   * @param best the best scores, sorted.
   */
  points(best: readonly number[]): [number, number][] {
    if (this.#count === 0) return [];
    const ranks = new Set<number>();
    for (let i = 0; i < POINTS; i++) ranks.add(Math.round(this.#count ** (i / (POINTS - 1))));
    let bin = BINS - 1;
    let above = this.#bins[bin]!; // scores in this bin and above
    return [...ranks].map((rank) => {
      while (above < rank) above += this.#bins[--bin]!;
      const middle = Math.min((bin + 0.5) / BINS, best.at(-1) ?? 1);
      return [rank, best[rank - 1] ?? (rank === this.#count ? this.#worst : Math.max(middle, this.#worst))];
    });
  }
}
