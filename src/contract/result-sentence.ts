/** @file What is said beside a link: a run's result in one sentence, with the size of what it was measured on. */
import type { Run } from './records.ts';
import { answerOf } from './answer.ts';
import { trainRecords } from './run-file.ts';
import { SAMPLE_NAME } from './sample.ts';
import { splitSizes } from './split-sizes.ts';

/**
 * `71.4 % on 500 images of the CIFAR-10 sample that the search never saw, mean of 3 trainings, after 40 cells`; of a run that has confirmed none, `best
 * measured 73.1 % on 500 images of the CIFAR-10 sample held out of 2,500 after 40 cells`.
 * @param cells cells trained in all; the run may have fewer of them.
 */
export function resultSentence(run: Run, cells = trainRecords(run).length): string {
  const { config, data } = run.head;
  const best = answerOf(run);
  const trained = `${count(cells)} ${cells === 1 ? 'cell' : 'cells'}`;
  if (best === undefined) return `${trained} trained, none measured`;
  const { validation, confirmation } = splitSizes(config, data.images);
  const images = data.name === SAMPLE_NAME ? 'images of the CIFAR-10 sample' : `images of ${data.name}`;
  const { record, confirmed } = best;
  if (confirmed === undefined) {
    return `best measured ${percent(record.accuracy!)} on ${count(validation)} ${images} held out of ${count(config.images)} after ${trained}`;
  }
  const { length } = confirmed.accuracies;
  const often = length === 1 ? 'trained once more' : `mean of ${length} trainings`;
  return `${percent(confirmed.mean)} on ${count(confirmation)} ${images} that the search never saw, ${often}, after ${trained}`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const count = (value: number): string => value.toLocaleString('en');
