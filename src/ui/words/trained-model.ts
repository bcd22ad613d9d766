/** @file What is said of a trained network and of its answers. */
import type { ModelCard } from '../../contract/model-file.ts';
import { trying as words } from '../messages/trying.ts';
import { day, percent } from '../model/format.ts';
import { calibrationOf, type Belief } from '../model/trained-model.ts';
import { testDigits } from '../model/final.ts';
import { className } from './class-name.ts';

/** `It says ship, 91 % sure`. */
export const answerWords = ({ name, share }: Belief): string => words.value.says(className(name), percent(share, 0));

/** What such a sureness was worth on the test images; undefined where too few had one like it. */
export function worthOf(card: ModelCard, share: number): string | undefined {
  const bin = calibrationOf(card, share);
  if (bin === undefined) return undefined;
  const { images, confidence, correct } = bin;
  return words.value.worth(percent(confidence / images, 0), percent(correct / images, 0), images);
}

/** `Right on 95.62 % of 10,000 test images`; of one that was not tested, what it is. */
export function testWords({ test }: ModelCard): string {
  if (test === undefined) return words.value.trained;
  const { correct, images } = test;
  return words.value.rightOn(percent(correct / images, testDigits(images)), images);
}

/** `N 3, F 24, seed 1, trained 26 Nov 2026 on CIFAR-10`. */
export function modelDetail({ repeats, filters, seed, trainedAt, data }: ModelCard): string {
  const at = new Date(trainedAt);
  return words.value.detail(repeats, filters, seed, Number.isNaN(at.getTime()) ? '' : day(at), data);
}
