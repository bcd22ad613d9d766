/** @file What the page asks of the worker for cells drawn by hand: predictions by a run's surrogate, and races of two cells, which enter no run. */
import type { Failure } from './failures.ts';

/** Seeds that each cell of a race is trained with (ours: a deviation needs two, and patience is short). */
export const RACE_SEEDS = 3;

/** The least number of a race's training; confirmations of a run count from 1 to at most 8, so that no race repeats one. */
export const FIRST_RACE = 1_001;

/** One training of a race that has ended. */
export interface RaceResult {
  /** Which of the race's cells, 0 or 1. */
  readonly cell: number;
  /** On images that neither is trained on; absent where it failed. */
  readonly accuracy?: number;
  readonly failure?: Failure;
}

/** Where a race is. */
export interface RaceProgress {
  /** Trainings that have ended, in order. */
  readonly results: readonly RaceResult[];
  /** The cell in training, and how much of its training is done, 0 to 1; absent: none. */
  readonly now?: { readonly cell: number; readonly share: number };
}

export interface RaceRequest {
  /** The run whose settings and images it is trained with. */
  readonly runId: string;
  /** Two cells in notation. */
  readonly cells: readonly [string, string];
  /** The number of its first training, from {@link FIRST_RACE}: another race of the same cells counts on, so that its seeds are fresh. */
  readonly first: number;
}
