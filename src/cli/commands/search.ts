/** @file `pnas search`: a search in the terminal, by the same worker code as the page. */
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { SearchEvent } from '../../contract/events.ts';
import { measureNoise } from '../../core/stats.ts';
import type { PresetName } from '../../contract/presets.ts';
import type { Run, RunHead, TrainRecord } from '../../contract/records.ts';
import { answerOf, confirmedCells } from '../../contract/answer.ts';
import { bestOf, countIncidents, repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { costOf } from '../../contract/cost.ts';
import { splitSizes } from '../../contract/split-sizes.ts';
import { loadFiles, loadSample } from '../../../workers/data/node/files.ts';
import { BACKENDS, openCliDevice, type BackendName } from '../terminal/device.ts';
import { requireWritable } from '../terminal/history.ts';
import { releaseOn } from '../terminal/release.ts';
import {
  createRun,
  existingRun,
  openStore,
  requireSameData,
  writeRunFile,
  type StoredRun,
} from '../terminal/stored-run.ts';
import {
  addSearchFlags,
  configFrom,
  presetOption,
  requireSameSettings,
  requestedSettings,
  type ConfigFlags,
} from '../terminal/options.ts';
import {
  confirmedLine,
  costLine,
  deviceLines,
  duration,
  line,
  noiseLine,
  percent,
  progressLine,
} from '../terminal/output.ts';

type Flags = ConfigFlags & {
  readonly preset: PresetName;
  readonly out?: string;
  readonly run?: string;
  readonly data?: string;
  readonly backend: BackendName;
};

/** Registers the command. */
export function addSearch(program: Command): void {
  addSearchFlags(
    program
      .command('search')
      .description('run a search; Ctrl-C pauses it after the current epoch')
      .addOption(presetOption('where to start from', 'demo')),
  )
    .option('--data <path>', 'cifar-10-binary.tar.gz, a .bin file or a folder of them (default: the embedded sample)')
    .option('--out <file>', 'write the run as run.json')
    .option('--run <folder>', 'keep the log here; continues the run that is there already, with its settings')
    .addOption(new Option('--backend <name>', 'where to compute').choices(BACKENDS).default('webgpu'))
    .action(search);
}

async function search(flags: Flags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = await existingRun(place);
  if (existing !== undefined) {
    const advice = 'Leave these flags out to continue it, or give another --run for another search';
    requireSameSettings(`search: ${flags.run}`, existing.head.config, requestedSettings(command, flags), advice);
  }
  const config = existing?.head.config ?? configFrom(flags.preset, flags);
  const handlers = releaseOn(['SIGINT', 'SIGTERM', 'SIGHUP'], place.store, place.id);
  try {
    // Another writer is reported before the work; a new folder is created with its first file.
    if (flags.run !== undefined && existsSync(flags.run)) await place.store.acquire(place.id);
    await searchAt(place, config, flags, handlers);
  } finally {
    await place.store.release(place.id);
    handlers.remove();
  }
}

async function searchAt(
  place: StoredRun,
  config: RunHead['config'],
  flags: Flags,
  { release }: ReturnType<typeof releaseOn>,
): Promise<void> {
  const data = flags.data === undefined ? await loadSample() : await loadFiles(flags.data);
  const device = await openCliDevice(flags.backend);
  line(`device  ${device.report.description} (${device.report.backend}${device.report.software ? ', software' : ''})`);
  const { store, id } = place;
  await createRun(place, data, device, config);
  const run = await store.run(id);
  requireSameData('search', run.head, data.identity);
  line(`data    ${data.identity.name}, ${data.identity.images} images; ${run.head.config.images} used`);
  if (run.log.length > 0) line(`resume  after ${trainRecords(run).length} trained children`);

  let interrupted = false;
  const pause = (): void => {
    interrupted = true;
    line('pausing after this epoch; press Ctrl-C again to stop at once');
    process.once('SIGINT', release);
  };
  process.off('SIGINT', release).once('SIGINT', pause);
  const { runSearch } = await import('../../../workers/drive/search.ts');
  const end = await runSearch({
    run,
    images: data.images,
    device,
    store,
    reopen: () => openCliDevice(flags.backend),
    onEvent: (event) => report(event, run.head.config.blocks),
    shouldPause: () => interrupted,
  });
  process.off('SIGINT', pause);
  await writeResult(await store.run(id), end, flags);
}

/** One line an event; the children's progress only on a terminal. */
export function report(event: SearchEvent, blocks: number): void {
  if (event.type === 'progress') return progressLine(event.progress);
  if (event.type === 'activity') {
    const { activity } = event;
    if (activity.phase === 'train' && activity.child === 0) {
      line(`level ${activity.level} of ${blocks}: training ${activity.children} children`);
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
    line(`rank    ${record.candidates} candidates, ${record.kept.length} kept, in ${duration(record.durationMs)}`);
  }
}

const outcome = ({ accuracy, failure }: Pick<TrainRecord, 'accuracy' | 'failure'>): string =>
  accuracy === undefined ? `failed: ${failure!.reason}` : percent(accuracy);

function trainLine(record: TrainRecord): string {
  const { predicted, notation, durationMs, parameters } = record;
  const prediction = predicted === undefined ? '' : ` (predicted ${percent(predicted)})`;
  return `${outcome(record).padStart(8)}${prediction}  ${notation}  ${parameters} parameters, ${duration(durationMs)}`;
}

/** Writes the run where the flags say, and prints what came of it. */
export async function writeResult(run: Run, end: string, flags: Pick<Flags, 'out' | 'run'>): Promise<void> {
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
