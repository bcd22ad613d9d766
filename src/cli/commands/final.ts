/** @file `pnas final`: from a cell to a network, its test accuracy, and its controls. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { calibrationError } from '../../core/final/test-result.ts';
import type { Interval } from '../../core/stats.ts';
import { parseCell } from '../../core/space/cell.ts';
import type { FinalConfig } from '../../contract/final-config.ts';
import type { FinalEvent } from '../../contract/final-events.ts';
import { toFinalFile } from '../../contract/final-file.ts';
import { originOf } from '../../contract/final-origin.ts';
import { compareDesigns, finalCost, networkRecords, testRecord, type ComparedDesign } from '../../contract/final-outcome.ts'; // prettier-ignore
import { FINAL_PRESETS, planFinal, type FinalPresetName } from '../../contract/final-presets.ts';
import type { FinalHead, FinalRun, NetworkRecord, Origin, TestRecord } from '../../contract/final-records.ts';
import { networkOf } from '../../contract/final-network.ts';
import { loadFiles, loadSample, type LoadedData } from '../../../workers/data/node/files.ts';
import type { Device } from '../../../workers/device/device.ts';
import { newFinalHead } from '../../../workers/drive/new-run.ts';
import type { TestImages } from '../../../workers/drive/read-test.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { MemoryStore } from '../../../workers/store/memory.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { BACKENDS, openCliDevice, type BackendName } from '../terminal/device.ts';
import { addFinalFlags, finalChanges, type FinalFlags } from '../terminal/final-options.ts';
import { requireWritable } from '../terminal/history.ts';
import { costLine, duration, line, networkLine, nodeName, percent } from '../terminal/output.ts';
import { readShared } from '../terminal/read-run.ts';
import { writeTrained } from '../terminal/write-trained.ts';
import { releaseOn } from '../terminal/release.ts';

type Flags = FinalFlags & {
  readonly preset: FinalPresetName;
  readonly cell?: string;
  readonly from?: string;
  readonly out?: string;
  readonly export?: string;
  readonly run?: string;
  readonly data?: string;
  readonly backend: BackendName;
};

/** Registers the command. */
export function addFinal(program: Command): void {
  addFinalFlags(
    program
      .command('final')
      .description('train a network of a cell, and read the test images once; Ctrl-C pauses it within seconds')
      .option('--cell <notation>', 'the cell, as input,operator,input,operator for each block')
      .option('--from <run>', 'the best cell of a search: run.json or a link'),
  )
    .option('--data <path>', 'cifar-10-binary.tar.gz, a .bin file or a folder of them (default: the embedded sample)')
    .option('--out <file>', 'write the run as final.json')
    .option('--export <folder>', 'write the first network, once judged, for ONNX, TensorFlow.js, PyTorch and Keras')
    .option('--run <folder>', 'keep the log and the networks here; continues the run that is there already')
    .addOption(new Option('--backend <name>', 'where to compute').choices(BACKENDS).default('webgpu'))
    .action(final);
}

async function final(flags: Flags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = place.store instanceof FileStore && place.store.has(place.id) ? await place.store.finalRun(place.id) : undefined; // prettier-ignore
  if (existing !== undefined) requireSame(existing.head, flags, command);
  const handlers = releaseOn(['SIGINT', 'SIGTERM', 'SIGHUP'], place.store, place.id);
  try {
    if (flags.run !== undefined && existsSync(flags.run)) await place.store.acquire(place.id);
    await finalAt(place, existing, flags, handlers);
  } finally {
    await place.store.release(place.id);
    handlers.remove();
  }
}

interface StoredRun {
  readonly store: FileStore | MemoryStore;
  readonly id: string;
}

function openStore(folder: string | undefined): StoredRun {
  if (folder === undefined) return { store: new MemoryStore(), id: randomUUID() };
  const path = resolve(folder);
  return { store: new FileStore(dirname(path)), id: basename(path) };
}

/** @throws {RangeError} when flags ask for another run than the one in the folder. */
function requireSame({ config }: FinalHead, flags: Flags, command: Command): void {
  const asked: Partial<FinalConfig> = {
    ...(command.getOptionValueSource('preset') === 'cli' ? fixedSettings(flags.preset) : {}),
    ...finalChanges(flags),
    ...(flags.cell === undefined ? {} : { cell: flags.cell.trim() }),
  };
  const differences = (Object.keys(asked) as (keyof FinalConfig)[])
    .filter((name) => asked[name] !== config[name])
    .map((name) => `${name} ${config[name]}, asked for ${asked[name]}`);
  if (differences.length === 0) return;
  throw new RangeError(
    `final: ${flags.run} was begun with ${differences.join('; ')}. Leave these flags out to continue it, or give another --run`,
  );
}

/** Of a preset, what no plan changes. */
function fixedSettings(preset: FinalPresetName): Partial<FinalConfig> {
  const { filters: _f, epochs: _e, images: _i, validationImages: _v, testImages: _t, seed: _s, seeds: _n, controls: _c, ...fixed } = FINAL_PRESETS[preset].config; // prettier-ignore
  return fixed;
}

async function finalAt(
  { store, id }: StoredRun,
  existing: FinalRun | undefined,
  flags: Flags,
  { release }: ReturnType<typeof releaseOn>,
): Promise<void> {
  const data = flags.data === undefined ? await loadSample() : await loadFiles(flags.data);
  const device = await openCliDevice(flags.backend);
  line(`device  ${device.report.description} (${device.report.backend}${device.report.software ? ', software' : ''})`);
  if (existing === undefined) await store.createRun(await begin(id, flags, data, device));
  const run = await store.finalRun(id);
  requireData(run.head, data, flags);
  describe(run);

  let interrupted = false;
  const pause = (): void => {
    interrupted = true;
    line('pausing; press Ctrl-C again to stop at once');
    process.once('SIGINT', release);
  };
  process.off('SIGINT', release).once('SIGINT', pause);
  const { runFinal } = await import('../../../workers/drive/final.ts');
  const end = await runFinal({
    run,
    images: data.images,
    loadTest: () => testImagesOf(run.head, data),
    device,
    store,
    reopen: () => openCliDevice(flags.backend),
    onEvent: (event) => report(event, run.head),
    shouldPause: () => interrupted,
  });
  process.off('SIGINT', pause);
  const ended = await store.finalRun(id);
  if (flags.out !== undefined) {
    await writeWhole(flags.out, `${JSON.stringify(toFinalFile(ended), undefined, 2)}\n`);
    line(`wrote   ${flags.out}`);
  }
  if (end === 'finished') {
    printResult(ended);
    return flags.export === undefined ? undefined : exportNetwork(flags.export, store, ended);
  }
  line(`paused  ${flags.run === undefined ? '' : `continue with --run ${flags.run}`}`);
  process.exitCode = 130; // the job is not done
}

/** Writes the first network that was trained. */
async function exportNetwork(folder: string, store: StoredRun['store'], run: FinalRun): Promise<void> {
  const network = networkRecords(run.log).findIndex(({ failure }) => failure === undefined);
  const kept = await store.networks(run.head.id).load(network);
  if (kept === undefined) throw new RangeError(`final: network ${network + 1} of this run is not kept here`);
  await writeTrained(folder, networkOf(run, network, kept));
  line(`wrote   ${folder}`);
}

/** Plans the run that begins now. */
async function begin(id: string, flags: Flags, data: LoadedData, device: Device): Promise<FinalHead> {
  const { test } = data;
  const { cell, origin } = await cellOf(flags);
  parseCell(cell);
  const { probeSpeed } = await import('../../../workers/drive/speed.ts');
  const isPlanned = 'minutes' in FINAL_PRESETS[flags.preset] && (flags.filters === undefined || flags.epochs === undefined); // prettier-ignore
  const speed = isPlanned ? await probeSpeed(device, parseCell(cell)) : undefined;
  const config = planFinal({
    preset: flags.preset,
    cell,
    available: data.identity.images,
    testAvailable: test?.identity.images ?? 0,
    ...(speed === undefined ? {} : { speed }),
    changes: finalChanges(flags),
  });
  const identity = test?.identity ?? data.identity;
  const judged = { images: config.testImages, sha256: identity.sha256 };
  return newFinalHead({
    id,
    config,
    data: data.identity,
    test: test === undefined ? { ...judged, isHeldOut: true } : judged,
    device: device.report,
    runtime: nodeName(),
    ...(origin === undefined ? {} : { origin }),
  });
}

/** The cell that is trained, and the search that it is from. */
async function cellOf({ cell, from }: Flags): Promise<{ readonly cell: string; readonly origin?: Origin }> {
  if ((cell === undefined) === (from === undefined))
    throw new RangeError('final: needs --cell <notation> or --from <run.json>, and not both');
  if (cell !== undefined) return { cell: cell.trim() };
  const shared = await readShared(from!);
  if (!('result' in shared)) throw new RangeError(`final: ${from} must be a search with its log, such as run.json`);
  return originOf(shared.result.run);
}

function requireData(head: FinalHead, data: LoadedData, { run, data: path }: Flags): void {
  const isSame = head.data.sha256 === data.identity.sha256 && head.test.sha256 === (data.test ?? data).identity.sha256;
  if (isSame) return;
  throw new RangeError(
    `final: ${run} was begun on other images: ${head.data.name} (${head.data.images})${path === undefined ? '; name them with --data' : ''}`,
  );
}

async function testImagesOf(head: FinalHead, data: LoadedData): Promise<TestImages> {
  const { testIndices } = await import('../../../workers/train/split.ts');
  return { set: (data.test ?? data).images, indices: testIndices(head) };
}

function describe({ head, log }: FinalRun): void {
  const { config, data, designs, test, origin } = head;
  line(`data    ${data.name}: ${config.images} images used, ${config.validationImages} of them kept aside`);
  line(`test    ${test.images} images${test.isHeldOut === true ? ` held out of ${data.name}: a search on it may have seen them` : ''}, read once, at the end`); // prettier-ignore
  if (origin !== undefined) line(`cell    of a search of ${origin.cells} cells, begun ${origin.startedAt}`);
  for (const { design, notation, filters, parameters, multiplyAdds } of designs) {
    line(`${design.padEnd(10)}${notation}  N ${config.repeats}, F ${filters}, ${parameters.toLocaleString('en')} weights, ${(multiplyAdds / 1e6).toFixed(1)} M multiply-adds`); // prettier-ignore
  }
  line(`plan    ${config.seeds * designs.length} ${config.seeds * designs.length === 1 ? 'network' : 'networks'} of ${config.epochs} ${config.epochs === 1 ? 'epoch' : 'epochs'}, batches of ${config.batchSize}`); // prettier-ignore
  const done = networkRecords(log).length;
  if (log.length > 0) line(`resume  after ${done} ${done === 1 ? 'network' : 'networks'}`);
}

/** One line an event; progress only on a terminal. */
function report(event: FinalEvent, { config }: FinalHead): void {
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

/** The result: of the first network all, of the others the comparison. */
function printResult(run: FinalRun): void {
  const test = testRecord(run.log)!;
  line(`read    once, on ${test.at}, for all networks; this run can't read the test images again`);
  const compared = compareDesigns(run);
  for (const design of compared) line(comparedLine(design));
  printFirst(test);
  const { origin } = run.head;
  if (origin !== undefined) {
    line(`search  ${costLine(origin.cost)}`);
    if (origin.confirmationCost.examples > 0) line(`confirm ${costLine(origin.confirmationCost)}`);
  }
  line(`cost    ${costLine(finalCost(run))}`);
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
