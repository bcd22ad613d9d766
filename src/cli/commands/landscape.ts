/** @file `pnas landscape`: searches on simulated accuracies, hundreds in the time of one; method in docs/simulation.md. */
import { basename } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parseWith, STRATEGIES } from '../../contract/config.ts';
import type { PresetName } from '../../contract/presets.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';
import type { Comparison, MeanOverSeeds } from '../../../workers/bench/landscape/compare.ts';
import type { Simulated } from '../../../workers/bench/landscape/simulate.ts';
import { table } from './cells.ts';
import { readHistory, requireWritable } from '../terminal/history.ts';
import { addSearchFlags, configFrom, integer, presetOption, type ConfigFlags } from '../terminal/options.ts';
import { line } from '../terminal/output.ts';

interface FitFlags {
  readonly headroom?: number;
  readonly out: string;
}

type SimulateFlags = ConfigFlags & {
  readonly preset: PresetName;
  readonly noise: number;
  readonly seeds: number;
  readonly confirmed: number;
  readonly trainings: number;
  readonly out?: string;
};

/** Registers the commands. */
export function addLandscape(program: Command): void {
  const landscape = program
    .command('landscape')
    .description('simulate searches on accuracies like those of trained cells');
  landscape
    .command('fit <history>')
    .description('fit a landscape to a train_history.csv')
    .option(
      '--headroom <share>',
      'how far the ceiling is above the best, in the range of accuracies (default: likeliest)',
      Number,
    )
    .requiredOption('--out <file.json>', 'write it here')
    .action(fit);
  addSearchFlags(
    landscape
      .command('simulate <landscape>')
      .description('search a fitted landscape with each strategy and several seeds')
      .addOption(presetOption('what is searched', 'demo')),
  )
    .option('--noise <points>', 'standard deviation of a measured accuracy', Number, 3.5)
    .option('--seeds <n>', 'searches a strategy, with seeds from --seed on', integer, 30)
    .option('--confirmed <k>', 'best cells by estimate that are trained again at the end', integer, 5)
    .option('--trainings <n>', 'how often each is', integer, 3)
    .option('--out <file.json>', 'write every raw value')
    .action(simulate);
}

async function fit(path: string, { headroom, out }: FitFlags): Promise<void> {
  if (headroom !== undefined && !(headroom > 0)) throw new RangeError(`--headroom must be above 0; got ${headroom}`);
  await requireWritable(out);
  const { fitLandscape } = await import('../../../workers/bench/landscape/fit.ts');
  const model = fitLandscape(basename(path), await readHistory(path), headroom);
  await writeWhole(out, `${JSON.stringify(model)}\n`);
  line(`fitted  ${model.cells} cells; no cell reaches ${points(model.top)}`);
  line(`wrote   ${out}`);
}

async function simulate(path: string, flags: SimulateFlags): Promise<void> {
  const { preset, noise, seeds, confirmed, trainings, out } = flags;
  for (const [name, value] of Object.entries({ seeds, confirmed, trainings }))
    if (value < 1) throw new RangeError(`--${name} must be at least 1; got ${value}`);
  if (!(noise >= 0 && noise <= 50)) throw new RangeError(`--noise must be 0 to 50 points; got ${noise}`);
  if (out !== undefined) await requireWritable(out);
  const { compareStrategies } = await import('../../../workers/bench/landscape/compare.ts');
  const config = configFrom(preset, flags);
  const comparison = await compareStrategies({
    model: await readLandscape(path),
    config,
    strategies: flags.strategy === undefined ? STRATEGIES : [flags.strategy],
    seeds,
    noise: noise / 100,
    confirmation: { cells: confirmed, trainings },
    onSearch: (strategy, seed, { children, confirmed: { truth } }) =>
      line(`${strategy.padEnd(12)}  seed ${seed}  ${children} children, answer ${points(truth)}`),
  });
  await print(comparison);
  if (out === undefined) return;
  await writeWhole(
    out,
    `${JSON.stringify({ landscape: path, config, noise, results: Object.fromEntries(comparison) })}\n`,
  );
  line(`wrote   ${out}`);
}

async function readLandscape(path: string) {
  const { LandscapeModelSchema } = await import('../../../workers/bench/landscape/landscape.ts');
  let input: unknown;
  try {
    input = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RangeError(`${path}: must be a landscape that \`pnas landscape fit\` wrote`, { cause: error });
  }
  return parseWith(LandscapeModelSchema, input, basename(path));
}

/** True accuracies in points, and what PNAS gains over each control, paired by seed. */
async function print(comparison: Comparison): Promise<void> {
  const { overSeeds, pairedGain, pairedHypervolume } = await import('../../../workers/bench/landscape/compare.ts');
  const pnas = comparison.get('pnas');
  const hasCost = [...comparison.values()][0]?.[0]?.hypervolume !== undefined;
  const shown = ({ hypervolume }: Simulated): number => hypervolume!.shown;
  const all = ({ hypervolume }: Simulated): number => hypervolume!.all;
  const rows = [
    [
      'true accuracy of',
      'cells confirmed',
      'epochs',
      'confirmed best',
      'best measured',
      'its flattery',
      'PNAS is better by',
      '(best measured)',
      ...(hasCost ? ['hypervolume', 'of all cells', 'PNAS has more by'] : []),
    ],
  ];
  for (const [strategy, results] of comparison) {
    const gains =
      pnas === undefined || strategy === 'pnas'
        ? ['', '']
        : [pairedGain('confirmed', pnas, results), pairedGain('measured', pnas, results)].map(format);
    rows.push([
      strategy,
      format(overSeeds(results.map(({ top }) => top))),
      overSeeds(results.map(({ epochs }) => epochs)).mean.toFixed(0),
      format(overSeeds(results.map(({ confirmed }) => confirmed.truth))),
      format(overSeeds(results.map(({ measured }) => measured.truth))),
      format(overSeeds(results.map(({ measured }) => measured.shown - measured.truth))),
      ...gains,
      ...(hasCost ? [shown, all].map((of) => format(overSeeds(results.map(of)))) : []),
      ...(hasCost && pnas !== undefined && results !== pnas ? [format(pairedHypervolume(pnas, results))] : []),
    ]);
  }
  table(rows);
}

/** `1.15 +- 0.17` points. */
function format({ mean, error }: MeanOverSeeds): string {
  return error === null ? points(mean) : `${points(mean)} +- ${points(error)}`;
}

function points(share: number): string {
  return (100 * share).toFixed(2);
}
