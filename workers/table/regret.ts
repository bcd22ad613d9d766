/** @file What a search on a table is judged by: the regret of its answer after each child, and what the children cost until then. */
import type { ReplayedChild } from './replay.ts';
import type { AccuracyTable } from './table.ts';

/** After 1, 2, .. children. */
export interface RegretCurve {
  /** The best accuracy of the table less that of the search's answer, both by what answers are judged by, in points. */
  readonly regret: readonly number[];
  /** Training examples of all children so far, where the table tells. */
  readonly examples?: readonly number[];
  /** Multiply-adds of the forward passes over these examples (of one image each where examples are not told), where the table tells. */
  readonly multiplyAdds?: readonly number[];
}

/** The curve of a search whose answer is the best child by what it measured, the earlier on a tie. */
export function regretCurve(children: readonly ReplayedChild[], { best }: AccuracyTable): RegretCurve {
  let answer: ReplayedChild | undefined;
  const regret = children.map((child) => {
    if (answer === undefined || child.measured > answer.measured) answer = child;
    return round(100 * (best.judged - answer.entry.judged));
  });
  const examples = cumulative(children.map(({ entry }) => entry.examples));
  const multiplyAdds = cumulative(
    children.map(({ entry }) => entry.multiplyAdds && entry.multiplyAdds * (entry.examples ?? 1)),
  );
  return { regret, ...(examples && { examples }), ...(multiplyAdds && { multiplyAdds }) };
}

/** Sums so far; undefined where one is not known. */
function cumulative(values: readonly (number | undefined)[]): number[] | undefined {
  let sum = 0;
  const sums: number[] = [];
  for (const value of values) {
    if (value === undefined) return undefined;
    sums.push((sum += value));
  }
  return sums;
}

/** To a ten-thousandth of a point. */
function round(points: number): number {
  return Math.round(1e4 * points) / 1e4;
}
