/** @file Strategies beside each other on landscapes, a landscape a seed: true accuracies of their answers, paired by seed. */
import type { SearchConfig, StrategyName } from '../../../src/contract/config.ts';
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
  onSearch?(strategy: StrategyName, seed: number, result: Simulated): void;
}

/** The results of each strategy, a seed each, in order. */
export type Comparison = ReadonlyMap<StrategyName, readonly Simulated[]>;

/** Runs every strategy with every seed. */
export async function compareStrategies(options: ComparisonOptions): Promise<Comparison> {
  const { model, config, strategies, seeds, noise, confirmation, onSearch } = options;
  const results = new Map<StrategyName, Simulated[]>(strategies.map((strategy) => [strategy, []]));
  for (let seed = config.seed; seed < config.seed + seeds; seed++) {
    const landscape = drawLandscape(model, seed);
    for (const strategy of strategies) {
      const result = await simulateSearch({ config: { ...config, strategy, seed }, landscape, noise, confirmation });
      results.get(strategy)!.push(result);
      onSearch?.(strategy, seed, result);
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

/** By how much one strategy's answers are truly better than another's, seed by seed. */
export function pairedGain(
  answer: 'confirmed' | 'measured',
  of: readonly Simulated[],
  over: readonly Simulated[],
): MeanOverSeeds {
  return overSeeds(of.map((one, seed) => one[answer].truth - over[seed]![answer].truth));
}
