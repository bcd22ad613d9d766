/** Every strategy that grows or draws whole cells by itself, on one small space: what wraps strategies is tested over them. */
import { stream } from '../../src/core/random/rng.ts';
import type { Strategy } from '../../src/core/search/commands.ts';
import { evolution } from '../../src/core/search/evolution.ts';
import { pnas } from '../../src/core/search/pnas.ts';
import { randomSearch } from '../../src/core/search/random.ts';
import { shuffled } from '../../src/core/search/shuffled.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';

const config = { blocks: 3, children: 8, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] } as const;
export const space = new StateSpace({ ...config, operators: [...config.operators] });
/** The stream that a strategy of its own draws from. */
export const rng = () => stream(1, 'strategy');
export const STRATEGIES: Record<string, () => Strategy> = {
  pnas: () => pnas(config, space.firstLevel()),
  shuffled: () => shuffled(config, space, rng()),
  random: () => randomSearch(37, space, rng()),
  evolution: () => evolution(37, space, rng()),
};
