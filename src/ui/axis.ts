/**
 * @file The accuracy axis that all charts of a run share: spaced by -ln(1 - accuracy), so that good cells, which differ
 * by tenths, stand apart. Pure.
 */
import type { Level } from './derive.ts';

/** Where -ln(1 - a) would run off to infinity. */
const HIGHEST = 0.999;

/** The axis's spacing. */
export const spread = (accuracy: number): number => -Math.log(1 - Math.min(HIGHEST, Math.max(0, accuracy)));
const unspread = (value: number): number => 1 - Math.exp(-value);

/** A range of accuracies; what lies below `low` piles up at `less`. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** Before anything is measured: chance of ten classes, to a middling result. */
const EMPTY: Domain = { low: 0.1, high: 0.6 };
/** Share of level 1 that lies below the axis (design language). */
const PILED_UP = 0.15;

/** The run's domain: from level 1's 15th percentile to a little above the best measured or predicted. */
export function domainOf(levels: readonly Level[]): Domain {
  const first = accuraciesOf(levels[0]);
  const all = levels.flatMap(accuraciesOf);
  if (all.length === 0 || first.length === 0) return EMPTY;
  const sorted = [...first].sort((a, b) => a - b);
  const low = sorted[Math.floor(PILED_UP * (sorted.length - 1))]!;
  const high = Math.max(...all, low + 0.02);
  const margin = 0.06 * (spread(high) - spread(low));
  return { low: unspread(Math.max(0, spread(low) - margin)), high: unspread(spread(high) + margin) };
}

/** The domain of all of these, and of more scores; their own where there is no other. */
export function widened(domain: Domain | undefined, scores: readonly number[]): Domain {
  if (scores.length === 0) return domain ?? EMPTY;
  const sorted = [...scores].sort((a, b) => a - b);
  const low = Math.max(0, sorted[Math.floor(PILED_UP * (sorted.length - 1))]!);
  const high = Math.min(HIGHEST, Math.max(sorted.at(-1)!, low + 0.02));
  return { low: Math.min(low, domain?.low ?? low), high: Math.max(high, domain?.high ?? high) };
}

function accuraciesOf(level: Level | undefined): number[] {
  return level?.trained.flatMap(({ accuracy }) => (accuracy === undefined ? [] : [accuracy])) ?? [];
}

/** The position of an accuracy between `from` (at `low` or below) and `to` (at `high` or above), px. */
export function position(domain: Domain, from: number, to: number): (accuracy: number) => number {
  const low = spread(domain.low);
  const range = spread(domain.high) - low;
  return (accuracy) => from + (to - from) * Math.min(1, Math.max(0, (spread(accuracy) - low) / range));
}

/** Steps of round ticks, in tenths of a per cent, roundest first. */
const STEPS = [200, 100, 50, 20, 10, 5, 2, 1];

/** Round accuracies at least `gap` px apart, ascending; the roundest win. */
export function ticks(domain: Domain, from: number, to: number, gap: number): number[] {
  const at = position(domain, from, to);
  const taken: number[] = [];
  for (const step of STEPS) {
    const first = Math.ceil((domain.low * 1000) / step);
    for (let i = first; i * step <= domain.high * 1000; i++) {
      const tick = (i * step) / 1000;
      if (taken.every((other) => Math.abs(at(other) - at(tick)) >= gap)) taken.push(tick);
    }
  }
  return taken.sort((a, b) => a - b);
}

/** A tick's text: without needless decimals, and `%` on the last. */
export function tickLabel(tick: number, isLast: boolean): string {
  return `${Number((100 * tick).toFixed(1))}${isLast ? '\u00a0%' : ''}`;
}

/**
 * Shifts across for discs of a radius so that none overlap, in the order given.
 * @param xs positions along, px.
 * @param half the most a disc may be shifted; a fuller swarm is squeezed to it.
 */
export function swarm(xs: readonly number[], radius: number, half: number): number[] {
  const order = [...xs.keys()].sort((a, b) => xs[a]! - xs[b]!);
  const shifts = xs.map(() => 0);
  const placed: number[] = [];
  for (const i of order) {
    const near = placed.filter((j) => xs[i]! - xs[j]! < 2 * radius);
    shifts[i] = freeShift(
      near.map((j) => [xs[i]! - xs[j]!, shifts[j]!]),
      radius,
    );
    placed.push(i);
  }
  const widest = Math.max(0, ...shifts.map(Math.abs));
  return widest > half ? shifts.map((shift) => (shift * half) / widest) : shifts;
}

/** The least shift at which a disc touches none of its neighbours, given as [distance along, shift]. */
function freeShift(neighbours: readonly (readonly [number, number])[], radius: number): number {
  const touching = neighbours.flatMap(([along, shift]) => {
    const across = Math.sqrt(Math.max(0, (2 * radius) ** 2 - along ** 2));
    return [shift + across, shift - across];
  });
  const isFree = (shift: number): boolean =>
    neighbours.every(([along, other]) => along ** 2 + (shift - other) ** 2 >= (2 * radius) ** 2 - 1e-6);
  return [0, ...touching].sort((a, b) => Math.abs(a) - Math.abs(b)).find(isFree) ?? 0;
}
