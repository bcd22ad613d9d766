/** @file `pnas show`: a shared run in the terminal, from a link or a file. Nothing is started. */
import type { Command } from 'commander';
import type { Result } from '../../contract/link/result-link.ts';
import { formatResult } from '../../contract/link/result-link.ts';
import { RUN_FRAGMENT } from '../../contract/link/recipe-link.ts';
import { costOf } from '../../contract/cost.ts';
import { figuresOf } from '../../contract/figures.ts';
import { costIn, frontOfRun } from '../../contract/pareto.ts';
import { confirmedCells } from '../../contract/answer.ts';
import { resultSentence } from '../../contract/result-sentence.ts';
import { rankCorrelation, repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { toRunFile } from '../../contract/to-run-file.ts';
import type { ScoredCell } from '../../contract/history-csv.ts';
import { table } from './cells.ts';
import { integer } from '../terminal/options.ts';
import { measureNoise } from '../../core/stats.ts';
import {
  confirmedLine,
  costLine,
  costWords,
  deviceLines,
  duration,
  untrusted,
  line,
  noiseLine,
  percent,
  printJson,
} from '../terminal/output.ts';
import { showFinal } from '../terminal/final-report.ts';
import { readShared } from '../terminal/read-run.ts';

/** Registers the command. */
export function addShow(program: Command): void {
  program
    .command('show <source>')
    .description('show a shared run: a link in quotes, run.json, final.json, train_history.csv or scores_<b>.csv')
    .option('--top <n>', 'best cells to list', integer, 10)
    .option('--json', 'print it as run.json, or final.json')
    .option('--link', 'print its link')
    .action(show);
}

interface Flags {
  readonly top: number;
  readonly json?: boolean;
  readonly link?: boolean;
}

async function show(source: string, flags: Flags): Promise<void> {
  const shared = await readShared(source);
  if ('cells' in shared) {
    if (flags.json === true || flags.link === true) {
      throw new RangeError('show: a CSV file has cells only; --json and --link need a run');
    }
    line(`cells       ${shared.cells.length}, without the settings of their run`);
    return list(shared.cells, flags.top);
  }
  if ('final' in shared) return showFinal(shared.final, flags);
  const { result } = shared;
  if (flags.json === true) return printJson(toRunFile(result.run, figuresOf(result.run)), 2);
  if (flags.link === true) {
    const link = formatResult(result.run, result.title);
    line(`viewer.html#${RUN_FRAGMENT}=${link.text}`);
    if (link.dropped.length > 0) process.stderr.write(`${leftOut(link)}\n`);
    return;
  }
  describe(result);
  const measured = trainRecords(result.run);
  list(measured.flatMap(({ notation, accuracy }) => (accuracy === undefined ? [] : [{ notation, score: accuracy }])), flags.top); // prettier-ignore
}

function describe(result: Result): void {
  const { run, title, cells } = result;
  const { config, data, device, startedAt } = run.head;
  if (title !== undefined) line(`title       ${untrusted(title)}`);
  line(`result      ${untrusted(resultSentence(run, cells))}`);
  line(`search      ${config.strategy}, B=${config.blocks}, K=${config.children}, ${config.operators.join(', ')}`);
  line(`children    macro ${config.macro}, N=${config.repeats}, F=${config.filters}, ${config.epochs} epochs, seed ${config.seed}`); // prettier-ignore
  line(`data        ${untrusted(data.name)}, ${data.images} images; ${config.images} used`);
  line(`device      ${untrusted(device.description)} (${untrusted(device.backend)}${device.software ? ', software' : ''}), ${startedAt}`); // prettier-ignore
  for (const text of deviceLines(run)) line(text);
  if (result.dropped.length > 0) line(`link        ${leftOut({ ...result, kept: trainRecords(run).length })}`);
  const rows = [['level', 'candidates', 'trained', 'failed', 'best measured', 'Spearman', 'time']];
  for (const { level, candidates, trained, best } of toRunFile(run).levels) {
    const children = trainRecords(run).filter((record) => record.level === level);
    const failed = children.filter(({ accuracy }) => accuracy === undefined).length;
    const rho = rankCorrelation(children);
    const time = children.reduce((sum, { durationMs }) => sum + durationMs, 0);
    rows.push([`${level}`, `${candidates}`, `${trained}`, `${failed}`, best === null ? '-' : percent(best), rho?.toFixed(3) ?? '-', duration(time)]); // prettier-ignore
  }
  table(rows);
  const noise = measureNoise(repeatedAccuracies(run));
  if (noise !== undefined) line(`noise       ${noiseLine(noise)}`);
  line(`cost        ${costLine(costOf(run))}`);
  for (const cell of confirmedCells(run)) line(`confirmed   ${confirmedLine(cell)}  ${cell.record.notation}`);
  const cost = costIn(config);
  if (cost === undefined) return;
  for (const one of frontOfRun(run, cost))
    line(`front       ${percent(one.accuracy)}, ${costWords(one.cost, cost)}  ${one.record.notation}`);
}

/** What a link does not have, in words. */
function leftOut({ dropped, cells, kept }: Pick<Result, 'dropped' | 'cells'> & { kept: number }): string {
  const parts = dropped.length === 0 ? [] : [`without ${dropped.join(', ')}`];
  return [...(kept < cells ? [`best ${kept} of ${cells} cells, without retrainings`] : []), ...parts].join('; ');
}

function list(cells: readonly ScoredCell[], top: number): void {
  const best = cells.toSorted((a, b) => b.score - a.score).slice(0, top);
  for (const { score, notation } of best) line(`${percent(score).padStart(8)}  ${notation}`);
}
