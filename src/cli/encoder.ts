/** @file `pnas encoder`: how well surrogates rank cells one block larger than any they have seen. */
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { SURROGATES, type SurrogateName } from '../contract/config.ts';
import { mean, standardError } from '../core/stats.ts';
import { evaluateSurrogate, type Transition } from '../../workers/encoder/evaluate.ts';
import type { Measured } from '../../workers/encoder/surrogate.ts';
import { table } from './cells.ts';
import { BACKENDS, type BackendName } from './device.ts';
import { readHistory } from './history.ts';
import { integer } from './options.ts';
import { line } from './output.ts';
import { openSurrogates } from './surrogates.ts';

interface Flags {
  readonly surrogate: SurrogateName;
  readonly seeds: number;
  readonly members: number;
  readonly backend: BackendName;
  readonly json?: boolean;
}

/** A mean over seeds and its standard error, which is null below two seeds. */
interface Measurement {
  readonly mean: number;
  readonly error: number | null;
}

/** One transition over all seeds. */
interface Result extends Pick<Transition, 'from' | 'fitted' | 'ranked'> {
  readonly spearman: Measurement;
  readonly kendall: Measurement;
  readonly topTenth: Measurement;
  readonly fitSeconds: Measurement;
  readonly rankSeconds: Measurement;
}

/** Registers the commands. */
export function addEncoder(program: Command): void {
  program
    .command('encoder')
    .description('judge surrogates on trained cells')
    .command('evaluate <history...>')
    .description('for each level b of train_history.csv files: fit to levels <= b, rank the trained cells of b + 1')
    .addOption(new Option('--surrogate <name>', 'which one').choices(SURROGATES).default('blend'))
    .option('--seeds <n>', 'repeat with seeds 0 .. n - 1', integer, 1)
    .option('--members <n>', 'networks in the ensemble (paper: 1 or 5)', integer, 5)
    .addOption(new Option('--backend <name>', 'where lstm and mlp compute').choices(BACKENDS).default('webgpu'))
    .option('--json', 'print one JSON object')
    .action(evaluate);
}

async function evaluate(paths: string[], flags: Flags): Promise<void> {
  const { surrogate, seeds, members } = flags;
  if (seeds < 1) throw new RangeError(`--seeds must be at least 1; got ${seeds}`);
  if (members < 1) throw new RangeError(`--members must be at least 1; got ${members}`);
  const histories: [name: string, cells: Measured[]][] = [];
  for (const path of paths) histories.push([basename(path), await readHistory(path)]);
  const create = await openSurrogates(surrogate, flags.backend);
  const results = [];
  for (const [name, cells] of histories) {
    const runs: Transition[][] = [];
    for (let seed = 0; seed < seeds; seed++) {
      runs.push(
        await evaluateSurrogate(cells, () => create({ seed, members })).catch((error: unknown) => {
          throw error instanceof RangeError ? new RangeError(`${name}: ${error.message}`) : error;
        }),
      );
    }
    const perRun = runs.map((transitions) => mean(transitions.map(({ spearman }) => spearman)));
    const result = { history: name, spearman: measurement(perRun), transitions: overSeeds(runs) };
    results.push(result);
    if (flags.json !== true) print(result, flags);
  }
  if (flags.json === true) line(JSON.stringify({ surrogate, seeds, members, histories: results }, undefined, 2));
}

function overSeeds(runs: readonly Transition[][]): Result[] {
  return runs[0]!.map(({ from, fitted, ranked }, i) => {
    const all = (pick: (transition: Transition) => number): Measurement =>
      measurement(runs.map((transitions) => pick(transitions[i]!)));
    return {
      from,
      fitted,
      ranked,
      spearman: all(({ spearman }) => spearman),
      kendall: all(({ kendall }) => kendall),
      topTenth: all(({ topTenth }) => topTenth),
      fitSeconds: all(({ fitMs }) => fitMs / 1000),
      rankSeconds: all(({ rankMs }) => rankMs / 1000),
    };
  });
}

function measurement(values: readonly number[]): Measurement {
  const error = standardError(values);
  return { mean: mean(values), error: Number.isNaN(error) ? null : error };
}

function print(
  { history, spearman, transitions }: { history: string; spearman: Measurement; transitions: Result[] },
  { surrogate, seeds }: Flags,
): void {
  line(`${history}  ${surrogate}, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}; mean Spearman ${format(spearman)}`);
  const rows = [['level', 'fitted', 'ranked', 'Spearman', 'Kendall', 'top tenth', 'fit s', 'rank s']];
  for (const result of transitions) {
    rows.push([
      `${result.from} -> ${result.from + 1}`,
      `${result.fitted}`,
      `${result.ranked}`,
      ...[result.spearman, result.kendall, result.topTenth].map(format),
      result.fitSeconds.mean.toFixed(2),
      result.rankSeconds.mean.toFixed(2),
    ]);
  }
  table(rows);
}

/** `0.792 +- 0.003` */
function format({ mean: centre, error }: Measurement): string {
  return error === null ? centre.toFixed(3) : `${centre.toFixed(3)} +- ${error.toFixed(3)}`;
}
