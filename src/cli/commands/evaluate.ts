/** @file `pnas evaluate --stdio`: another program chooses the cells, by JSON lines; they are trained and kept as a run like any other. */
import type { Command } from 'commander';
import { answerOf } from '../../contract/answer.ts';
import { EXTERNAL, type SearchConfig } from '../../contract/config.ts';
import { MOST_LINE, type EvaluateAnswer } from '../../contract/evaluate.ts';
import type { PresetName } from '../../contract/presets.ts';
import type { Run } from '../../contract/records.ts';
import { trainRecords } from '../../contract/run-file.ts';
import { splitSizes } from '../../contract/split-sizes.ts';
import { loadData } from '../../../workers/data/node/files.ts';
import { openCliDevice } from '../terminal/device.ts';
import { requireWritable } from '../terminal/history.ts';
import { readLines } from '../terminal/json-lines.ts';
import {
  addSpaceFlags,
  configFrom,
  presetOption,
  requestedSettings,
  requireSameSettings,
  type ConfigFlags,
} from '../terminal/options.ts';
import { printableJson } from '../terminal/output.ts';
import { Requests } from '../terminal/requests.ts';
import { backendOption, addRunFlags, type RunFlags } from '../terminal/run-flags.ts';
import {
  createRun,
  existingRun,
  openStore,
  requireSameData,
  withRun,
  writeRunFile,
  type StoredRun,
} from '../terminal/stored-run.ts';

type Flags = ConfigFlags & RunFlags & { readonly stdio: true; readonly preset: PresetName };

/** Registers the command. */
export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('train the cells that another program names on standard input, and answer with what they measured')
    .requiredOption('--stdio', 'by JSON lines on standard input and output')
    .addOption(presetOption('where to start from', 'demo'));
  addSpaceFlags(command);
  addRunFlags(command, {
    out: 'write the run as run.json at the end',
    run: 'keep the log here; goes on with the run that is there already, with its settings',
  });
  command.addOption(backendOption()).action(evaluate);
}

async function evaluate(flags: Flags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = await existingRun(place);
  if (existing !== undefined) requireContinuable(existing, command, flags);
  // The noise of an accuracy is measured level by level, which these cells have none of.
  const config = existing?.head.config ?? { ...configFrom(flags.preset, flags), strategy: EXTERNAL, retrainings: 0 };
  await withRun(place, flags.run, ['SIGTERM', 'SIGHUP'], () => evaluateAt(place, config, flags));
}

/** @throws {RangeError} where the run is another program's no more, or other settings are requested. */
function requireContinuable({ head: { config } }: Run, command: Command, flags: Flags): void {
  const place = `evaluate: ${flags.run}`;
  if (config.strategy !== EXTERNAL)
    throw new RangeError(`${place} must be a run whose cells another program chose; got one by ${config.strategy}`);
  const { strategy: _strategy, retrainings: _retrainings, ...requested } = requestedSettings(command, flags);
  requireSameSettings(place, config, requested, 'Leave these flags out to continue it, or give another --run');
}

async function evaluateAt(place: StoredRun, config: SearchConfig, flags: Flags): Promise<void> {
  const data = await loadData(flags.data);
  const device = await openCliDevice(flags.backend);
  const { store, id } = place;
  await createRun(place, data, device, config);
  const run = await store.run(id);
  requireSameData('evaluate', run.head, data.identity);

  const requests = new Requests({
    config,
    trained: trainRecords(run),
    lines: readLines(process.stdin, MOST_LINE),
    answer,
  });
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
    requests.end();
  });
  const { blocks, lookback, operators } = config;
  const validationImages = splitSizes(config, data.identity.images).validation;
  answer({ type: 'ready', blocks, lookback, operators, validationImages, cells: trainRecords(run).length });
  const { runSearch } = await import('../../../workers/drive/search.ts');
  const end = await runSearch({
    run,
    images: data.images,
    device,
    store,
    reopen: () => openCliDevice(flags.backend),
    ask: () => requests.next(),
    onEvent: (event) => {
      if (event.type === 'record' && event.record.type === 'train') requests.told(event.record);
    },
    shouldPause: () => interrupted,
  });
  process.stdin.destroy(); // it would keep the process alive
  const measured = await store.run(id);
  if (flags.out !== undefined) await writeRunFile(flags.out, measured);
  if (end === 'paused')
    process.exitCode = 130; // the job is not done
  else answer(doneAnswer(measured));
}

function answer(message: EvaluateAnswer): void {
  process.stdout.write(`${printableJson(message)}\n`);
}

function doneAnswer(run: Run): EvaluateAnswer {
  const best = answerOf(run);
  if (best === undefined) return { type: 'done' };
  const { record, confirmed } = best;
  const mean = confirmed === undefined ? {} : { confirmed: confirmed.mean };
  return { type: 'done', best: record.notation, accuracy: record.accuracy!, ...mean };
}
