/** @file Every strategy by its name in the configuration, all with the same number of children. */
import type { SearchConfig, StrategyName } from '../../src/contract/config.ts';
import { stream } from '../../src/core/rng.ts';
import type { Strategy } from '../../src/core/search/commands.ts';
import { evolution } from '../../src/core/search/evolution.ts';
import { pnas } from '../../src/core/search/pnas.ts';
import { budgetOf, randomSearch } from '../../src/core/search/random.ts';
import { shuffled } from '../../src/core/search/shuffled.ts';
import { StateSpace } from '../../src/core/state-space.ts';

const STRATEGY: Readonly<Record<StrategyName, (config: SearchConfig, space: StateSpace) => Strategy>> = {
  pnas: (config, space) => pnas(config, space.firstLevel()),
  random: (config, space) => randomSearch(budget(config, space), space, stream(config.seed, 'random')),
  evolution: (config, space) => evolution(budget(config, space), space, stream(config.seed, 'evolution')),
  shuffled: (config, space) => shuffled(config, space, stream(config.seed, 'shuffled')),
};

export function createStrategy(config: SearchConfig): Strategy {
  return STRATEGY[config.strategy](config, new StateSpace(config));
}

function budget({ blocks, children }: SearchConfig, space: StateSpace): number {
  return budgetOf(blocks, children, space.firstLevel().length);
}
