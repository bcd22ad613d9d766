/** @file What a search on a table is judged by: the regret of its answer after each child, and what the children cost until then. */
import { estimateCells } from '../../src/core/search/estimate.ts';
import { measureNoise } from '../../src/core/stats.ts';
import type { ReplayedChild } from './replay.ts';
import type { AccuracyTable } from './table.ts';

/**
 * Which child is a search's answer. `measured`: the best by what the search measured. `estimate`: the best by its estimate, which a search's
 * confirmation starts from (`src/core/search/estimate.ts`): measurement and prediction, weighted by the noise of a measurement.
 */
export const ANSWERS = ['measured', 'estimate'] as const;
export type AnswerName = (typeof ANSWERS)[number];

/** How an answer is chosen; the best measured unless given. */
export interface AnswerOptions {
  readonly answer: AnswerName;
  /** Standard deviation of the noise that is added to what a search sees, as a share. */
  readonly noise: number;
}

/** After 1, 2, .. children. */
export interface RegretCurve {
  /** The best accuracy of the table less that of the search's answer, both by what answers are judged by, in points. */
  readonly regret: readonly number[];
  /** Training examples of all children so far, where the table tells. */
  readonly examples?: readonly number[];
  /** Multiply-adds of the forward passes over these examples (of one image each where examples are not told), where the table tells. */
  readonly multiplyAdds?: readonly number[];
}

/** The curve of a search; of equally good children the earlier is the answer. */
export function regretCurve(
  children: readonly ReplayedChild[],
  table: AccuracyTable,
  { answer, noise }: AnswerOptions = { answer: 'measured', noise: 0 },
): RegretCurve {
  const answers = answer === 'measured' ? bestMeasured(children) : bestEstimated(children, noiseOf(table, noise));
  const regret = answers.map(({ entry }) => round(100 * (table.best.judged - entry.judged)));
  const examples = cumulative(children.map(({ entry }) => entry.examples));
  const multiplyAdds = cumulative(
    children.map(({ entry }) => entry.multiplyAdds && entry.multiplyAdds * (entry.examples ?? 1)),
  );
  return { regret, ...(examples && { examples }), ...(multiplyAdds && { multiplyAdds }) };
}

/** The answer after each child. */
function bestMeasured(children: readonly ReplayedChild[]): ReplayedChild[] {
  let best = children[0];
  return children.map((child) => (best = child.measured > best!.measured ? child : best!));
}

/** The same by estimates, each time from all children so far. */
function bestEstimated(children: readonly ReplayedChild[], noise: number): ReplayedChild[] {
  const measurements = children.map(({ entry, level, measured, predicted }) => ({
    cell: entry.cell,
    level,
    accuracy: measured,
    ...(predicted === undefined ? {} : { predicted }),
  }));
  return children.map((_, last) => {
    const means = estimateCells(measurements.slice(0, last + 1), noise).map(({ mean }) => mean);
    return children[means.indexOf(Math.max(...means))]!;
  });
}

/** The noise of what a search sees: how far the table's measurements of the same cell differ, and what is added. */
function noiseOf({ cells }: AccuracyTable, added: number): number {
  const own = measureNoise([...cells.values()].map(({ seen }) => seen))?.deviation ?? 0;
  return Math.hypot(own, added);
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
