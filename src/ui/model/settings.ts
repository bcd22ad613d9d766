/** @file The settings that a form shows, in its order, and what the paper says of each (arXiv 1712.00559, section 5.1). Their words are in `src/ui/messages`. */
import type { SearchConfig } from '../../contract/config.ts';

/** Settings that are always on show. The operators, which have a row of another kind, stand after the second. */
export const MAIN_SETTINGS = [
  'blocks',
  'children',
  'repeats',
  'filters',
  'epochs',
  'learningRate',
  'batchSize',
  'seed',
] as const satisfies readonly (keyof SearchConfig)[];
type MainSetting = (typeof MAIN_SETTINGS)[number];

/** Those that stand behind a button. */
export type MoreSetting = Exclude<keyof SearchConfig, MainSetting | 'operators'>;

/** The paper's value: a number, or of a choice what it took; absent where the paper does not state it. */
export const PAPER: Readonly<Partial<Record<keyof SearchConfig, number | readonly string[]>>> = {
  blocks: 5,
  children: 256,
  repeats: 2,
  filters: 24,
  epochs: 20,
  learningRate: 0.01,
  strategy: ['pnas'],
  surrogate: ['lstm', 'mlp'],
  images: 50_000,
  validationImages: 5_000,
  lookback: 2,
  macro: ['pnas'],
  cellOutput: ['all'],
  augmentation: ['resize-crop'],
  normalisation: ['training'],
  reward: ['last'],
  retrainings: 0,
  confirmations: 0,
  shadows: ['none'],
  probes: 0,
  stopping: ['none'],
  start: ['cold'],
  pareto: ['off'],
};
