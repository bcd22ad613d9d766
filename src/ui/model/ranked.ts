/** @file What Ranking shows: the run's cells, then those of each file, with their ranks; filtered, sorted, and placed. Pure. */
import type { OperatorName } from '../../core/space/operators.ts';
import type { TrainRecord } from '../../contract/records.ts';
import { CAN_RUN } from './can-run.ts';
import { measuredRanks } from './derive.ts';
import type { ScoreFile } from './score-files.ts';

/** A cell with its places. */
export interface RankedCell {
  readonly record: TrainRecord;
  /** 0-based among all on show: the run's in the order trained, then each file's in its order. */
  readonly index: number;
  /** 0-based in its own run or file. */
  readonly place: number;
  /** 1-based by score, in its own run or file. */
  readonly rank: number;
  /** Measured accuracy; of a file of predictions, the predicted one; absent where a child failed. */
  readonly score?: number;
  /** The file it is from; absent: the run. */
  readonly source?: ScoreFile;
}

/** All cells on show; `index` is each one's place in the result. */
export function rankedCells(records: readonly TrainRecord[], files: readonly ScoreFile[] = []): RankedCell[] {
  const ranks = measuredRanks(records);
  const cells: RankedCell[] = records.map((record, index) => ({
    record,
    index,
    place: index,
    rank: ranks[index]!,
    score: record.accuracy,
  }));
  if (!CAN_RUN) return cells; // the viewer opens no files of cells
  for (const source of files) {
    const scores = source.cells.map(({ accuracy, predicted }) => accuracy ?? predicted!);
    const rankOf = new Map(descending(scores).map((place, rank) => [place, rank + 1]));
    const first = cells.length;
    for (const [place, record] of source.cells.entries()) {
      cells.push({ record, index: first + place, place, rank: rankOf.get(place)!, score: scores[place], source });
    }
  }
  return cells;
}

/** Places by score, the highest first, the earlier of equals. */
function descending(scores: readonly number[]): number[] {
  return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** What is looked for. */
export interface Filter {
  readonly text: string;
  readonly level?: number;
  /** A cell matches that uses all of them. */
  readonly operators: readonly OperatorName[];
}

/** Whether a cell is looked for. */
export function matches({ record }: RankedCell, { text, level, operators }: Filter): boolean {
  if (level !== undefined && record.level !== level) return false;
  const fields = operators.length === 0 ? [] : record.notation.split(',');
  return operators.every((name) => fields.includes(name)) && record.notation.includes(text.trim());
}

/** Columns of the table. */
export type SortKey =
  'rank' | 'index' | 'level' | 'predicted' | 'accuracy' | 'difference' | 'parameters' | 'durationMs';

export interface Sort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** The cells in a table's order. */
export function sorted(cells: readonly RankedCell[], { key, isDescending }: Sort): RankedCell[] {
  const valueOf = ({ record, index, rank }: RankedCell): number => {
    if (key === 'rank') return rank;
    if (key === 'index') return index;
    if (key === 'difference') return (record.accuracy ?? -1) - (record.predicted ?? 2);
    return record[key] ?? -1;
  };
  return [...cells].sort((a, b) => (isDescending ? -1 : 1) * (valueOf(a) - valueOf(b)) || a.index - b.index);
}

/** The cells of the run, or of one file, and the part of a plot's width that they have, 0 to 1. */
export interface Section {
  readonly source?: ScoreFile;
  readonly cells: readonly RankedCell[];
  readonly from: number;
  readonly to: number;
}

/** Share of the width between two sections. */
const GAP = 0.03;
/** Cells from which on a section becomes no wider (ours). */
const WIDE = 600;

/** The run and the files side by side; a part's width is proportional to the square root of its cells, so that a short one stays visible. */
export function sectionsOf(cells: readonly RankedCell[]): Section[] {
  if (!CAN_RUN) return [{ cells, from: 0, to: 1 }];
  const sources = [...new Set(cells.map(({ source }) => source))];
  const groups = sources.map((source) => [source, cells.filter((cell) => cell.source === source)] as const);
  const weights = groups.map(([, own]) => Math.sqrt(Math.min(own.length, WIDE)));
  const free = 1 - GAP * Math.max(0, groups.length - 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let from = 0;
  return groups.map(([source, own], i) => {
    const section = { source, cells: own, from, to: from + (free * weights[i]!) / total };
    from = section.to + GAP;
    return section;
  });
}

/** Marks drawn of one file or run, at most (ours: more would not be told apart). */
const MOST_MARKS = 1_500;
/** Of those, the best are always drawn. */
const SURELY_DRAWN = 100;

/** The cells to draw: of a long file the best hundred, and every so manieth by rank. */
export function drawnOf({ cells }: Section): readonly RankedCell[] {
  const step = Math.ceil(cells.length / MOST_MARKS);
  return step <= 1 ? cells : cells.filter(({ rank }) => rank <= SURELY_DRAWN || rank % step === 0);
}
