/** @file The race of PNAS and its controls: each one's mean line and interval over seeds, the confirmed best, who was ahead when. Pure. */
import type { SearchStrategy } from '../../../contract/config.ts';
import type { RaceFile, Racer } from '../../../contract/race-file.ts';
import { meanWithInterval } from '../../../core/paired-tests.ts';
import { mean, type Interval } from '../../../core/stats.ts';

/** Fewest seeds that give an interval (ours): of two, Student's factor is 13, and a band would say less than the two. */
const LEAST_SEEDS = 3;
/** Places along the budget at which lines are drawn (ours). */
const PLACES = 60;

/** The mean over seeds at a budget; the interval is of the mean, 95 %, absent below three seeds. */
interface LinePoint {
  readonly spent: number;
  readonly mean: number;
  readonly interval?: Interval;
}

export interface Lane {
  readonly strategy: SearchStrategy;
  readonly seeds: number;
  /** Cells that each trained, on average. */
  readonly cells: number;
  readonly line: readonly LinePoint[];
  /** Of each seed, the mean of its best cell trained again. */
  readonly confirmed: readonly number[];
  readonly best?: { readonly mean: number; readonly interval?: Interval };
}

/** PNAS's confirmed best minus a control's, paired by seed. */
interface Lead {
  readonly strategy: SearchStrategy;
  readonly mean: number;
  readonly interval?: Interval;
  /** Seeds on which PNAS was ahead, and those of both. */
  readonly ahead: number;
  readonly pairs: number;
}

/**
 * What searches on a table of trained cells said, NAS-Bench-201 (Dong & Yang 2020) on CIFAR-10 (docs/benchmarks.md): cells of the table, searches of each
 * strategy, cells of a search, mean regrets as shares.
 */
export const ON_TABLE = {
  cells: 15_625,
  searches: 100,
  children: 64,
  pnas: 0.0018,
  random: 0.00706,
};

export interface Race {
  /** PNAS first. */
  readonly lanes: readonly Lane[];
  readonly leads: readonly Lead[];
  /** What every search spent, at least. */
  readonly budget: number;
  /** Means over PNAS's seeds of where its levels ended. */
  readonly levelEnds: readonly number[];
  /** The last budget at which random search's line was above PNAS's; 0: never, the budget: to the end; undefined without it. */
  readonly randomAheadUntil: number | undefined;
}

export function raceFrom({ runs }: RaceFile): Race {
  const budget = Math.min(...runs.map(({ points }) => points.at(-1)![0]));
  const strategies = [...new Set(runs.map(({ strategy }) => strategy))].sort(
    (a, b) => Number(b === 'pnas') - Number(a === 'pnas'),
  );
  const of = (strategy: SearchStrategy): Racer[] => runs.filter((run) => run.strategy === strategy);
  const lanes = strategies.map((strategy) => laneOf(strategy, of(strategy), budget));
  const [pnas] = lanes;
  const random = lanes.find(({ strategy }) => strategy === 'random');
  return {
    lanes,
    leads: strategies
      .filter((strategy) => strategy !== 'pnas')
      .flatMap((strategy) => leadOf(of('pnas'), of(strategy)) ?? []),
    budget,
    levelEnds: levelEndsOf(of('pnas')),
    randomAheadUntil: pnas === undefined || random === undefined ? undefined : aheadUntil(random, pnas, budget),
  };
}

/** The mean, with its interval where there are seeds enough. */
const meanOf = (values: readonly number[]): { readonly mean: number; readonly interval?: Interval } =>
  values.length < LEAST_SEEDS ? { mean: mean(values) } : meanWithInterval(values);

function laneOf(strategy: SearchStrategy, runs: readonly Racer[], budget: number): Lane {
  const line: LinePoint[] = [];
  for (let i = 1; i <= PLACES; i++) {
    const spent = (budget * i) / PLACES;
    const values = runs.flatMap(({ points }) => points.findLast(([cost]) => cost <= spent)?.[1] ?? []);
    if (values.length === runs.length) line.push({ spent, ...meanOf(values) });
  }
  const confirmed = runs.flatMap((run) => (run.confirmed.length === 0 ? [] : mean(run.confirmed)));
  return {
    strategy,
    seeds: runs.length,
    cells: mean(runs.map(({ cells }) => cells)),
    line,
    confirmed,
    ...(confirmed.length === 0 ? {} : { best: meanOf(confirmed) }),
  };
}

function leadOf(pnas: readonly Racer[], control: readonly Racer[]): Lead | undefined {
  const differences = pnas.flatMap((own) => {
    const other = control.find(({ seed }) => seed === own.seed);
    return other === undefined || own.confirmed.length === 0 || other.confirmed.length === 0
      ? []
      : [mean(own.confirmed) - mean(other.confirmed)];
  });
  if (differences.length === 0) return undefined;
  return {
    strategy: control[0]!.strategy,
    ...meanOf(differences),
    ahead: differences.filter((difference) => difference > 0).length,
    pairs: differences.length,
  };
}

function levelEndsOf(runs: readonly Racer[]): number[] {
  const levels = Math.min(...runs.map(({ levelEnds }) => levelEnds.length));
  return Array.from({ length: levels }, (_, i) => mean(runs.map(({ levelEnds }) => levelEnds[i]!)));
}

function aheadUntil(random: Lane, pnas: Lane, budget: number): number {
  const last = random.line.findLast(({ spent, mean: value }) => {
    const other = pnas.line.find((point) => point.spent === spent);
    return other === undefined || value > other.mean;
  });
  return last === undefined ? 0 : last === random.line.at(-1) ? budget : last.spent;
}
