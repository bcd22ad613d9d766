/** @file What a study on a table says: regret of each contender, and paired tests of the first of them against the others. */
import { holm, meanWithInterval, wilcoxonSignedRank } from '../../core/paired-tests.ts';
import { mean, type Interval } from '../../core/stats.ts';
import type { AccuracyTable } from '../../../workers/table/table.ts';
import type { SearchResult } from './contender.ts';

/** One contender with one budget, over all seeds. Regrets in points. */
interface Standing {
  readonly contender: string;
  readonly children: number;
  readonly seeds: number;
  readonly mean: number;
  readonly interval?: Interval;
  readonly median: number;
}

/** The first contender against another with the same seeds. */
interface Comparison {
  readonly contender: string;
  readonly control: string;
  readonly children: number;
  readonly seeds: number;
  /** Mean of its regret less the control's, points: below 0 it is better. */
  readonly difference: number;
  readonly interval?: Interval;
  /** Seeds in which it is better, equal, worse. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Two-sided, Wilcoxon signed-rank. */
  readonly p: number;
  /** Adjusted for all controls with as many children (Holm). */
  readonly adjusted: number;
}

/** Cells drawn from the table, one each time, without any search. */
interface Sampling {
  /** Mean regret of a cell, and quantiles: 5 %, 50 %, 95 %. */
  readonly mean: number;
  readonly quantiles: readonly [number, number, number];
}

export interface Summary {
  readonly standings: readonly Standing[];
  readonly comparisons: readonly Comparison[];
  readonly sampling: Sampling;
}

/** @param contenders their names; the first is what the others are controls of. */
export function summarise(
  results: readonly SearchResult[],
  contenders: readonly string[],
  budgets: readonly number[],
  table: AccuracyTable,
): Summary {
  const finals = (contender: string, children: number): Map<number, number> =>
    new Map(
      results
        .filter((result) => result.contender === contender && result.children === children)
        .map(({ seed, regret }) => [seed, regret.at(-1)!]),
    );
  const standings = budgets.flatMap((children) =>
    contenders.map((contender) => standingOf(contender, children, [...finals(contender, children).values()])),
  );
  const [first, ...controls] = contenders as [string, ...string[]];
  const comparisons = budgets.flatMap((children) => {
    const own = finals(first, children);
    const paired = controls.map((control) => compare(first, control, children, own, finals(control, children)));
    const adjusted = holm(paired.map(({ p }) => p));
    return paired.map((comparison, i) => ({ ...comparison, adjusted: adjusted[i]! }));
  });
  return { standings, comparisons, sampling: samplingOf(table) };
}

function standingOf(contender: string, children: number, regrets: readonly number[]): Standing {
  const median = quantile([...regrets].sort((a, b) => a - b), 0.5); // prettier-ignore
  return { contender, children, seeds: regrets.length, ...meanWithInterval(regrets), median };
}

function compare(
  contender: string,
  control: string,
  children: number,
  own: ReadonlyMap<number, number>,
  others: ReadonlyMap<number, number>,
): Omit<Comparison, 'adjusted'> {
  const differences = [...own].flatMap(([seed, regret]) => {
    const other = others.get(seed);
    return other === undefined ? [] : [round(regret - other)];
  });
  const { mean: difference, interval } = meanWithInterval(differences);
  const count = (sign: number): number => differences.filter((one) => Math.sign(one) === sign).length;
  return {
    contender,
    control,
    children,
    seeds: differences.length,
    difference,
    ...(interval === undefined ? {} : { interval }),
    wins: count(-1),
    ties: count(0),
    losses: count(1),
    p: wilcoxonSignedRank(differences),
  };
}

function samplingOf({ cells, best }: AccuracyTable): Sampling {
  const regrets = [...cells.values()].map(({ judged }) => 100 * (best.judged - judged)).sort((a, b) => a - b);
  return {
    mean: mean(regrets),
    quantiles: [quantile(regrets, 0.05), quantile(regrets, 0.5), quantile(regrets, 0.95)],
  };
}

/** By linear interpolation between sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  return sorted[below]! + (at - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
}

/** Regrets are told to a ten-thousandth of a point: what differs by less is a tie. */
function round(points: number): number {
  return Math.round(1e4 * points) / 1e4;
}
