/** @file `pnas study --table`: strategies and surrogates on a table of known accuracies, hundreds of seeds in minutes. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { STRATEGIES, type SurrogateName } from '../../contract/config.ts';
import { PRESETS } from '../../contract/presets.ts';
import { childrenPerLevel } from '../../../workers/table/replay.ts';
import { ANSWERS, type AnswerName } from '../../../workers/table/regret.ts';
import { TABLE_SPACES, type AccuracyTable, type TableSpaceName } from '../../../workers/table/table.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import { parseContenders, type Contender, type SearchTask, type StudySetting } from '../study/contender.ts';
import { runSearches } from '../study/pool.ts';
import { pText, reportPage } from '../study/report-page.ts';
import { ResultsFile } from '../study/results-file.ts';
import { reportOf, type StudyReport } from '../study/study-report.ts';
import { readTableFile } from '../study/table-file.ts';
import { integer } from '../terminal/options.ts';
import { duration, line } from '../terminal/output.ts';
import { table as printTable } from './cells.ts';

/** Seeds of each strategy unless `--seeds` is given: a search takes a second. */
const SEEDS = 100;
/** First seed unless `--seed` is given. */
const FIRST_SEED = 1;

/** What the command line gives. */
export interface TableFlags {
  readonly table: string;
  readonly space: TableSpaceName;
  readonly column?: string;
  readonly seen?: readonly string[];
  readonly strategies?: string;
  readonly surrogate?: SurrogateName;
  readonly children?: readonly number[];
  readonly seed?: number;
  /** Absent where it is not said. */
  readonly seeds?: number;
  readonly noise: number;
  readonly answer: AnswerName;
  readonly processes: number;
  readonly out: string;
}

/** Adds the flags that `--table` has besides those of `study`. */
export function withTableFlags(command: Command): Command {
  return command
    .option('--table <csv>', 'compare on a table of known accuracies instead of training (.csv or .csv.gz)')
    .addOption(new Option('--space <name>', "what the table's cells are").choices(TABLE_SPACES).default('nasbench201'))
    .option('--column <name>', 'table: the accuracy that answers are judged by')
    .option('--seen <names>', "table: accuracies that a search sees (default: the same data set's validation)", names)
    .option(
      '--strategies <names>',
      `what to compare; with --table the first with the others, each with :surrogate or not (default: all: ${STRATEGIES.join(', ')})`,
    ) // prettier-ignore
    .option('--noise <points>', 'table: deviation of the noise added to what a search sees', points, 0)
    .addOption(
      new Option('--answer <which>', "table: a search's answer: its best child as measured, or by its estimate")
        .choices(ANSWERS)
        .default('measured'),
    ) // prettier-ignore
    .option('--processes <n>', 'table: searches at once', integer, availableParallelism());
}

/** A flag of names with commas between. */
function names(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

/** A flag of whole numbers with commas between. */
export function integers(text: string): readonly number[] {
  return text.split(',').map((number) => integer(number.trim()));
}

function points(text: string): number {
  if (/^(\d+\.?\d*|\.\d+)$/.test(text) && Number(text) <= 100) return Number(text);
  throw new InvalidArgumentError(`must be points from 0 to 100; got ${text}`);
}

/** Runs the study, or goes on with what is in its folder, and writes study.json and study.html. */
export async function studyTable(flags: TableFlags): Promise<void> {
  const { column, space, seen, out, noise, answer } = flags;
  if (column === undefined) throw new RangeError('--table needs --column: the accuracy that answers are judged by');
  const { table, name, sha256 } = await readTableFile(flags.table, { space, column, seen });
  const setting: StudySetting = { table: { name, sha256 }, space, column, ...(seen && { seen }), noise, ...(answer === 'estimate' && { answer }) }; // prettier-ignore
  const contenders = parseContenders(
    flags.strategies ?? STRATEGIES.join(','),
    flags.surrogate ?? PRESETS.demo.surrogate,
  );
  const budgets = flags.children ?? [defaultBudget(table)];
  for (const children of budgets) childrenPerLevel(table, children);
  const seeds = seedsOf(flags);
  const file = await ResultsFile.open(out, setting);
  const tasks = tasksOf(contenders, budgets, seeds).filter((task) => !file.has(task));
  line(`table   ${name}: ${table.cells.size} cells of ${table.space.blocks} levels, the best ${(100 * table.best.judged).toFixed(2)} % by ${column}; searches see ${table.seenBy.join(', ')}`); // prettier-ignore
  line(`run     ${tasks.length} searches, ${file.results.length} are there`);
  const started = performance.now();
  const processes = Math.max(1, Math.min(flags.processes, tasks.length));
  await runSearches({ path: flags.table, setting, tasks, processes, onResult: (result) => file.add(result) });
  line(`took    ${duration(performance.now() - started)} in ${processes} processes`);
  const report = reportOf({ table, setting, contenders, budgets, seeds, results: file.results });
  await writeWhole(join(out, 'study.json'), `${JSON.stringify(report)}\n`);
  await writeWhole(join(out, 'study.html'), reportPage(report));
  print(report);
  line(`wrote   ${join(out, 'study.json')} and study.html`);
}

/** Searches seed by seed, so that a study that is ended has as many of each contender. */
function tasksOf(contenders: readonly Contender[], budgets: readonly number[], seeds: readonly number[]): SearchTask[] {
  return seeds.flatMap((seed) =>
    budgets.flatMap((children) => contenders.map((contender): SearchTask => ({ contender, children, seed }))),
  );
}

function seedsOf({ seed = FIRST_SEED, seeds = SEEDS }: TableFlags): number[] {
  if (seeds < 1) throw new RangeError(`--seeds must be at least 1; got ${seeds}`);
  return Array.from({ length: seeds }, (_, i) => seed + i);
}

/** Children of a level, unless the budget is given (ours). */
function defaultBudget({ space }: AccuracyTable): number {
  return space.firstLevel().length + (space.blocks - 1) * PRESETS.demo.children;
}

function print({ summary }: StudyReport): void {
  const within = ([low, high]: readonly [number, number]): string => `${low.toFixed(3)} to ${high.toFixed(3)}`;
  const rows = summary.standings.map(({ children, contender, seeds, mean, interval, median }) => {
    const test = summary.comparisons.find((one) => one.children === children && one.control === contender);
    const tested = test === undefined ? ['', ''] : [test.difference.toFixed(3), pText(test.adjusted)];
    return [contender, `${children}`, `${seeds}`, mean.toFixed(3), interval ? within(interval) : '-', median.toFixed(3), ...tested]; // prettier-ignore
  });
  const first = summary.standings[0]!.contender;
  printTable([['strategy', 'children', 'seeds', 'mean regret', '95 %', 'median', `${first} less it`, 'p (Holm)'], ...rows]); // prettier-ignore
  line(`random sampling: ${summary.sampling.mean.toFixed(3)} points`);
}
