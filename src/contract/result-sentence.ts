/** @file What is said beside a link: a run's result in one sentence, with the size of what it was measured on. */
import type { Run } from './records.ts';
import { answerOf } from './answer.ts';
import { trainRecords } from './run-file.ts';
import { SAMPLE_NAME } from './sample.ts';
import { splitSizes } from './split-sizes.ts';

/** The sentence in English. `data` is undefined of the sample; `cells` were trained in all. */
export const RESULT_WORDS = {
  none: (cells: number): string => `${trained(cells)} trained, none measured`,
  measured: (accuracy: number, images: number, data: string | undefined, of: number, cells: number): string =>
    `best measured ${percent(accuracy)} on ${count(images)} ${imagesOf(data)} held out of ${count(of)} after ${trained(cells)}`,
  confirmed: (accuracy: number, images: number, data: string | undefined, trainings: number, cells: number): string =>
    `${percent(accuracy)} on ${count(images)} ${imagesOf(data)} that the search never saw, ${trainings === 1 ? 'trained once more' : `mean of ${count(trainings)} trainings`}, after ${trained(cells)}`,
};

/**
 * `71.4 % on 500 images of the CIFAR-10 sample that the search never saw, mean of 3 trainings, after 40 cells`; of a run that has confirmed none, `best
 * measured 73.1 % on 500 images of the CIFAR-10 sample held out of 2,500 after 40 cells`.
 * @param cells cells trained in all; the run may have fewer of them.
 * @param words the sentence in another language.
 */
export function resultSentence(
  run: Run,
  cells = trainRecords(run).length,
  { none, measured, confirmed: again }: typeof RESULT_WORDS = RESULT_WORDS,
): string {
  const { config, data } = run.head;
  const best = answerOf(run);
  if (best === undefined) return none(cells);
  const { validation, confirmation } = splitSizes(config, data.images);
  const name = data.name === SAMPLE_NAME ? undefined : data.name;
  const { record, confirmed } = best;
  if (confirmed === undefined) return measured(record.accuracy!, validation, name, config.images, cells);
  return again(confirmed.mean, confirmation, name, confirmed.accuracies.length, cells);
}

const trained = (cells: number): string => `${count(cells)} ${cells === 1 ? 'cell' : 'cells'}`;
const imagesOf = (data: string | undefined): string => `images of ${data ?? 'the CIFAR-10 sample'}`;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const count = (value: number): string => value.toLocaleString('en');
