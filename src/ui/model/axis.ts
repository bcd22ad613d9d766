/**
 * @file The accuracy axis that all charts of a run share: spaced by -ln(1 - accuracy), so that good cells, which differ
 * by tenths, stand apart. Pure.
 */
import type { Level } from './derive.ts';
import { hundredths, percent } from './format.ts';

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
/** Least range of accuracies drawn (ours). */
const LEAST_RANGE = 0.02;

/** Where the axis of these accuracies begins, so that there is room over it. */
function lowOf(accuracies: readonly number[]): number {
  const sorted = [...accuracies].sort((a, b) => a - b);
  return Math.min(HIGHEST - LEAST_RANGE, Math.max(0, sorted[Math.floor(PILED_UP * (sorted.length - 1))]!));
}

/** The run's domain: from level 1's 15th percentile to a little above the best measured or predicted. */
export function domainOf(levels: readonly Level[]): Domain {
  return domainAround(accuraciesOf(levels[0]), levels.flatMap(accuraciesOf));
}

/** The domain from the 15th percentile of the first accuracies to a little above the highest of all. */
export function domainAround(first: readonly number[], all: readonly number[]): Domain {
  if (all.length === 0 || first.length === 0) return EMPTY;
  const low = lowOf(first);
  const high = all.reduce((a, b) => Math.max(a, b), low + LEAST_RANGE);
  const margin = 0.06 * (spread(high) - spread(low));
  return { low: unspread(Math.max(0, spread(low) - margin)), high: unspread(spread(high) + margin) };
}

/** The domain of all of these, and of more scores; their own where there is no other. */
export function widened(domain: Domain | undefined, scores: readonly number[]): Domain {
  if (scores.length === 0) return domain ?? EMPTY;
  const low = lowOf(scores);
  const high = Math.min(HIGHEST, Math.max(extentOf(scores)[1], low + LEAST_RANGE));
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
  const taken: [tick: number, place: number][] = [];
  for (const step of STEPS) {
    const first = Math.ceil((domain.low * 1000) / step);
    for (let i = first; i * step <= domain.high * 1000; i++) {
      const tick = (i * step) / 1000;
      const place = at(tick);
      if (taken.every(([, other]) => Math.abs(other - place) >= gap)) taken.push([tick, place]);
    }
  }
  return taken.map(([tick]) => tick).sort((a, b) => a - b);
}

/** Values in a range that are multiples of 1, 2 or 5 times a power of ten, at most `most` and one more; the step at least `least`. */
export function roundTicks(low: number, high: number, least = 0, most = 4): number[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return multiples(
    low,
    high,
    Math.max(
      least,
      [1, 2, 5, 10].map((k) => k * power).find((k) => k >= rough)!,
    ),
  );
}

/** All multiples of a step in a range; none where the step is lost beside them. */
export function multiples(low: number, high: number, step: number): number[] {
  const found = [];
  const [first, last] = [Math.ceil(low / step), Math.floor(high / step)];
  for (let i = first; i <= last && Number.isSafeInteger(i); i++) found.push(Number((i * step).toPrecision(6)));
  return found;
}

/** A tick's text: without needless decimals, and `%` on the last. */
export function tickLabel(tick: number, isLast: boolean): string {
  const digits = Number.isInteger(Number((100 * tick).toFixed(1))) ? 0 : 1;
  return (isLast ? percent : hundredths)(tick, digits);
}

/** Least and greatest of values; any number of them. */
export function extentOf(values: readonly number[]): [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  return [least, greatest];
}

/** How far across discs are put before their swarm is squeezed, in halves of the strip (ours): beyond it, it only grows denser. */
const FULLEST = 4;

/**
 * Whole shifts across for discs of a radius so that none overlap, each as near the middle as those before it leave room: one more disc
 * moves none. The work for a disc does not grow with their number.
 * @param xs whole positions along, px.
 * @param half the most a disc may be shifted; a fuller swarm is squeezed to it.
 */
export function swarm(xs: readonly number[], radius: number, half: number): number[] {
  const limit = Math.max(1, Math.round(FULLEST * half));
  const rows = 2 * limit + 1;
  const reach = Math.ceil(2 * radius);
  const [left, right] = extentOf(xs.length > 0 ? xs : [0]);
  const first = left - reach;
  const isTaken = new Uint8Array((right + reach + 1 - first) * rows); // [columns, rows]
  const shifts = xs.map((x, i) => {
    const column = (x - first) * rows + limit;
    let shift = 0;
    while (isTaken[column + shift] === 1) {
      shift = shift > 0 ? -shift : 1 - shift;
      if (shift > limit) return ((i * 37) % rows) - limit; // full: anywhere
    }
    for (let along = -reach; along <= reach; along++) {
      const across = Math.ceil(Math.sqrt(Math.max(0, (2 * radius) ** 2 - along ** 2))) - 1;
      const from = Math.max(-limit, shift - across);
      const to = Math.min(limit, shift + across);
      const start = column + along * rows;
      if (to >= from) isTaken.fill(1, start + from, start + to + 1);
    }
    return shift;
  });
  const widest = shifts.reduce((most, shift) => Math.max(most, Math.abs(shift)), 0);
  return widest > half ? shifts.map((shift) => (shift * half) / widest) : shifts;
}
