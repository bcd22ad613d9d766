/** @file What a search prints, while it runs and at its end. */
import type { SearchEvent } from '../../contract/events.ts';
import { measureNoise, type Difference } from '../../core/stats.ts';
import { lotOf } from '../../contract/probes.ts';
import type { RankRecord, Run, TrainRecord } from '../../contract/records.ts';
import { answerOf, confirmedCells } from '../../contract/answer.ts';
import { bestOf, countIncidents, repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { costOf } from '../../contract/cost.ts';
import { splitSizes } from '../../contract/split-sizes.ts';
import { confirmedLine, costLine, deviceLines, duration, line, noiseLine, percent, progressLine } from './output.ts';
import type { RunFlags } from './run-flags.ts';
import { writeRunFile } from './stored-run.ts';

/** One line an event; the children's progress only on a terminal. */
export function reportSearch(event: SearchEvent, blocks: number): void {
  if (event.type === 'progress') return progressLine(event.progress);
  if (event.type === 'activity') {
    const { activity } = event;
    if (activity.phase === 'train' && activity.child === 0) {
      const until = activity.epochs === undefined ? '' : ` until epoch ${activity.epochs}`;
      line(`level ${activity.level} of ${blocks}: training ${activity.children} children${until}`);
    } else if (activity.phase === 'retrain' && activity.child === 0) {
      line(
        `level ${activity.level} of ${blocks}: training ${activity.children} cells again, for the noise of an accuracy`,
      );
    } else if (activity.phase === 'confirm' && activity.child === 0) {
      line(`confirm ${activity.children} cells by seed ${activity.repeat}, on images that the search never saw`);
    }
    return;
  }
  if (event.type !== 'record') return;
  const { record } = event;
  if (record.type === 'incident') line(`trouble ${record.reason}: ${record.message}`);
  else if (record.type === 'train') line(trainLine(record));
  else if (record.type === 'retrain')
    line(`again   ${outcome(record)}  ${record.notation}, ${duration(record.durationMs)}`);
  else if (record.type === 'confirm')
    line(`confirm ${outcome(record)}  ${record.notation}, ${duration(record.durationMs)}`);
  else if (record.type === 'fit') line(`fit     ${record.cells} cells in ${duration(record.durationMs)}`);
  else if (record.type === 'rank') {
    const { candidates, kept, probes = 0, durationMs } = record;
    const lot = probes === 0 ? '' : ` and ${probes} by lot`;
    line(`rank    ${candidates} candidates, ${kept.length - probes} picked${lot}, in ${duration(durationMs)}`);
  }
}

const outcome = ({ accuracy, failure }: Pick<TrainRecord, 'accuracy' | 'failure'>): string =>
  accuracy === undefined ? `failed: ${failure!.reason}` : percent(accuracy);

function trainLine(record: TrainRecord): string {
  const { predicted, notation, durationMs, parameters, epochs, start } = record;
  const warm = start === undefined ? '' : ', warm';
  const stopped = epochs === undefined ? '' : ` at epoch ${epochs}`;
  const prediction = predicted === undefined ? '' : ` (predicted ${percent(predicted)})`;
  return `${outcome(record).padStart(8)}${stopped}${prediction}  ${notation}  ${parameters} parameters, ${duration(durationMs)}${warm}`;
}

/** `4.4 points better than cells by lot, 95 % 3.1 to 5.7`. */
function gainLine({ value, interval }: Difference): string {
  const points = (share: number): string => (100 * share).toFixed(1);
  return `${points(value)} points better than cells by lot, 95 % ${interval.map(points).join(' to ')}`;
}

/** Writes the run where the flags say, and prints what came of it. */
export async function writeResult(run: Run, end: string, flags: Pick<RunFlags, 'out' | 'run'>): Promise<void> {
  if (flags.out !== undefined) {
    await writeRunFile(flags.out, run);
    line(`wrote   ${flags.out}`);
  }
  const best = answerOf(run);
  if (end === 'paused') {
    line(
      `paused  after ${trainRecords(run).length} children${flags.run === undefined ? '' : `; continue with --run ${flags.run}`}`,
    );
    process.exitCode = 130; // the job is not done
    return;
  }
  const { config, data } = run.head;
  const incidents = [...countIncidents(run)].map(([reason, count]) => `${reason} ${count}`);
  if (incidents.length > 0) line(`trouble ${incidents.join(', ')}`);
  for (const text of deviceLines(run)) line(text);
  if (best === undefined) throw new Error('search: every child failed; see the reasons above');
  const noise = measureNoise(repeatedAccuracies(run));
  if (noise !== undefined) line(`noise   ${noiseLine(noise)}`);
  const rank = run.log.find((record): record is RankRecord => record.type === 'rank' && record.probes !== undefined);
  const gain = lotOf(rank, trainRecords(run))?.gain;
  if (gain !== undefined) line(`picks   ${gainLine(gain)}`);
  line(`cost    ${costLine(costOf(run))}`);
  const { validation, confirmation } = splitSizes(config, data.images);
  const { record } = best;
  const measured = bestOf(trainRecords(run))!;
  line(`best measured  ${percent(measured.accuracy!)} on ${validation} validation images: ${measured.notation}`);
  if (best.confirmed === undefined) return;
  for (const cell of confirmedCells(run)) line(`confirmed  ${confirmedLine(cell)}  ${cell.record.notation}`);
  line(
    `best    ${percent(best.confirmed.mean)} on ${confirmation} images that the search never saw: ${record.notation}`,
  );
}
