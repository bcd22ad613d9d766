/** @file `pnas final`: from a cell to a network, its test accuracy, and its controls. */
import { InvalidArgumentError, type Command } from 'commander';
import { parseCell } from '../../core/space/cell.ts';
import type { FinalConfig } from '../../contract/final-config.ts';
import { toFinalFile } from '../../contract/final-file.ts';
import { originOf } from '../../contract/final-origin.ts';
import { exportedFiles } from '../../contract/model-exports.ts';
import { FINAL_PRESETS, planFinal, type FinalPresetName } from '../../contract/final-presets.ts';
import type { FinalHead, FinalRun, Origin } from '../../contract/final-records.ts';
import { loadData, type LoadedData } from '../../../workers/data/node/files.ts';
import type { Device } from '../../../workers/device/device.ts';
import { newFinalHead } from '../../../workers/drive/new-run.ts';
import type { TestImages } from '../../../workers/drive/read-test.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { openCliDevice } from '../terminal/device.ts';
import { addFinalFlags, finalChanges, type FinalFlags } from '../terminal/final-options.ts';
import { describeFinal, printFinal, reportFinal } from '../terminal/final-report.ts';
import { requireWritable } from '../terminal/history.ts';
import { requireSameSettings } from '../terminal/options.ts';
import { deviceLine, line, nodeName } from '../terminal/output.ts';
import { readShared } from '../terminal/read-run.ts';
import { pauseOnInterrupt } from '../terminal/release.ts';
import { backendOption, addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import { openStore, withRun, type StoredRun } from '../terminal/stored-run.ts';
import { readTrained } from '../terminal/trained-run.ts';
import { writeTrained } from '../terminal/write-trained.ts';

type Flags = FinalFlags &
  RunFlags & {
    readonly preset: FinalPresetName;
    readonly cell?: string;
    readonly from?: string;
    readonly export?: string;
    readonly saveEvery: number;
  };

/** A minute, as on the page. */
const SAVE_EVERY_S = 60;

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0))
    throw new InvalidArgumentError(`must be a number of seconds above 0; got ${text}`);
  return value;
}

/** Registers the command. */
export function addFinal(program: Command): void {
  const command = program
    .command('final')
    .description('train a network of a cell, and read the test images once; Ctrl-C pauses it within seconds')
    .option('--cell <notation>', 'the cell, as input,operator,input,operator for each block')
    .option('--from <run>', 'the best cell of a search: run.json or a link');
  addFinalFlags(command);
  addRunFlags(command, {
    out: 'write the run as final.json',
    run: 'keep the log and the networks here; continues the run that is there already',
  })
    .option('--export <folder>', 'write the first network, once judged, for ONNX, TensorFlow.js, PyTorch and Keras')
    .option(
      '--save-every <seconds>',
      'save what is in training so often: a power cut costs no more',
      seconds,
      SAVE_EVERY_S,
    );
  command.addOption(backendOption()).action(final);
}

async function final(flags: Flags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = place.store instanceof FileStore && place.store.has(place.id) ? await place.store.finalRun(place.id) : undefined; // prettier-ignore
  if (existing !== undefined) requireSame(existing.head, flags, command);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  await withRun(place, flags.run, signals, (release) => finalAt(place, existing, flags, release));
}

/** @throws {RangeError} when flags ask for another run than the one in the folder. */
function requireSame({ config }: FinalHead, flags: Flags, command: Command): void {
  const asked: Partial<FinalConfig> = {
    ...(command.getOptionValueSource('preset') === 'cli' ? fixedSettings(flags.preset) : {}),
    ...finalChanges(flags),
    ...(flags.cell === undefined ? {} : { cell: flags.cell.trim() }),
  };
  const advice = 'Leave these flags out to continue it, or give another --run';
  requireSameSettings(`final: ${flags.run}`, config, asked, advice);
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
  release: (signal: NodeJS.Signals) => void,
): Promise<void> {
  const data = await loadData(flags.data);
  const device = await openCliDevice(flags.backend);
  line(deviceLine(device.report));
  if (existing === undefined) await store.createRun(await begin(id, flags, data, device));
  const run = await store.finalRun(id);
  requireData(run.head, data, flags);
  describeFinal(run);

  const pause = pauseOnInterrupt(release, 'pausing; press Ctrl-C again to stop at once');
  const { runFinal } = await import('../../../workers/drive/final.ts');
  const end = await runFinal({
    run,
    images: data.images,
    loadTest: () => testImagesOf(run.head, data),
    device,
    store,
    reopen: () => openCliDevice(flags.backend),
    onEvent: (event) => reportFinal(event, run.head),
    shouldPause: pause.isAsked,
    saveIntervalMs: 1000 * flags.saveEvery,
  });
  pause.remove();
  const ended = await store.finalRun(id);
  if (flags.out !== undefined) {
    await writeWhole(flags.out, `${JSON.stringify(toFinalFile(ended), undefined, 2)}\n`);
    line(`wrote   ${flags.out}`);
  }
  if (end === 'finished') {
    printFinal(ended);
    if (flags.export === undefined) return;
    await writeTrained(flags.export, exportedFiles(await readTrained(store, ended)));
    return line(`wrote   ${flags.export}`);
  }
  line(`paused  ${flags.run === undefined ? '' : `continue with --run ${flags.run}`}`);
  process.exitCode = 130; // the job is not done
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
