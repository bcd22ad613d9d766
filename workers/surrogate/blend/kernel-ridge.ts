/**
 * @file Part A of the default surrogate: kernel ridge regression. The kernel is the average of three linear kernels on centred features,
 * each scaled to a mean diagonal of 1:
 *
 *     the share of each kind of half; the standardised global features; and one feature for every sub-cell (a closed set of a cell's
 *     blocks, such as a trained parent), with value 1/sqrt(number of the cell's sub-cells of that size) where the cell contains it
 *
 * Cells with common sub-cells are related, which ranks best on really trained cells. The kernels are linear, so the fit becomes a
 * weight per feature, and a prediction for a grown cell costs one addition per sub-cell that the new block adds.
 */
import * as v from 'valibot';
import {
  GLOBAL_FEATURES,
  HALF_KINDS,
  addBlock,
  cellSums,
  globalFeatures,
  halfKind,
} from '../../../src/core/network/cell-features.ts';
import {
  ancestorMask,
  ancestorMasks,
  blockFingerprints,
  closedSets,
  halfFingerprint,
  joinHalves,
  type ClosedSet,
} from '../../../src/core/space/fingerprint.ts';
import { spearman } from '../../../src/core/stats.ts';
import { cholesky, inverseDiagonalTail, solve } from './cholesky.ts';
import { globalRows, halfRows, subCellRows } from './feature-rows.ts';
import { Kernel, KERNELS, type Weights } from './linear-kernel.ts';
import type { Siblings } from '../base/surrogate.ts';
import { rankNormal, type Level } from '../base/targets.ts';
import type { Pieces } from '../../scheduling/yield-point.ts';

/** Ridge penalties to choose from, in units of the kernel's mean diagonal (ours). */
export const RIDGES = [0.03, 0.1, 0.3, 1, 3, 10];

/** Schema of the saved fit: the weight of every column. */
export const SavedRidgeSchema = v.object({
  halves: v.pipe(v.array(v.number()), v.length(HALF_KINDS)),
  globals: v.pipe(v.array(v.number()), v.length(GLOBAL_FEATURES)),
  subCells: v.array(v.tuple([v.number(), v.number()])),
  largest: v.number(),
  constant: v.number(),
});
export type SavedRidge = v.InferOutput<typeof SavedRidgeSchema>;

export class KernelRidge {
  /** Of half kinds, divided by halves; [HALF_KINDS]. */
  #halves = new Float64Array(HALF_KINDS);
  #globals = new Float64Array(GLOBAL_FEATURES);
  /** By the sub-cell's fingerprint. */
  #subCells = new Map<number, number>();
  /** Blocks of the largest cells fitted to: no larger sub-cell has a weight. */
  #largest = 0;
  #constant = 0;

  /**
   * Fits to all levels, least blocks first. The ridge is chosen by leave-one-out rank correlation on the newest level.
   * @returns that correlation; -1 where there is none. A cell's own target has no part in its prediction but for what centring tells of it, which
   * flatters weak penalties where cells are few.
   */
  *fit(levels: readonly Level[], ridges: readonly number[] = RIDGES): Pieces<number> {
    const cells = levels.flatMap(({ measured }) => measured.map(({ cell }) => cell));
    const target = levels.flatMap(targetOf);
    const { rows, deviations } = globalRows(cells);
    const groups: Kernel[] = [];
    const sum = new Float64Array(cells.length ** 2);
    for (const columns of [halfRows(cells), rows, yield* subCellRows(cells)]) {
      const kernel = yield* Kernel.of(columns);
      kernel.matrix.forEach((value, i) => (sum[i]! += (value * kernel.scale) / KERNELS));
      groups.push(kernel);
      yield;
    }
    const { alpha, quality } = yield* dualWeights(sum, target, levels.at(-1)!.measured.length, ridges);
    const [halves, globals, subCells] = groups.map((group) => group.weights(alpha)) as [Weights, Weights, Weights];
    this.#halves = Float64Array.from({ length: HALF_KINDS }, (_, kind) => halves.of.get(kind) ?? 0);
    this.#globals = Float64Array.from({ length: GLOBAL_FEATURES }, (_, i) =>
      globals.of.has(i) ? globals.of.get(i)! / deviations[i]! : 0,
    );
    this.#subCells = subCells.of;
    this.#largest = levels.at(-1)!.blocks;
    this.#constant = -(halves.atMean + globals.atMean + subCells.atMean);
    return quality;
  }

  save(): SavedRidge {
    return {
      halves: [...this.#halves],
      globals: [...this.#globals],
      subCells: [...this.#subCells],
      largest: this.#largest,
      constant: this.#constant,
    };
  }

  restore({ halves, globals, subCells, largest, constant }: SavedRidge): void {
    this.#halves = Float64Array.from(halves);
    this.#globals = Float64Array.from(globals);
    this.#subCells = new Map(subCells);
    this.#largest = largest;
    this.#constant = constant;
  }

  /** Standardised predictions of a family. */
  score({ parent, blocks }: Siblings): Float64Array {
    const prints = blockFingerprints(parent);
    const masks = ancestorMasks(parent);
    const sums = cellSums(parent);
    const sets = closedSets(parent, prints);
    const inherited = this.#inherited(sets);
    const additions = new Map<number, ClosedSet[]>(); // the parent's sets that a new block with these needs can join
    let fromHalves = 0;
    for (const half of parent.flat()) fromHalves += this.#halves[halfKind(half)]!;
    return Float64Array.from(blocks, (block) => {
      const needs = ancestorMask(block, masks);
      let joined = additions.get(needs);
      if (joined === undefined) {
        joined = sets.filter(({ mask }) => (mask & needs) === needs);
        additions.set(needs, joined);
      }
      const print = joinHalves(halfFingerprint(block[0], prints), halfFingerprint(block[1], prints));
      const halves = fromHalves + this.#halves[halfKind(block[0])]! + this.#halves[halfKind(block[1])]!;
      return (
        this.#constant +
        halves / (2 * (parent.length + 1)) +
        this.#fromGlobals(globalFeatures(addBlock(sums, block))) +
        this.#fromSubCells(inherited, joined, print)
      );
    });
  }

  #fromGlobals(features: readonly number[]): number {
    let total = 0;
    for (let i = 0; i < GLOBAL_FEATURES; i++) total += features[i]! * this.#globals[i]!;
    return total;
  }

  /** Sums of the weights of the parent's sub-cells, and their counts, by size. */
  #inherited(sets: readonly ClosedSet[]): { weights: Float64Array; counts: Int32Array } {
    const weights = new Float64Array(this.#largest + 1);
    const counts = new Int32Array(this.#largest + 1);
    for (const { size, fingerprint } of sets) {
      if (size === 0 || size > this.#largest) continue;
      weights[size]! += this.#subCells.get(fingerprint) ?? 0;
      counts[size]!++;
    }
    return { weights, counts };
  }

  #fromSubCells(
    { weights, counts }: { weights: Float64Array; counts: Int32Array },
    joined: readonly ClosedSet[],
    print: number,
  ): number {
    const ownWeights = Float64Array.from(weights);
    const ownCounts = Int32Array.from(counts);
    for (const { size, fingerprint } of joined) {
      if (size >= this.#largest) continue;
      ownWeights[size + 1]! += this.#subCells.get(fingerprint + print) ?? 0;
      ownCounts[size + 1]!++;
    }
    let total = 0;
    for (let size = 1; size <= this.#largest; size++) {
      if (ownCounts[size]! > 0) total += ownWeights[size]! / Math.sqrt(ownCounts[size]!);
    }
    return total;
  }
}

/** What is fitted to: of each cell of a level the mean of its standardised accuracy and of that of its rank. */
function targetOf({ standardised, measured }: Level): number[] {
  const normal = rankNormal(measured.map(({ accuracy }) => accuracy));
  return standardised.map((value, i) => (value + normal[i]!) / 2);
}

interface Dual {
  readonly alpha: Float64Array;
  readonly quality: number;
}

/** Dual weights for the ridge with the best leave-one-out rank correlation on the last `newest` cells, its quality; the stronger on a tie. */
function* dualWeights(
  kernel: Float64Array,
  target: readonly number[],
  newest: number,
  ridges: readonly number[],
): Pieces<Dual> {
  const n = target.length;
  const own = target.slice(-newest);
  let best: Dual | undefined;
  for (const ridge of ridges) {
    const factor = yield* cholesky(kernel, n, ridge);
    const alpha = solve(factor, n, target);
    const diagonal = yield* inverseDiagonalTail(factor, n, newest);
    const leftOut = own.map((value, i) => value - alpha[n - newest + i]! / diagonal[i]!);
    const rho = spearman(leftOut, own);
    const quality = Number.isNaN(rho) ? -1 : rho;
    if (best === undefined || quality >= best.quality) best = { alpha, quality };
  }
  return best!;
}
