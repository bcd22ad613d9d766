/** @file Strategies beside each other on landscapes, a landscape a seed: true accuracies of their answers, paired by seed. */
import type { SearchConfig, StrategyName } from '../../../src/contract/config.ts';
import { costIn } from '../../../src/contract/pareto.ts';
import { mean, standardError } from '../../../src/core/stats.ts';
import { drawLandscape, type LandscapeModel } from './landscape.ts';
import { simulateSearch, type Confirmation, type Simulated } from './simulate.ts';

export interface ComparisonOptions {
  readonly model: LandscapeModel;
  /** All strategies have its settings and its seeds, from its own on. */
  readonly config: SearchConfig;
  readonly strategies: readonly StrategyName[];
  readonly seeds: number;
  /** Standard deviation of a measurement, as a share of 1. */
  readonly noise: number;
  readonly confirmation: Confirmation;
  /** Told each search as it ends. */
  onSearch?(name: string, seed: number, result: Simulated): void;
}

/** The results of each strategy, a seed each, in order, by its name. */
export type Comparison = ReadonlyMap<string, readonly Simulated[]>;

/** What PNAS is called that picks for accuracy alone, beside PNAS that picks for a cost too. */
const PLAIN_PNAS = 'pnas, plain';

/** Runs every strategy with every seed; where children are picked for a cost too, also PNAS for accuracy alone. */
export async function compareStrategies(options: ComparisonOptions): Promise<Comparison> {
  const { model, config, strategies, seeds, noise, confirmation, onSearch } = options;
  const cost = costIn(config);
  const contenders = new Map(strategies.map((strategy): [string, SearchConfig] => [strategy, { ...config, strategy }]));
  if (cost !== undefined && contenders.has('pnas'))
    contenders.set(PLAIN_PNAS, { ...config, strategy: 'pnas', pareto: 'off' });
  const results = new Map<string, Simulated[]>([...contenders.keys()].map((name) => [name, []]));
  for (let seed = config.seed; seed < config.seed + seeds; seed++) {
    const landscape = drawLandscape(model, seed);
    for (const [name, settings] of contenders) {
      const result = await simulateSearch({ config: { ...settings, seed }, landscape, noise, confirmation, cost });
      results.get(name)!.push(result);
      onSearch?.(name, seed, result);
    }
  }
  return results;
}

/** A mean over seeds and its standard error, which is null below two seeds. */
export interface MeanOverSeeds {
  readonly mean: number;
  readonly error: number | null;
}

export function overSeeds(values: readonly number[]): MeanOverSeeds {
  const error = standardError(values);
  return { mean: mean(values), error: Number.isNaN(error) ? null : error };
}

/** By how much more the front that one strategy shows dominates, seed by seed; both were run with a cost. */
export function pairedHypervolume(of: readonly Simulated[], over: readonly Simulated[]): MeanOverSeeds {
  return overSeeds(of.map((one, seed) => one.hypervolume!.shown - over[seed]!.hypervolume!.shown));
}

/** By how much one strategy's answers are truly better than another's, seed by seed. */
export function pairedGain(
  answer: 'confirmed' | 'measured',
  of: readonly Simulated[],
  over: readonly Simulated[],
): MeanOverSeeds {
  return overSeeds(of.map((one, seed) => one[answer].truth - over[seed]![answer].truth));
}
