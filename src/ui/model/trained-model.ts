/** @file What is said of a trained network and of its answers. */
import type { ModelCard } from '../../contract/model-file.ts';
import { count, percent } from './format.ts';

/** A class and its probability. */
export interface Belief {
  readonly name: string;
  readonly share: number;
}

/** The classes, the likeliest first. */
export function beliefsOf({ classes }: ModelCard, probabilities: ArrayLike<number>): Belief[] {
  return classes.map((name, i) => ({ name, share: probabilities[i]! })).sort((a, b) => b.share - a.share);
}

/** `ship, 91 % sure`. */
export function answerWords(beliefs: readonly Belief[]): string {
  const { name, share } = beliefs[0]!;
  return `${name}, ${percent(share, 0)} sure`;
}

/** A bin of fewer test images says nothing (ours). */
const LEAST_IMAGES = 20;

/** What such a sureness was worth on the test images; undefined where too few had one like it. */
export function worthOf({ test }: ModelCard, share: number): string | undefined {
  const bins = test?.calibration ?? [];
  const bin = bins[Math.min(bins.length - 1, Math.floor(share * bins.length))];
  if (bin === undefined || bin.images < LEAST_IMAGES) return undefined;
  const right = percent(bin.correct / bin.images, 0);
  return `When it was about ${percent(bin.confidence / bin.images, 0)} sure, it was right on ${right} of ${count(bin.images)} test images. Your picture may be unlike them, so trust it less.`;
}

/** `95.62 % of 10,000 test images`; undefined where it was not tested. */
export function testWords({ test }: ModelCard): string | undefined {
  if (test === undefined) return undefined;
  return `${percent(test.correct / test.images, test.images >= 2_000 ? 2 : 1)} of ${count(test.images)} test images`;
}

/** `N 3, F 24, seed 1, trained 26 Nov 2026 on CIFAR-10`. */
export function modelDetail({ repeats, filters, seed, trainedAt, data }: ModelCard): string {
  const day = new Date(trainedAt);
  const when = Number.isNaN(day.getTime())
    ? ''
    : ` ${day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })}`;
  return `N ${repeats}, F ${filters}, seed ${seed}, trained${when} on ${data}`;
}
