/**
 * @file What a seed gives, by version. A run keeps the version it was begun with, so that it goes on with the same draws after a
 * release that changes them.
 */
import { canonicalKey } from '../space/canonical.ts';
import type { Cell } from '../space/cell.ts';
import { LEGACY_STREAMS } from './legacy-streams.ts';
import { MAX_OPERATORS } from '../space/operators.ts';
import { stream, type Rng } from './rng.ts';

/** Versions that this release can draw. A change of any draw of a run is a new one. */
export const STREAM_VERSIONS = [1, 2] as const;
export type StreamVersion = (typeof STREAM_VERSIONS)[number];

/** What new runs get. */
export const NEWEST_STREAMS: StreamVersion = 2;

/** All that a run's random numbers depend on besides its seed. */
export interface Streams {
  /** The stream of a seed and any number of names. */
  stream(seed: number, ...names: readonly (string | number)[]): Rng;
  /** What a cell's design is called in the names of streams. */
  keyOf(cell: Cell): string;
  /**
   * Operators that a row is drawn for where a table has one for each: not those there are, so that an operator more leaves all other
   * draws as they were.
   */
  readonly operatorRows: number;
  /** The distribution that a classifier's weights are drawn from where it is `smallNormal` now. */
  readonly classifier: 'heUniform' | 'smallNormal';
}

const STREAMS: Readonly<Record<StreamVersion, Streams>> = {
  1: LEGACY_STREAMS,
  2: { stream, keyOf: canonicalKey, operatorRows: MAX_OPERATORS, classifier: 'smallNormal' },
};

/** The streams of a run's version; the newest unless given. */
export function streamsOf(version: StreamVersion = NEWEST_STREAMS): Streams {
  return STREAMS[version];
}
