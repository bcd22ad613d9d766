/** @file What a trained network's answers come to. Pure. Sentences: `src/ui/words/trained-model.ts`. */
import type { ModelCard } from '../../contract/model-file.ts';

/** A class and its probability. */
export interface Belief {
  readonly name: string;
  readonly share: number;
}

/** The classes, the likeliest first. */
export function beliefsOf({ classes }: ModelCard, probabilities: ArrayLike<number>): Belief[] {
  return classes.map((name, i) => ({ name, share: probabilities[i]! })).sort((a, b) => b.share - a.share);
}

/** A bin of fewer test images says nothing (ours). */
const LEAST_IMAGES = 20;

type Bin = NonNullable<ModelCard['test']>['calibration'][number];

/** The test images that were answered about as surely; undefined where there were too few. */
export function calibrationOf({ test }: ModelCard, share: number): Bin | undefined {
  const bins = test?.calibration ?? [];
  const bin = bins[Math.min(bins.length - 1, Math.floor(share * bins.length))];
  return bin === undefined || bin.images < LEAST_IMAGES ? undefined : bin;
}
