/** @file What the writer and the reader of a log in a result link have in common. */
import type { SearchConfig } from '../config.ts';
import type { RankRecord, TrainRecord } from '../records.ts';
import { widthOf } from './bits.ts';

/**
 * What a link leaves out, in this order, until it is short enough. `surrogate`: training losses, and predictions over all
 * candidates. `curves`: accuracy after each epoch. `parameters`: then counted from cell and settings.
 * `durations`: of children; then 0. `waiting`: cells picked but not trained.
 */
export const PARTS = ['surrogate', 'curves', 'parameters', 'durations', 'waiting'] as const;
export type Part = (typeof PARTS)[number];

/** Accuracies are written as a number of validation images where each is one, else to 1 part in this. */
const ROUNDED = 2 ** 14 - 1;
/** Bits of a failure's place in `FAILURE_REASONS`. */
export const FAILURE_BITS = 4;
/** More of anything is refused before it is read. */
export const MOST = 2 ** 32;

/** What the writer and the reader of a log have in common. */
export interface Form {
  readonly config: SearchConfig;
  readonly drops: (part: Part) => boolean;
  /** Accuracies are multiples of 1 / steps; steps + 1 is a failure. */
  readonly steps: number;
  /** Bits of a child's number of parameters; 0 where they are dropped. */
  readonly parameterBits: number;
}

/** Whether a share is a whole number of parts. */
export function isMultiple(share: number, parts: number): boolean {
  return Math.round(share * parts) / parts === share;
}

/** The kept cells that were not trained; all kept ones where they were not trained in the order kept. */
export function waitingOf({ kept }: RankRecord, trained: readonly TrainRecord[]): RankRecord['kept'] {
  const isInOrder = trained.every(
    ({ notation, predicted }, i) => kept[i]?.notation === notation && kept[i].predicted === predicted,
  );
  return isInOrder ? kept.slice(trained.length) : kept;
}

/**
 * The form of a log.
 * @param isExact whether every accuracy is a whole number of validation images.
 * @param most the greatest number of parameters; ignored where they are dropped.
 */
export function formOf(config: SearchConfig, dropped: readonly Part[], isExact: boolean, most: number): Form {
  const drops = (part: Part): boolean => dropped.includes(part);
  return {
    config,
    drops,
    steps: isExact ? config.validationImages : ROUNDED,
    parameterBits: drops('parameters') ? 0 : widthOf(most + 1),
  };
}
