/** @file `pnas export`: a cell, or a run, in the formats of other tools. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CELL_FILES, writeCell, type CellFormat } from '../../contract/cell-exports.ts';
import { formatHistory, formatScores } from '../../contract/history-csv.ts';
import { toFinalFile } from '../../contract/final-file.ts';
import { MODEL_FILES, type ModelFormat } from '../../contract/model-exports.ts';
import { PRESETS } from '../../contract/presets.ts';
import type { Result } from '../../contract/link/result-link.ts';
import type { RankRecord, Run } from '../../contract/records.ts';
import { figuresOf } from '../../contract/figures.ts';
import { NEEDS_TFJS } from '../../../workers/surrogate/base/surrogate.ts';
import { answerOf } from '../../contract/answer.ts';
import { trainRecords } from '../../contract/run-file.ts';
import { toRunFile } from '../../contract/to-run-file.ts';
import { formatCell, parseCell } from '../../core/space/cell.ts';
import { WEIGHT_LOADERS } from '../../core/export/python-weights.ts';
import type { MacroName } from '../../core/network/macro-names.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { openCliDevice, type BackendName } from '../terminal/device.ts';
import { backendOption } from '../terminal/run-flags.ts';
import { integer, macroOption } from '../terminal/options.ts';
import { line, printableJson } from '../terminal/output.ts';
import { readShared } from '../terminal/read-run.ts';
import { exportTrained, isRunFolder, readFinalFolder } from '../terminal/trained-run.ts';

/** Formats of a run; scores are of a level. */
const RUN_FORMATS: Readonly<Record<string, (run: Run, level: number) => string>> = {
  json: (run) => `${printableJson(toRunFile(run, figuresOf(run)), 2)}\n`,
  history: (run) => formatHistory(run),
  scores: formatScores,
};

interface Flags {
  readonly format: string;
  readonly cell?: string;
  readonly level?: number;
  readonly all?: boolean;
  readonly backend: BackendName;
  readonly repeats?: number;
  readonly filters?: number;
  readonly macro?: MacroName;
  readonly network?: number;
  readonly out?: string;
}

const FORMATS = [...new Set([CELL_FILES, RUN_FORMATS, MODEL_FILES].flatMap((formats) => Object.keys(formats)))];

/** Registers the command. */
export function addExport(program: Command): void {
  program
    .command('export [source]')
    .description(
      'write a cell, a shared run (a link in quotes, run.json) or a trained network (the folder of a final training) for other tools',
    ) // prettier-ignore
    .addOption(
      new Option(
        '--format <name>',
        `${Object.keys(CELL_FILES).join(', ')} of a cell; ${Object.keys(RUN_FORMATS).join(', ')} of a run; ${Object.keys(MODEL_FILES).join(', ')} of a network`,
      )
        .choices(FORMATS)
        .makeOptionMandatory(),
    )
    .option('--cell <notation>', 'the cell (default: the best of the run)')
    .option('--level <b>', 'level of the scores (default: the last ranked)', integer)
    .option('--all', 'scores of every candidate, in the order ranked; the run is ranked again (default: those kept)')
    .addOption(backendOption('where lstm and mlp compute for --all'))
    .addOption(macroOption("how a cell becomes a network (default: the run's)"))
    .option('--repeats <N>', "cells per stage (default: the run's; PNASNet-5: 3)", integer)
    .option('--filters <F>', "filters of the first stage (default: the run's; PNASNet-5: 48)", integer)
    .option('--network <n>', 'of a final training, which of its networks (default: the first)', integer)
    .option('--out <path>', 'write to this file (default: print); the files of a network, into this folder')
    .action(exportShared);
}

async function exportShared(source: string | undefined, flags: Flags): Promise<void> {
  if (source !== undefined && isRunFolder(source)) return exportFinal(source, flags);
  const shared = source === undefined ? undefined : await readRun(source);
  const text = flags.all === true ? await allScores(shared, flags) : textOf(shared?.run, flags);
  if (flags.out === undefined) return void process.stdout.write(text);
  await writeWhole(flags.out, text);
  line(`wrote   ${flags.out}`);
}

/** Of the folder of a final training: its `final.json`, or a network's files. */
async function exportFinal(folder: string, { format, out, network }: Flags): Promise<void> {
  if (format === 'json') {
    const text = `${printableJson(toFinalFile(await readFinalFolder(folder)), 2)}\n`;
    if (out === undefined) return void process.stdout.write(text);
    await writeWhole(out, text);
  } else {
    if (!(format in MODEL_FILES)) throw new InvalidArgumentError(`export: a final training is exported as ${Object.keys(MODEL_FILES).join(', ')} or json; got ${format}`); // prettier-ignore
    if (out === undefined) throw new InvalidArgumentError('export: the files of a network need a folder, --out');
    await exportTrained(folder, format as ModelFormat, out, network);
  }
  line(`wrote   ${out}`);
}

async function readRun(source: string): Promise<Result> {
  const shared = await readShared(source);
  if ('final' in shared)
    throw new RangeError('export: a final training is exported from its folder, which has its weights');
  if ('cells' in shared) throw new RangeError('export: needs a link or run.json; a CSV file says nothing of its run');
  return shared.result;
}

/** `scores_<b>.csv` as titu1994 writes it, with every candidate of the level. */
async function allScores(shared: Result | undefined, { format, level, backend }: Flags): Promise<string> {
  if (format !== 'scores' || shared === undefined) {
    throw new InvalidArgumentError('export: --all is for --format scores of a run; give a link or run.json');
  }
  const { run, cells } = shared;
  const present = trainRecords(run).length;
  if (present < cells) throw new RangeError(`export: --all needs every trained cell; the link has ${present} of ${cells}, run.json has all`); // prettier-ignore
  const device = NEEDS_TFJS[run.head.config.surrogate] ? await openCliDevice(backend) : undefined;
  const { rankAgain } = await import('../../../workers/drive/rank-again.ts'); // imports tfjs: after the device
  const { isGraphicsCard } = await import('../../../workers/surrogate/surrogates.ts');
  const lines: string[] = [];
  const again = await rankAgain({
    run,
    level: level ?? lastRanked(run),
    onGpu: device !== undefined && isGraphicsCard(device),
    onRanked: ({ cell, predicted }) => void lines.push(`${predicted},${formatCell(cell)}\n`),
  });
  warnOfOthers(run, again);
  return lines.join('');
}

/** Warns on stderr how many of the cells that the run kept are not among the best now. */
function warnOfOthers({ log }: Run, { level, kept }: RankRecord): void {
  const best = new Set(kept.map(({ notation }) => notation));
  const before = log.flatMap((record) => (record.type === 'rank' && record.level === level ? record.kept : []));
  const others = before.filter(({ notation }) => !best.has(notation)).length;
  if (others === 0) return;
  process.stderr.write(
    `export: ${others} of the ${before.length} cells that the run kept are not among the best now; this release or device computes its surrogate otherwise\n`,
  );
}

function lastRanked({ log }: Run): number {
  return log.findLast((record) => record.type === 'rank')?.level ?? 0;
}

function textOf(run: Run | undefined, { format, cell: notation, level, ...sizes }: Flags): string {
  if (!(format in RUN_FORMATS) && !(format in CELL_FILES))
    throw new InvalidArgumentError(`export: ${format} is of a trained network; give the folder of a final training`);
  const ofRun = RUN_FORMATS[format];
  if (ofRun !== undefined) {
    if (run === undefined) throw new InvalidArgumentError(`export: ${format} needs a run; give a link or run.json`);
    return ofRun(run, level ?? lastRanked(run));
  }
  const best = run === undefined ? undefined : answerOf(run)?.record.notation;
  const chosen = notation ?? best;
  if (chosen === undefined) throw new RangeError('export: needs --cell, or a run that has a trained one');
  const { repeats, filters, macro } = sizes;
  const given = Object.fromEntries(
    Object.entries({ repeats, filters, macro }).filter(([, value]) => value !== undefined),
  );
  const config = { ...(run?.head.config ?? PRESETS.demo), ...given };
  return writeCell(CELL_FILES[format as CellFormat], parseCell(chosen), config, WEIGHT_LOADERS);
}
