/** @file The tour's game: which three of twelve cells came out best? The reader, the surrogate and the lot are scored alike. Pure. */
import { ranks, spearman, spearmanInterval, mean, type Interval } from '../../../core/stats.ts';
import type { Lesson, TourCell } from './lesson.ts';

/** Cells on the table at most, and how many of them are chosen (ours: three of twelve is hard to hit by chance, and quickly done). */
const CELLS = 12;
export const CHOSEN = 3;
/** Fewest cells that are worth a game: half of them are not chosen. */
const FEWEST_CELLS = 2 * CHOSEN;
/** Fewest pairs that a Spearman correlation is shown for (ours: of eight its interval is already 1.2 wide). */
const FEWEST_FOR_SPEARMAN = 8;

/** A cell that the surrogate predicted and that was measured. */
export interface GameCell extends TourCell {
  readonly predicted: number;
  readonly accuracy: number;
}

export interface Game {
  /** Drawn by lot, a fair sample; or, in a run without probes, the surrogate's own picks. */
  readonly kind: 'probes' | 'picked';
  /** By their notation: an order that says nothing, since they are trained in the surrogate's. */
  readonly cells: readonly GameCell[];
  /** Those whose training failed: they are shown, and no part of the game. */
  readonly failed: readonly TourCell[];
  /** Cells of the best three; more where some share the third place. */
  readonly best: ReadonlySet<GameCell>;
  /** The surrogate's order, the highest prediction first, the earlier trained of equals. */
  readonly order: readonly GameCell[];
}

/** The game of a run: with its probes where it has enough, else with its picks; undefined where it has neither. */
export function gameOf({ cells }: Lesson): Game | undefined {
  const second = cells.filter(({ level }) => level === 2);
  const isGameCell = (cell: TourCell): cell is GameCell => cell.predicted !== undefined && cell.accuracy !== undefined;
  for (const kind of ['probes', 'picked'] as const) {
    const group = second.filter(({ isProbe }) => isProbe === (kind === 'probes'));
    const playable = group
      .filter(isGameCell) // one that failed is replaced by the next
      .slice(0, CELLS)
      .sort((a, b) => (a.notation < b.notation ? -1 : 1));
    if (playable.length < FEWEST_CELLS) continue;
    const third = playable.map(({ accuracy }) => accuracy).sort((a, b) => b - a)[CHOSEN - 1]!;
    return {
      kind,
      cells: playable,
      failed: group.filter(({ accuracy }) => accuracy === undefined),
      best: new Set(playable.filter(({ accuracy }) => accuracy >= third)),
      order: playable.toSorted((a, b) => b.predicted - a.predicted || a.number - b.number),
    };
  }
  return undefined;
}

/** How a choice of three did. */
export interface Score {
  /** How many of them are among the best: a whole number, for the lot its expectation. */
  readonly hits: number;
  /** Mean measured accuracy of the three. */
  readonly mean: number;
}

export interface Scores {
  /** Absent where the reader did not guess. */
  readonly reader?: Score;
  readonly surrogate: Score;
  /** Three drawn at random: the expectation, exact. */
  readonly lot: Score;
}

/** @param chosen the reader's three; absent: no guess. */
export function scoresOf(game: Game, chosen: readonly GameCell[] | undefined): Scores {
  const { cells, best, order } = game;
  const score = (three: readonly GameCell[]): Score => ({
    hits: three.filter((cell) => best.has(cell)).length,
    mean: mean(three.map(({ accuracy }) => accuracy)),
  });
  return {
    ...(chosen === undefined ? {} : { reader: score(chosen) }),
    surrogate: score(order.slice(0, CHOSEN)),
    lot: { hits: (CHOSEN * best.size) / cells.length, mean: mean(cells.map(({ accuracy }) => accuracy)) },
  };
}

/** The probability that three drawn at random have at least so many of the best: the tail of the hypergeometric distribution. */
export function chanceOf({ cells, best }: Game, hits: number): number {
  const all = choose(cells.length, CHOSEN);
  let sum = 0;
  for (let k = hits; k <= CHOSEN; k++) sum += choose(best.size, k) * choose(cells.length - best.size, CHOSEN - k);
  return sum / all;
}

function choose(n: number, k: number): number {
  let result = 1;
  for (let i = 0; i < k; i++) result = (result * (n - i)) / (i + 1);
  return k > n ? 0 : result;
}

/** How well predictions order measured cells. */
export interface Order {
  readonly rho: number;
  readonly interval: Interval;
  readonly cells: number;
}

/** The order of cells by their predictions; undefined below {@link FEWEST_FOR_SPEARMAN} cells, or where either side is all alike. */
export function orderOf(cells: readonly TourCell[]): Order | undefined {
  const both = cells.filter((cell) => cell.predicted !== undefined && cell.accuracy !== undefined);
  if (both.length < FEWEST_FOR_SPEARMAN) return undefined;
  const rho = spearman(
    both.map(({ predicted }) => predicted!),
    both.map(({ accuracy }) => accuracy!),
  );
  const interval = spearmanInterval(rho, both.length);
  return Number.isNaN(rho) || interval === undefined ? undefined : { rho, interval, cells: both.length };
}

/** What a result means for the surrogate. Ours: from this rank correlation on its order is called nearly right. */
const NEARLY_RIGHT = 0.3;

export function meaningOf(
  { kind }: Game,
  { surrogate, lot }: Scores,
  order: Order | undefined,
): 'picked' | 'ordered' | 'better' | 'chance' {
  if (kind === 'picked') return 'picked';
  if (surrogate.mean <= lot.mean) return 'chance';
  return order !== undefined && order.rho > NEARLY_RIGHT ? 'ordered' : 'better';
}

/** Places from 1 by measured accuracy, the mean among equals: for the game's table. */
export function measuredPlaces({ cells }: Game): Map<GameCell, number> {
  const places = ranks(cells.map(({ accuracy }) => -accuracy));
  return new Map(cells.map((cell, i) => [cell, places[i]!]));
}
