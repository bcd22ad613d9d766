/**
 * @file How well a surrogate ranks cells one block larger than any it is fitted to: for every level b of a history of trained
 * cells, it is fitted to all cells of at most b blocks and ranks the trained cells of b + 1 blocks.
 */
import { kendall, spearman } from '../../src/core/stats.ts';
import { asFamilies, type Measured, type Surrogate } from './base/surrogate.ts';
import { byLevel, type Level } from './base/targets.ts';

/** One step from level b to b + 1. */
export interface Transition {
  /** b: blocks of the largest cells of the fit. */
  readonly from: number;
  /** Number of cells of the fit, and of cells ranked. */
  readonly fitted: number;
  readonly ranked: number;
  readonly spearman: number;
  readonly kendall: number;
  /** Recall of the best tenth (at least one cell): the share of it that is in the predicted best tenth. */
  readonly topTenth: number;
  readonly fitMs: number;
  readonly rankMs: number;
}

/**
 * Evaluates every transition that the history has cells for.
 * @param create makes a new surrogate for each transition, as if the search had begun there; it is disposed afterwards.
 * @throws {RangeError} when no two levels follow each other, or a level to rank has one accuracy only.
 */
export async function evaluateSurrogate(history: readonly Measured[], create: () => Surrogate): Promise<Transition[]> {
  const levels = byLevel(history);
  const transitions: Transition[] = [];
  for (const [i, next] of levels.entries()) {
    if (levels[i - 1]?.blocks !== next.blocks - 1) continue;
    if (next.deviation === 0) {
      const { length } = next.measured;
      throw new RangeError(
        `needs accuracies that differ; ${length === 1 ? 'the one cell' : `all ${length} cells`} of ${next.blocks} blocks got ${next.mean}`,
      );
    }
    const surrogate = create();
    const known = levels.slice(0, i).flatMap(({ measured }) => measured);
    const started = performance.now();
    await fitAsSearch(surrogate, levels.slice(0, i));
    const fitted = performance.now();
    const cells = next.measured.map(({ cell }) => cell);
    const predicted = [...(await surrogate.predict(asFamilies(cells))).accuracies];
    const ranked = performance.now();
    surrogate.dispose();
    const measured = next.measured.map(({ accuracy }) => accuracy);
    transitions.push({
      from: next.blocks - 1,
      fitted: known.length,
      ranked: cells.length,
      spearman: zeroIfUndefined(spearman(predicted, measured)),
      kendall: zeroIfUndefined(kendall(predicted, measured)),
      topTenth: shareOfTopTenth(predicted, measured),
      fitMs: fitted - started,
      rankMs: ranked - fitted,
    });
  }
  if (transitions.length === 0) {
    const sizes = levels.map(({ blocks }) => blocks).join(', ');
    throw new RangeError(`needs cells of at least two sizes that follow each other; got ${sizes || 'no'} blocks`);
  }
  return transitions;
}

/** Fits to all levels as a search does: a surrogate that continues from its last fit is fitted after each level. */
export async function fitAsSearch(surrogate: Surrogate, levels: readonly Level[]): Promise<void> {
  const cellsUpTo = (last: number): Measured[] => levels.slice(0, last + 1).flatMap(({ measured }) => measured);
  const first = surrogate.startsFromScratch === false ? 0 : levels.length - 1;
  for (let last = first; last < levels.length; last++) await surrogate.fit(cellsUpTo(last));
}

/** 0 for an undefined correlation: a surrogate with equal predictions for all cells does not rank. */
function zeroIfUndefined(correlation: number): number {
  return Number.isNaN(correlation) ? 0 : correlation;
}

function shareOfTopTenth(predicted: readonly number[], measured: readonly number[]): number {
  const count = Math.max(1, Math.round(measured.length / 10));
  const best = (values: readonly number[]): number[] =>
    [...values.keys()].sort((i, j) => values[j]! - values[i]!).slice(0, count);
  const found = new Set(best(predicted));
  return best(measured).filter((i) => found.has(i)).length / count;
}
