/** @file What is said beside a link: a run's result in one sentence, with the size of what it was measured on. */
import type { Run } from './records.ts';
import { bestOf, trainRecords } from './run-file.ts';
import { SAMPLE_NAME } from './sample.ts';

/**
 * `71.2 % on 500 CIFAR-10 images held out of 2,500 after 40 cells`.
 * @param cells cells trained in all; the run may have fewer of them.
 */
export function headline(run: Run, cells = trainRecords(run).length): string {
  const { config, data } = run.head;
  const best = bestOf(trainRecords(run));
  const trained = `${count(cells)} ${cells === 1 ? 'cell' : 'cells'}`;
  if (best === undefined) return `${trained} trained, none measured`;
  const images = data.name === SAMPLE_NAME ? 'CIFAR-10 images' : `images of ${data.name}`;
  const measured = `${count(config.validationImages)} ${images} held out of ${count(config.images)}`;
  return `${(100 * best.accuracy!).toFixed(1)} % on ${measured} after ${trained}`;
}

const count = (value: number): string => value.toLocaleString('en');
