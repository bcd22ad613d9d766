/** @file Up to six searches side by side, each with all its seeds: how the best so far grows, where it ends, and which gaps are settled. Pure. */
import type { RunHead, Run } from '../../contract/records.ts';
import { costOf } from '../../contract/cost.ts';
import { answerOf } from '../../contract/answer.ts';
import { bestOf, isOver, trainRecords } from '../../contract/run-file.ts';
import { mean, standardError, tQuantile, type Interval } from '../../core/stats.ts';

/** Places of a comparison. */
export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const;

/** What searches are laid side by side over. */
export const BUDGETS = ['cells', 'multiply-adds', 'time'] as const;
export type Budget = (typeof BUDGETS)[number];

/** Searches that differ in their seed alone. */
export interface Group<Member = RunHead> {
  readonly key: string;
  readonly members: readonly Member[];
}

/** Groups of heads in the order of each one's first; the same settings with the same seed again are a group of their own. */
export function groupsOf(heads: readonly RunHead[]): Group[] {
  const groups = new Map<string, RunHead[]>();
  for (const head of heads) {
    const settings = JSON.stringify([{ ...head.config, seed: 0 }, head.data.sha256]);
    for (let copy = 0; ; copy++) {
      const key = copy === 0 ? settings : `${settings} ${copy}`;
      const group = groups.get(key) ?? [];
      if (group.some(({ config }) => config.seed === head.config.seed)) continue;
      groups.set(key, [...group, head]);
      break;
    }
  }
  return [...groups].map(([key, members]) => ({ key, members }));
}

/** Of a group, the runs that count: those that are over, if one is. */
export function countedRuns(runs: readonly Run[]): readonly Run[] {
  const over = runs.filter(({ log }) => isOver(log));
  return over.length > 0 ? over : runs;
}

/** A point of a curve: after so much of the budget, the mean best over the seeds, the lowest and the highest. */
export interface BandPoint {
  readonly spent: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** [spent, best so far] after each child of a run that improved on those before, and at its end. */
function bestCurve(run: Run, budget: Budget): [spent: number, best: number][] {
  let [spent, best] = [0, -1];
  const points: [number, number][] = [];
  for (const record of trainRecords(run)) {
    spent += costIn(run, record, budget);
    if (record.accuracy === undefined || record.accuracy <= best) continue;
    best = record.accuracy;
    points.push([spent, best]);
  }
  return points.length === 0 ? [] : [...points, [spent, best]];
}

const known = new WeakMap<object, number>();

/** What a child took: 1 cell, multiply-adds, or ms. */
function costIn({ head }: Run, record: ReturnType<typeof trainRecords>[number], budget: Budget): number {
  if (budget === 'cells') return 1;
  if (budget === 'time') return record.durationMs;
  const cost = known.get(record) ?? costOf({ head, log: [record] }).multiplyAdds;
  known.set(record, cost);
  return cost;
}

/** The curves of a group's seeds as one band, from where all have a cell measured. */
export function bandOf(runs: readonly Run[], budget: Budget): BandPoint[] {
  const curves = runs.map((run) => bestCurve(run, budget)).filter((curve) => curve.length > 0);
  const from = Math.max(...curves.map(([first]) => first![0]));
  const places = [...new Set(curves.flatMap((curve) => curve.map(([spent]) => spent)))].sort((a, b) => a - b);
  return places
    .filter((spent) => spent >= from)
    .map((spent) => {
      const bests = curves.map((curve) => curve.findLast(([at]) => at <= spent)![1]);
      return { spent, mean: mean(bests), low: Math.min(...bests), high: Math.max(...bests) };
    });
}

/** Where a group's searches end. */
export interface Standing {
  /** By seed: the best cell confirmed where every run of all groups has one, else the best measured. */
  readonly bySeed: ReadonlyMap<number, number>;
  readonly mean?: number;
  /** Standard deviation over the seeds; absent with one. */
  readonly deviation?: number;
  readonly multiplyAdds: number;
  /** Against the reference, over the seeds that both have; absent for the reference, and without such a seed. */
  readonly gap?: { readonly value: number; readonly seeds: number; readonly interval?: Interval };
}

/** @param reference its place among the groups. */
export function standingsOf(
  groups: readonly (readonly Run[])[],
  reference: number,
): { readonly isConfirmed: boolean; readonly standings: readonly Standing[] } {
  const all = groups.flat();
  const isConfirmed = all.length > 0 && all.every((run) => answerOf(run)?.confirmed !== undefined);
  const ends = groups.map((runs) => bySeed(runs, isConfirmed));
  const standings = groups.map((runs, place): Standing => {
    const values = [...ends[place]!.values()];
    return {
      bySeed: ends[place]!,
      ...(values.length > 0 && { mean: mean(values) }),
      ...(values.length > 1 && { deviation: standardError(values) * Math.sqrt(values.length) }),
      multiplyAdds: mean(runs.map((run) => costOf(run).multiplyAdds)),
      ...(place !== reference && gapOf(ends[place]!, ends[reference]!, groups.length - 1)),
    };
  });
  return { isConfirmed, standings };
}

function bySeed(runs: readonly Run[], isConfirmed: boolean): Map<number, number> {
  const values = new Map<number, number>();
  for (const run of runs) {
    const end = isConfirmed ? answerOf(run)!.confirmed!.mean : bestOf(trainRecords(run))?.accuracy;
    if (end !== undefined) values.set(run.head.config.seed, end);
  }
  return values;
}

/** Paired by seed; the intervals of all comparisons hold together at 95 % (Bonferroni). */
function gapOf(
  own: ReadonlyMap<number, number>,
  reference: ReadonlyMap<number, number>,
  comparisons: number,
): Pick<Standing, 'gap'> {
  const gaps = [...own].flatMap(([seed, value]) => {
    const other = reference.get(seed);
    return other === undefined ? [] : [value - other];
  });
  if (gaps.length === 0) return {};
  const value = mean(gaps);
  if (gaps.length === 1) return { gap: { value, seeds: 1 } };
  const half = tQuantile(gaps.length - 1, comparisons) * standardError(gaps);
  return { gap: { value, seeds: gaps.length, interval: [value - half, value + half] } };
}
