/** @file Baselines that every surrogate must beat: the accuracy of the best trained parent, and the number of multiply-adds. */
import { cellSums } from '../../../src/core/network/cell-features.ts';
import { blockFingerprint, blockFingerprints } from '../../../src/core/space/fingerprint.ts';
import { unusedBlocks } from '../../../src/core/space/cell.ts';
import { mean } from '../../../src/core/stats.ts';
import { multiplyAddsPerBlock } from './size.ts';
import {
  sizeOfFamilies,
  type Predictions,
  type FitReport,
  type Measured,
  type Siblings,
  type Surrogate,
} from './surrogate.ts';
import { byLevel, scaleOf, toAccuracy, type Level } from './targets.ts';

/** Predicts from one number per cell, without an ensemble. */
abstract class Baseline implements Surrogate {
  readonly startsFromScratch = true;
  #newest: Level | undefined;

  async fit(measured: readonly Measured[]): Promise<FitReport> {
    const levels = byLevel(measured);
    const newest = levels.at(-1);
    if (newest === undefined) throw new RangeError('encoder: needs at least one measured cell to fit; got none');
    this.#newest = { ...newest, ...scaleOf(levels) };
    this.learn(measured, this.#newest);
    return { losses: [] };
  }

  /** Nothing to do: a baseline draws no random numbers. */
  skipFits(): void {}

  async predict(families: readonly Siblings[]): Promise<Predictions> {
    const newest = this.#newest;
    if (newest === undefined) throw new Error('encoder: must be fitted before it predicts');
    const accuracies = Float64Array.from(families.flatMap((siblings) => this.score(siblings, newest)));
    return { accuracies, spreads: new Float64Array(sizeOfFamilies(families)) };
  }

  dispose(): void {
    this.#newest = undefined;
  }

  protected abstract learn(measured: readonly Measured[], newest: Level): void;
  /** Predicted accuracies of a family. */
  protected abstract score(siblings: Siblings, newest: Level): number[];
}

/** Predicts the accuracy of the best trained parent of a cell; the newest level's mean without any. */
export class ParentBaseline extends Baseline {
  /** Best accuracy by the cell's fingerprint. */
  readonly #trained = new Map<number, number>();

  protected override learn(measured: readonly Measured[]): void {
    this.#trained.clear();
    for (const { cell, accuracy } of measured) {
      const design = sum(blockFingerprints(cell));
      this.#trained.set(design, Math.max(accuracy, this.#trained.get(design) ?? 0));
    }
  }

  protected override score({ parent, blocks }: Siblings, newest: Level): number[] {
    const prints = blockFingerprints(parent);
    const unread = unusedBlocks(parent);
    return blocks.map((block) => {
      const design = sum(prints) + blockFingerprint(block, prints);
      const parents = [sum(prints)];
      for (const other of unread) {
        if (block.every(({ input }) => input !== other)) parents.push(design - prints[other]!);
      }
      const best = Math.max(...parents.map((print) => this.#trained.get(print) ?? -Infinity));
      return best === -Infinity ? newest.mean : best;
    });
  }
}

/** Predicts from the multiply-adds per block, standardised among the newest level's: more is better. */
export class FlopsBaseline extends Baseline {
  #mean = 0;
  #deviation = 1;

  protected override learn(_measured: readonly Measured[], newest: Level): void {
    const all = newest.measured.map(({ cell }) => cellSums(cell).multiplyAdds / cell.length);
    this.#mean = mean(all);
    this.#deviation = Math.sqrt(mean(all.map((one) => (one - this.#mean) ** 2))) || 1;
  }

  protected override score(siblings: Siblings, newest: Level): number[] {
    return Array.from(multiplyAddsPerBlock(siblings), (one) =>
      toAccuracy((one - this.#mean) / this.#deviation, newest),
    );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
