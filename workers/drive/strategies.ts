/** @file Every strategy by its name in the configuration, all with the same number of children, of retrainings and of confirmations. */
import { growsCells, type SearchConfig, type StrategyName } from '../../src/contract/config.ts';
import { orderOf } from '../../src/contract/pareto.ts';
import type { RunHead } from '../../src/contract/records.ts';
import { confirmationCost, splitSizes } from '../../src/contract/split-sizes.ts';
import type { Strategy } from '../../src/core/search/commands.ts';
import { bananas } from '../../src/core/search/bananas.ts';
import { withConfirmation } from '../../src/core/search/confirmation.ts';
import { external } from '../../src/core/search/external.ts';
import { evolution } from '../../src/core/search/evolution.ts';
import { confirmedFinalists, withHalving } from '../../src/core/search/halving.ts';
import { localSearch } from '../../src/core/search/local-search.ts';
import { pnas, PROBED_LEVEL } from '../../src/core/search/pnas.ts';
import { budgetOf, randomSearch } from '../../src/core/search/random.ts';
import { withRetrainings } from '../../src/core/search/retraining.ts';
import { withWarmStarts } from '../../src/core/search/warm-start.ts';
import { observed, TimeBudget, withinTime } from '../../src/core/search/time-budget.ts';
import { shuffled } from '../../src/core/search/shuffled.ts';
import type { SearchSpace } from '../../src/core/space/search-space.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { streamsOf, type Streams } from '../../src/core/streams/streams.ts';

const STRATEGY: Readonly<
  Record<StrategyName, (config: SearchConfig, space: SearchSpace, streams: Streams, time?: TimeBudget) => Strategy>
> = {
  pnas: (config, space) => pnas(config, space.firstLevel()),
  random: (config, space, { stream }) =>
    randomSearch(budget(config, space), space, stream(config.seed, 'random'), limit(config, space)),
  evolution: (config, space, { stream }) =>
    evolution(budget(config, space), space, stream(config.seed, 'evolution'), limit(config, space)),
  shuffled: (config, space, { stream }, time) => shuffled(config, space, stream(config.seed, 'shuffled'), time),
  'local-search': (config, space, { stream }) =>
    localSearch(budget(config, space), space, stream(config.seed, 'local-search'), limit(config, space)),
  external: () => external(),
  bananas: (config, space, { stream }) =>
    bananas(budget(config, space), space, stream(config.seed, 'bananas'), limit(config, space)),
};

export interface StrategyOptions {
  /** What is searched; the configuration's cells unless given. */
  readonly space?: SearchSpace;
  /** Images that its children are measured on; all that are held out unless given. */
  readonly validationImages?: number;
  /** What a confirmation takes, in trainings; as much unless given. */
  readonly confirmationCost?: number;
}

/** @param streams the run's. */
export function createStrategy(
  config: SearchConfig,
  streams: Streams,
  {
    space = new StateSpace(config),
    validationImages = config.validationImages,
    confirmationCost: cost = 1,
  }: StrategyOptions = {},
): Strategy {
  const create = STRATEGY[config.strategy];
  const retrained = (strategy: Strategy): Strategy =>
    withRetrainings(strategy, config, streams.stream(config.seed, 'retrain'));
  const warmed = (strategy: Strategy): Strategy =>
    config.start === 'cold' ? strategy : withWarmStarts(strategy, config.children);
  if (config.minutes === 0) {
    const whole = withConfirmation(retrained(create(config, space, streams)), { ...config, validationImages });
    if (config.stopping === 'none') return warmed(whole);
    const finalists = streams.finalists === 'confirmed' ? { finalistsAt: confirmedFinalists(config) } : {};
    return warmed(withHalving(whole, config.epochs, { order: orderOf(config), ...finalists }));
  }
  const plan = { ...config, grows: growsCells(config), confirmationCost: cost };
  const time = new TimeBudget(plan);
  const timed = withinTime(create(config, space, streams, time), time, plan, streams.stream(config.seed, 'order'));
  return observed(warmed(withConfirmation(retrained(timed), { ...config, validationImages, time })), time);
}

/** The strategy of a run. */
export function strategyOf({ config, streams, data }: Pick<RunHead, 'config' | 'streams' | 'data'>): Strategy {
  return createStrategy(config, streamsOf(streams), {
    validationImages: splitSizes(config, data.images).validation,
    confirmationCost: confirmationCost(config, data.images),
  });
}

/** Children that a search whose budget is time trains at most. */
const MOST_CHILDREN = 4096;

/** Children after which a search of whole cells ends. */
function limit(config: SearchConfig, space: SearchSpace): number {
  return config.minutes > 0 ? MOST_CHILDREN : budget(config, space);
}

function budget({ blocks, children, probes }: SearchConfig, space: SearchSpace): number {
  return budgetOf(blocks, children, space.firstLevel().length) + (blocks >= PROBED_LEVEL ? probes : 0);
}
