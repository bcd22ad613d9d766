/** @file `pnas encoder`: how well surrogates rank cells one block larger than any they are fitted to. */
import { basename } from 'node:path';
import { Option, type Command } from 'commander';
import { SURROGATES, type SurrogateName } from '../../contract/config.ts';
import {
  FEWEST_REPEATS,
  mean,
  measureNoise,
  noiseCeiling,
  standardError,
  type Ceiling,
  type Noise,
} from '../../core/stats.ts';
import { evaluateSurrogate, type Transition } from '../../../workers/surrogate/evaluate.ts';
import { table } from './cells.ts';
import type { BackendName } from '../terminal/device.ts';
import { backendOption } from '../terminal/run-flags.ts';
import { readMeasurements, type Measurements } from '../terminal/history.ts';
import { integer } from '../terminal/options.ts';
import { line, noiseLine, printJson } from '../terminal/output.ts';
import { openSurrogates } from '../terminal/surrogates.ts';

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
  /** The noise ceiling: the highest Spearman correlation to be expected of any surrogate; null where it is unknown. */
  readonly ceiling: Ceiling | null;
}

/** Registers the commands. */
export function addEncoder(program: Command): void {
  program
    .command('encoder')
    .description('evaluate surrogates on trained cells')
    .command('evaluate <history...>')
    .description(
      'for each level b of run.json or train_history.csv files: fit to levels <= b, rank the trained cells of b + 1',
    )
    .addOption(new Option('--surrogate <name>', 'which one').choices(SURROGATES).default('blend'))
    .option('--seeds <n>', 'repeat with seeds 0 .. n - 1', integer, 1)
    .option('--members <n>', 'networks in the ensemble (paper: 1 or 5)', integer, 5)
    .addOption(backendOption('where lstm and mlp compute'))
    .option('--json', 'print one JSON object')
    .action(evaluate);
}

async function evaluate(paths: string[], flags: Flags): Promise<void> {
  const { surrogate, seeds, members } = flags;
  if (seeds < 1) throw new RangeError(`--seeds must be at least 1; got ${seeds}`);
  if (members < 1) throw new RangeError(`--members must be at least 1; got ${members}`);
  const histories: [name: string, measurements: Measurements][] = [];
  for (const path of paths) histories.push([basename(path), await readMeasurements(path)]);
  const create = await openSurrogates(surrogate, flags.backend);
  const results = [];
  for (const [name, measurements] of histories) {
    const { cells } = measurements;
    const runs: Transition[][] = [];
    for (let seed = 0; seed < seeds; seed++) {
      runs.push(
        await evaluateSurrogate(cells, () => create({ seed, members })).catch((error: unknown) => {
          throw error instanceof RangeError ? new RangeError(`${name}: ${error.message}`) : error;
        }),
      );
    }
    const perRun = runs.map((transitions) => mean(transitions.map(({ spearman }) => spearman)));
    const noise = measureNoise(measurements.repeated);
    const transitions = overSeeds(runs, measurements, noise);
    const result = { history: name, spearman: measurement(perRun), noise: noise ?? null, transitions };
    results.push(result);
    if (flags.json !== true) print(result, flags);
  }
  if (flags.json === true) printJson({ surrogate, seeds, members, histories: results }, 2);
}

function overSeeds(runs: readonly Transition[][], measurements: Measurements, noise: Noise | undefined): Result[] {
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
      ceiling: ceilingAt(from + 1, measurements, noise),
    };
  });
}

/** The noise ceiling of the cells of so many blocks. */
function ceilingAt(blocks: number, { cells, images }: Measurements, noise: Noise | undefined): Ceiling | null {
  if (images === undefined && (noise?.repeats ?? 0) < FEWEST_REPEATS) return null;
  const ranked = cells.filter(({ cell }) => cell.length === blocks).map(({ accuracy }) => accuracy);
  return noiseCeiling(ranked, images ?? Infinity, noise) ?? null;
}

function measurement(values: readonly number[]): Measurement {
  const error = standardError(values);
  return { mean: mean(values), error: Number.isNaN(error) ? null : error };
}

function print(
  result: { history: string; spearman: Measurement; noise: Noise | null; transitions: Result[] },
  { surrogate, seeds }: Flags,
): void {
  const { history, spearman, noise, transitions } = result;
  line(`${history}  ${surrogate}, ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}; mean Spearman ${format(spearman)}`);
  const rows = [['level', 'fitted', 'ranked', 'Spearman', 'Kendall', 'top tenth', 'ceiling', 'fit s', 'rank s']];
  for (const transition of transitions) {
    const { from, fitted, ranked, fitSeconds, rankSeconds, ceiling } = transition;
    rows.push([
      `${from} -> ${from + 1}`,
      `${fitted}`,
      `${ranked}`,
      ...[transition.spearman, transition.kendall, transition.topTenth].map(format),
      formatCeiling(ceiling),
      fitSeconds.mean.toFixed(2),
      rankSeconds.mean.toFixed(2),
    ]);
  }
  table(rows);
  line(
    noise === null
      ? 'No cell was trained more than once, so the noise of an accuracy, and the ceiling it sets to a Spearman, are not known.'
      : `Ceiling: the highest Spearman to expect. ${noiseLine(noise)}`,
  );
}

/** `0.72 (0.31 to 0.90)`; `at most 0.97` where only the sampling noise of the validation images is known. */
function formatCeiling(ceiling: Ceiling | null): string {
  if (ceiling === null) return '-';
  const { value, interval } = ceiling;
  if (interval === undefined) return `at most ${value.toFixed(2)}`;
  return `${value.toFixed(2)} (${interval.map((end) => end.toFixed(2)).join(' to ')})`;
}

/** `0.792 +- 0.003` */
function format({ mean: centre, error }: Measurement): string {
  return error === null ? centre.toFixed(3) : `${centre.toFixed(3)} +- ${error.toFixed(3)}`;
}
