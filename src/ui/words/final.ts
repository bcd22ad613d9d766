/** @file What is said of a final training: what it and its designs are called, its result in sentences. */
import type { ComparedDesign } from '../../contract/final-outcome.ts';
import type { FinalPart } from '../../contract/final-file.ts';
import type { FinalHead, FinalRun, TestResult } from '../../contract/final-records.ts';
import type { Design } from '../../core/final/design-names.ts';
import { SAMPLE_NAME } from '../../contract/sample.ts';
import { final as words } from '../messages/final.ts';
import { names } from '../messages/names.ts';
import { briefOf, mostMixedUp, sureness, testDigits } from '../model/final.ts';
import { percent, points, pointsApart } from '../model/format.ts';
import { languageTag, paragraph } from '../model/language.ts';
import { className } from './class-name.ts';

/** What a design is called; a cell that no search is known to have found is not called the best. */
export function designName(design: Design, { origin }: Pick<FinalHead, 'origin'>): string {
  return design === 'cell' && origin === undefined ? words.value.theCell : words.value.designs[design];
}

/** `Network of the best cell, N 2, F 24`. */
export function finalName({ config, origin, designs }: FinalHead): string {
  return words.value.called(origin !== undefined, config.repeats, designs[0]!.filters);
}

/** `CIFAR-10 sample`. */
export const finalData = ({ data }: Pick<FinalHead, 'data'>): string =>
  data.name === SAMPLE_NAME ? names.value.sample : data.name;

/** `CIFAR-10 sample, 2,025 + 225 images, 30 epochs, 9 networks, seed 7`. */
export function finalDetail(head: FinalHead): string {
  const { images, validationImages, epochs, seeds, seed } = head.config;
  const sizes = words.value.sizesOf(images - validationImages, validationImages, epochs, seeds * head.designs.length, seed); // prettier-ignore
  return `${finalData(head)}, ${sizes}`;
}

/** The result in one sentence, for beside a link. */
export function finalSentence(run: Pick<FinalRun, 'head' | 'log'>): string {
  const { accuracy, testImages, networks, planned } = briefOf(run);
  const { trained, right } = words.value.sentence;
  const told =
    accuracy === undefined
      ? trained(networks, planned)
      : right(percent(accuracy, testDigits(testImages)), testImages, run.head.test.isHeldOut === true);
  return `${finalName(run.head)}: ${told}`;
}

/** What a link leaves out, in words. */
export const leftOut = (dropped: readonly FinalPart[]): string =>
  new Intl.ListFormat(languageTag()).format(dropped.map((part) => words.value.linkParts[part]));

/** Whether the cell or the recipe made the accuracy, a sentence for each control; from the intervals of the gaps. */
export function verdict(compared: readonly ComparedDesign[], digits: number): string | undefined {
  const { rivals, oneSeed, unclear, behind, ahead } = words.value.verdict;
  const sentences = compared.flatMap(({ of: { design }, gap }) => {
    if (design === 'cell' || gap === undefined) return [];
    const rival = rivals[design];
    if (gap.interval === undefined) return [oneSeed(rival, points(-gap.mean, digits))];
    if (gap.interval[0] * gap.interval[1] <= 0) return [unclear(rival)];
    return [(gap.mean > 0 ? behind : ahead)(rival, pointsApart(gap.mean, digits))];
  });
  return sentences.length === 0 ? undefined : paragraph(sentences);
}

/** The two classes that are mistaken for each other most, in a sentence. */
export function mixedUp(result: TestResult, classes: readonly string[]): string | undefined {
  const most = mostMixedUp(result);
  if (most === undefined) return undefined;
  const [one, other] = most.pair.map((label) => className(classes[label]!));
  return words.value.mixedUp(`${one!.charAt(0).toUpperCase()}${one!.slice(1)}`, other!, most.mistakes, most.of);
}

/** A difference that is none (ours). */
const LEAST_GAP = 0.01;

/** Whether the network is as sure as it is right, in a sentence. */
export function calibrationWords(result: TestResult, images: number): string {
  const { right, tooSure, tooModest } = words.value.calibration;
  const { sure, correct } = sureness(result, images);
  const gap = sure - correct;
  const say = Math.abs(gap) < LEAST_GAP ? right : gap > 0 ? tooSure : tooModest;
  return say(percent(sure), percent(correct));
}
