/** @file How many images a search trains on, measures with and confirms with: of its settings and of how many the set has. */
import { TRAINING_PASSES } from './api.ts';
import type { SearchConfig } from './config.ts';

/** Images of each part; the parts are disjoint, and none is of the test images. */
export interface SplitSizes {
  readonly training: number;
  /** What children are measured on. */
  readonly validation: number;
  /** What cells are confirmed on; 0 in a search without. */
  readonly confirmation: number;
}

/** More confirm nothing better (ours): an accuracy is known to 0.7 points, and training differs by as much. */
const MOST_CONFIRMATION_IMAGES = 5_000;

/**
 * Confirmation takes images beyond those that the search uses, if the set has at least as many as children are measured on; else half of
 * those held out, so that children are measured on the other half.
 * @param available images of the set.
 */
export function splitSizes(
  { images, validationImages, confirmations }: Pick<SearchConfig, 'images' | 'validationImages' | 'confirmations'>,
  available: number,
): SplitSizes {
  const training = images - validationImages;
  if (confirmations === 0) return { training, validation: validationImages, confirmation: 0 };
  const beyond = Math.min(available - images, MOST_CONFIRMATION_IMAGES);
  if (beyond >= Math.min(validationImages, MOST_CONFIRMATION_IMAGES)) {
    return { training, validation: validationImages, confirmation: beyond };
  }
  const confirmation = Math.floor(validationImages / 2);
  return { training, validation: validationImages - confirmation, confirmation };
}

/** Batches of an epoch. @param images that it trains on. */
export function stepsOfEpoch(
  images: number,
  { batchSize, lastBatch }: Pick<SearchConfig, 'batchSize' | 'lastBatch'>,
): number {
  return lastBatch === 'filled' ? Math.ceil(images / batchSize) : Math.floor(images / batchSize);
}

/** What a confirmation costs, in trainings of a child: it is trained and measured as a child is, and then measured on images of its own. */
export function confirmationCost(config: SearchConfig, available: number): number {
  const { training, validation, confirmation } = splitSizes(config, available);
  const child = config.epochs * (TRAINING_PASSES * training + validation);
  return (child + confirmation) / child;
}

/** Images that the children of a run are measured on. */
export function measuredImages({
  config,
  data,
}: {
  readonly config: SearchConfig;
  readonly data: { readonly images: number };
}): number {
  return splitSizes(config, data.images).validation;
}
