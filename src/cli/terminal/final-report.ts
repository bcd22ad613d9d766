/** @file What a final training prints, before, while it runs and at its end. */
import { calibrationError } from '../../core/final/test-result.ts';
import type { Interval } from '../../core/stats.ts';
import type { FinalConfig } from '../../contract/final-config.ts';
import type { FinalEvent } from '../../contract/final-events.ts';
import { compareDesigns, finalCost, networkRecords, testRecord, type ComparedDesign } from '../../contract/final-outcome.ts'; // prettier-ignore
import type { FinalHead, FinalRun, NetworkRecord, TestRecord } from '../../contract/final-records.ts';
import { toFinalFile } from '../../contract/final-file.ts';
import { formatFinal, type SharedFinal } from '../../contract/link/final-link.ts';
import { FINAL_FRAGMENT } from '../../contract/link/recipe-link.ts';
import { costLine, duration, line, networkLine, percent, printJson, untrusted } from './output.ts';

/** What is about to be trained. */
export function describeFinal({ head, log }: FinalRun): void {
  const { config, data, designs, test, origin } = head;
  line(`data    ${untrusted(data.name)}: ${config.images} images used, ${config.validationImages} of them kept aside`);
  line(`test    ${test.images} images${test.isHeldOut === true ? ` held out of ${untrusted(data.name)}: a search on it may have seen them` : ''}, read once, at the end`); // prettier-ignore
  if (origin !== undefined) line(`cell    of a search of ${origin.cells} cells, begun ${untrusted(origin.startedAt)}`);
  for (const { design, notation, filters, parameters, multiplyAdds } of designs) {
    line(`${design.padEnd(10)}${notation}  N ${config.repeats}, F ${filters}, ${parameters.toLocaleString('en')} weights, ${(multiplyAdds / 1e6).toFixed(1)} M multiply-adds`); // prettier-ignore
  }
  line(`plan    ${config.seeds * designs.length} ${config.seeds * designs.length === 1 ? 'network' : 'networks'} of ${config.epochs} ${config.epochs === 1 ? 'epoch' : 'epochs'}, batches of ${config.batchSize}`); // prettier-ignore
  const done = networkRecords(log).length;
  if (log.length > 0) line(`resume  after ${done} ${done === 1 ? 'network' : 'networks'}`);
}

/** A final training of others. Its texts are theirs. */
export async function showFinal(
  { run, title, dropped, cost }: SharedFinal,
  flags: { readonly json?: boolean; readonly link?: boolean },
): Promise<void> {
  if (flags.json === true) return printJson(toFinalFile(run), 2);
  if (flags.link === true) {
    const link = await formatFinal(run, title);
    line(`final.html#${FINAL_FRAGMENT}=${link.text}`);
    if (link.dropped.length > 0) process.stderr.write(`without ${link.dropped.join(', ')}\n`);
    return;
  }
  if (title !== undefined) line(`title   ${untrusted(title)}`);
  describeFinal(run);
  if (dropped.length > 0) line(`link    without ${dropped.join(', ')}`);
  if (testRecord(run.log) === undefined) line('read    not yet: it had not ended');
  else printFinal(run, cost);
}

/** One line an event; progress only on a terminal. */
export function reportFinal(event: FinalEvent, { config }: FinalHead): void {
  if (event.type === 'progress') return networkLine(event.progress);
  if (event.type === 'activity' && event.activity.phase === 'test' && event.activity.network === 0)
    line('test    reading the test images');
  if (event.type !== 'record') return;
  const { record } = event;
  if (record.type === 'incident') line(`trouble ${record.reason}: ${record.message}`);
  if (record.type === 'network') line(trainedLine(record, config));
}

function trainedLine({ design, seed, failure, epochs, durationMs }: NetworkRecord, { seeds }: FinalConfig): string {
  const name = `${design.padEnd(10)}seed ${seed} of ${seeds}`;
  if (failure !== undefined) return `${name}  failed: ${failure.reason}: ${failure.message}`;
  const { loss, validationAccuracy } = epochs.at(-1)!;
  return `${name}  loss ${loss.toFixed(4)}, ${percent(validationAccuracy)} of the images kept aside, ${duration(durationMs)}`;
}

/**
 * The result: of the first network all, of the others the comparison.
 * @param cost what the training took, where its log can't say.
 */
export function printFinal(run: FinalRun, cost = finalCost(run)): void {
  const test = testRecord(run.log)!;
  line(`read    once, on ${untrusted(test.at)}, for all networks; this run can't read the test images again`);
  const compared = compareDesigns(run);
  for (const design of compared) line(comparedLine(design));
  printFirst(test);
  const { origin } = run.head;
  if (origin !== undefined) {
    line(`search  ${costLine(origin.cost)}`);
    if (origin.confirmationCost.examples > 0) line(`confirm ${costLine(origin.confirmationCost)}`);
  }
  line(`cost    ${costLine(cost)}`);
}

/** `cell    91.20 % ± 0.40 (seeds 91.0, 91.4), 0.50 ± 0.30 better than ...` */
function comparedLine({ of, accuracies, mean, interval, gap }: ComparedDesign): string {
  if (mean === undefined) return `${of.design.padEnd(10)}no network was trained`;
  const seeds = accuracies.map((accuracy) => (accuracy === undefined ? 'failed' : (100 * accuracy).toFixed(2)));
  const by = gap === undefined ? '' : `; the cell is ${signed(gap.mean)}${half(gap.interval)} points from it${isSettled(gap.interval) ? '' : ', which seeds alone can do'}`; // prettier-ignore
  return `${of.design.padEnd(10)}${percent(mean)}${half(interval)}${seeds.length > 1 ? ` (seeds ${seeds.join(', ')})` : ''}${by}`;
}

const signed = (share: number): string => `${share >= 0 ? '+' : ''}${(100 * share).toFixed(2)}`;
const half = (interval: Interval | undefined): string =>
  interval === undefined ? '' : ` ± ${(50 * (interval[1] - interval[0])).toFixed(2)}`;
/** Whether an interval excludes 0. */
const isSettled = (interval: Interval | undefined): boolean => interval !== undefined && interval[0] * interval[1] > 0;

function printFirst({ results, images }: TestRecord): void {
  const { correct, confusion, calibration, loss, design, seed } = results[0]!;
  line(`network ${design}, seed ${seed}: ${correct} of ${images} right, loss ${loss.toFixed(4)}, calibration error ${(100 * calibrationError(calibration)).toFixed(2)} points`); // prettier-ignore
  const perClass = confusion.map((row, label) => {
    const all = row.reduce((sum, count) => sum + count, 0);
    return all === 0 ? '-' : (100 * (row[label]! / all)).toFixed(1);
  });
  line(`classes ${perClass.join(', ')} % right`);
}
