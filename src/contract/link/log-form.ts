/** @file What the writer and the reader of a log in a result link have in common. */
import type { SearchConfig } from '../config.ts';
import type { LogRecord, RankRecord, RunHead, TrainRecord } from '../records.ts';
import { isTraining } from '../run-file.ts';
import { splitSizes } from '../split-sizes.ts';
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
  /** The same of confirmed accuracies, which are on other images. */
  readonly confirmedSteps: number;
  /** Bits of a child's number of parameters; 0 where they are dropped. */
  readonly parameterBits: number;
}

/** Whether a share is a whole number of parts. */
function isMultiple(share: number, parts: number): boolean {
  return Math.round(share * parts) / parts === share;
}

/** The kept cells that were not trained; all kept ones where they were not trained in the order kept. */
export function waitingOf({ kept }: RankRecord, trained: readonly TrainRecord[]): RankRecord['kept'] {
  const isInOrder = trained.every(
    ({ notation, predicted }, i) => kept[i]?.notation === notation && kept[i].predicted === predicted,
  );
  return isInOrder ? kept.slice(trained.length) : kept;
}

/** What a log's form is computed from besides its settings. */
export interface FormOptions {
  readonly dropped: readonly Part[];
  /** Every accuracy is a whole number of validation images. */
  readonly isExact: boolean;
  /** The greatest number of parameters; ignored where they are dropped. */
  readonly most: number;
}

/** The form of a log. */
export function formOf(head: Pick<RunHead, 'config' | 'data'>, { dropped, isExact, most }: FormOptions): Form {
  const drops = (part: Part): boolean => dropped.includes(part);
  const { validation, confirmation } = splitSizes(head.config, head.data.images);
  return {
    config: head.config,
    drops,
    steps: isExact ? validation : ROUNDED,
    confirmedSteps: isExact ? confirmation : ROUNDED,
    parameterBits: drops('parameters') ? 0 : widthOf(most + 1),
  };
}

/** Whether every accuracy of a log is a whole number of the images it is of, and every accuracy of an epoch, unless these are dropped. */
export function isExactLog(
  log: readonly LogRecord[],
  { config, data }: Pick<RunHead, 'config' | 'data'>,
  dropped: readonly Part[],
): boolean {
  const { validation, confirmation } = splitSizes(config, data.images);
  return log.filter(isTraining).every(({ type, accuracy = 0, curve }) => {
    const isWhole = isMultiple(accuracy, type === 'confirm' ? confirmation : validation);
    return isWhole && (dropped.includes('curves') || curve.every((share) => isMultiple(share, validation)));
  });
}
