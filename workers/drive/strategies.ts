/** @file Every strategy by its name in the configuration, all with the same number of children and of retrainings. */
import type { SearchConfig, StrategyName } from '../../src/contract/config.ts';
import type { Strategy } from '../../src/core/search/commands.ts';
import { evolution } from '../../src/core/search/evolution.ts';
import { pnas } from '../../src/core/search/pnas.ts';
import { budgetOf, randomSearch } from '../../src/core/search/random.ts';
import { withRetrainings } from '../../src/core/search/retraining.ts';
import { shuffled } from '../../src/core/search/shuffled.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import type { Streams } from '../../src/core/search/streams.ts';

const STRATEGY: Readonly<
  Record<StrategyName, (config: SearchConfig, space: StateSpace, streams: Streams) => Strategy>
> = {
  pnas: (config, space) => pnas(config, space.firstLevel()),
  random: (config, space, { stream }) => randomSearch(budget(config, space), space, stream(config.seed, 'random')),
  evolution: (config, space, { stream }) => evolution(budget(config, space), space, stream(config.seed, 'evolution')),
  shuffled: (config, space, { stream }) => shuffled(config, space, stream(config.seed, 'shuffled')),
};

/** @param streams the run's. */
export function createStrategy(config: SearchConfig, streams: Streams): Strategy {
  const strategy = STRATEGY[config.strategy](config, new StateSpace(config), streams);
  return withRetrainings(strategy, config, streams.stream(config.seed, 'retrain'));
}

function budget({ blocks, children }: SearchConfig, space: StateSpace): number {
  return budgetOf(blocks, children, space.firstLevel().length);
}
