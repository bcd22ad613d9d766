/** @file `pnas export`: a cell, or a run, in the forms of other tools. */
import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CELL_FILES, writeCell, type CellFormat } from '../contract/cell-files.ts';
import { formatHistory, formatScores } from '../contract/history-csv.ts';
import { PRESETS } from '../contract/presets.ts';
import type { Run } from '../contract/records.ts';
import { bestOf, toRunFile, trainRecords } from '../contract/run-file.ts';
import { parseCell } from '../core/cell.ts';
import type { RecipeName } from '../core/macro.ts';
import { integer, recipeOption } from './options.ts';
import { line } from './output.ts';
import { readShared } from './read-run.ts';

/** What a run can be written as; scores are of a level. */
const RUN_FORMATS: Readonly<Record<string, (run: Run, level: number) => string>> = {
  json: (run) => `${JSON.stringify(toRunFile(run), undefined, 2)}\n`,
  history: (run) => formatHistory(run),
  scores: formatScores,
};

interface Flags {
  readonly format: string;
  readonly cell?: string;
  readonly level?: number;
  readonly repeats?: number;
  readonly filters?: number;
  readonly recipe?: RecipeName;
  readonly out?: string;
}

/** Registers the command. */
export function addExport(program: Command): void {
  program
    .command('export [source]')
    .description('write a cell, or a shared run (a link in quotes, run.json), for other tools')
    .addOption(
      new Option(
        '--format <name>',
        'pytorch, keras, dot, mermaid, genotype, nni of a cell; json, history, scores of a run',
      )
        .choices([...Object.keys(CELL_FILES), ...Object.keys(RUN_FORMATS)])
        .makeOptionMandatory(),
    )
    .option('--cell <notation>', 'the cell (default: the best of the run)')
    .option('--level <b>', 'level of the scores (default: the last ranked)', integer)
    .addOption(recipeOption("how a cell becomes a network (default: the run's)"))
    .option('--repeats <N>', "cells per stage (default: the run's; PNASNet-5: 3)", integer)
    .option('--filters <F>', "filters of the first stage (default: the run's; PNASNet-5: 48)", integer)
    .option('--out <file>', 'write here (default: print)')
    .action(exportShared);
}

async function exportShared(source: string | undefined, flags: Flags): Promise<void> {
  const run = source === undefined ? undefined : await readRun(source);
  const text = textOf(run, flags);
  if (flags.out === undefined) return void process.stdout.write(text);
  await writeFile(flags.out, text);
  line(`wrote   ${flags.out}`);
}

async function readRun(source: string): Promise<Run> {
  const shared = await readShared(source);
  if ('cells' in shared) throw new RangeError('export: needs a link or run.json; a CSV file says nothing of its run');
  return shared.result.run;
}

function textOf(run: Run | undefined, { format, cell: notation, level, ...sizes }: Flags): string {
  const ofRun = RUN_FORMATS[format];
  if (ofRun !== undefined) {
    if (run === undefined) throw new InvalidArgumentError(`export: ${format} needs a run; give a link or run.json`);
    return ofRun(run, level ?? run.log.findLast((record) => record.type === 'rank')?.level ?? 0);
  }
  const best = run === undefined ? undefined : bestOf(trainRecords(run))?.notation;
  const chosen = notation ?? best;
  if (chosen === undefined) throw new RangeError('export: needs --cell, or a run that has a trained one');
  const { repeats, filters, recipe } = sizes;
  const given = Object.fromEntries(
    Object.entries({ repeats, filters, recipe }).filter(([, value]) => value !== undefined),
  );
  const config = { ...(run?.head.config ?? PRESETS.demo), ...given };
  return writeCell(format as CellFormat, parseCell(chosen), config);
}
