/**
 * @file What a run's random numbers, what its surrogate makes of them, and who of its children goes on depend on besides its seed, by version. A run keeps the version it was
 * begun with, so that it continues with the same draws and picks after a release that changes them.
 */
import type { ClassifierInit } from '../network/layers.ts';
import { stream, type Rng } from '../random/rng.ts';
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import { MAX_OPERATORS } from '../space/operators.ts';
import { LEGACY_STREAMS } from './legacy-streams.ts';

/** Versions that this release can draw. A change of any draw of a run, of the default surrogate, or of which children go on is a new one. */
export const STREAM_VERSIONS = [1, 2, 3, 4] as const;
export type StreamVersion = (typeof STREAM_VERSIONS)[number];

/** The version of new runs. */
export const NEWEST_STREAMS: StreamVersion = 4;

/** The random streams of a run, and what is drawn from them. */
export interface Streams {
  /** The stream of a seed and any number of names. */
  stream(seed: number, ...names: readonly (string | number)[]): Rng;
  /** The key of a cell's design in the names of streams. */
  keyOf(cell: Cell): string;
  /**
   * Rows that are drawn for a table with one row per operator: not the number of operators, so that an operator more leaves all
   * other draws as they were.
   */
  readonly operatorRows: number;
  /** The distribution of a classifier's initial weights. */
  readonly classifier: ClassifierInit;
  /** What the default surrogate is made of: `parts` alone, or `informed` by the size of cells and by an earlier search (`workers/surrogate/blend/`). */
  readonly blend: 'parts' | 'informed';
  /** Where children are stopped early, who reaches the end of the last level: a third of a third (`thirds`), or at least as many as are `confirmed`. */
  readonly finalists: 'thirds' | 'confirmed';
}

const SECOND = {
  stream,
  keyOf: canonicalKey,
  operatorRows: MAX_OPERATORS,
  classifier: 'smallNormal',
  blend: 'parts',
  finalists: 'thirds',
} as const;
const THIRD = { ...SECOND, blend: 'informed' } as const;

const STREAMS: Readonly<Record<StreamVersion, Streams>> = {
  1: LEGACY_STREAMS,
  2: SECOND,
  3: THIRD,
  4: { ...THIRD, finalists: 'confirmed' },
};

/** The streams of a run's version; the newest unless given. */
export function streamsOf(version: StreamVersion = NEWEST_STREAMS): Streams {
  return STREAMS[version];
}
