/** @file Which child did better, where some were stopped early: the one order that ranks, keeps and names the best. */
import type { TrainedCell } from './commands.ts';

type Measured = Pick<TrainedCell, 'accuracy' | 'epochs'>;

/**
 * The order of children, the best first: those trained to the end, then those stopped early, the later stopped first, since they won a round that the
 * others lost and an accuracy rises with its epochs; within each by accuracy; failures last. Equals are equal.
 */
export function byMerit(a: Measured, b: Measured): number {
  return compare(roundOf(b), roundOf(a)) || compare(b.accuracy ?? 0, a.accuracy ?? 0);
}

/** Epochs that a child was trained for, all being more than any; -1 of a failure. */
function roundOf({ accuracy, epochs = Infinity }: Measured): number {
  return accuracy === undefined ? -1 : epochs;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1; // a difference of infinities is none
}

/** The best of them, the earlier of equals; undefined where none was measured. */
export function bestByMerit<T extends Measured>(children: readonly T[]): T | undefined {
  let best: T | undefined;
  for (const child of children)
    if (child.accuracy !== undefined && (best === undefined || byMerit(child, best) < 0)) best = child;
  return best;
}
