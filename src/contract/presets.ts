/** @file The presets: plain configurations, sized for a purpose. Any setting can be changed by flags or link. */
import { PAPER_OPERATORS, TITU1994_OPERATORS } from '../core/space/operators.ts';
import { currentName, type SearchConfig } from './config.ts';

/** The paper's search, section 5.1, and cells retrained to know the noise; settings it does not state are ours and marked so in `config.ts`. */
const paper: SearchConfig = {
  seed: 42,
  strategy: 'pnas',
  blocks: 5,
  children: 256,
  operators: [...PAPER_OPERATORS],
  lookback: 2,
  surrogate: 'lstm',
  macro: 'pnas',
  repeats: 2,
  filters: 24,
  cellOutput: 'all',
  epochs: 20,
  batchSize: 64,
  learningRate: 0.01,
  finalLearningRateShare: 0,
  optimizer: 'momentum',
  weightDecay: 1e-4,
  clipNorm: 5,
  augmentation: 'resize-crop',
  images: 50_000,
  validationImages: 5_000,
  normalisation: 'training',
  reward: 'last',
  lastBatch: 'dropped',
  retrainings: 16,
  confirmations: 0,
  confirmationSeeds: 3,
  minutes: 0,
  shadows: 'none',
  precision: 'f32',
  probes: 0,
  stopping: 'none',
  start: 'cold',
  pareto: 'off',
};

/**
 * The page's default: minutes on a laptop GPU, on the sample. Its size is the least found where PNAS gains over random search and evolution by
 * simulation at the noise of its measurements (docs/simulation.md): with few blocks there is little to gain, with few children little to learn from.
 */
const demo: SearchConfig = {
  ...paper,
  surrogate: 'blend',
  blocks: 5,
  children: 16,
  operators: ['identity', '3x3 dconv', '1x7-7x1 conv', '3x3 maxpool'],
  repeats: 1,
  filters: 16,
  epochs: 5,
  learningRate: 0.005,
  optimizer: 'adam',
  augmentation: 'pad-crop',
  images: 2_000, // of the 2,500 of the sample: the others confirm
  validationImages: 500,
  retrainings: 4,
  confirmations: 5,
  shadows: 'all',
  probes: 16,
};

/**
 * The whole algorithm in at most three minutes on two software cores: for tests and a first look. Two cheap operators,
 * four filters and small batches, since a software device pays for every pixel.
 */
const smoke: SearchConfig = {
  ...demo,
  blocks: 2,
  children: 3,
  operators: ['3x3 conv', '3x3 maxpool'],
  filters: 4,
  epochs: 1,
  batchSize: 8,
  learningRate: 0.01,
  augmentation: 'none',
  images: 500,
  validationImages: 250,
  shadows: 'none',
  probes: 0,
  retrainings: 0,
  confirmations: 0,
};

/**
 * The settings of titu1994/progressive-neural-architecture-search at its last commit, b180b63 (train.py, manager.py). Its flat cells ignore the
 * inputs of the notation, so one cell input is enough (its own lookback is 0); its shuffle and its 10 % for validation are drawn by our streams.
 */
const titu1994: SearchConfig = {
  ...paper,
  blocks: 3,
  children: 8,
  operators: ['3x3 dconv', '5x5 dconv', '7x7 dconv', '1x7-7x1 conv', '3x3 maxpool', '3x3 avgpool'],
  lookback: 1,
  surrogate: 'titu1994',
  macro: 'titu1994',
  filters: 32,
  epochs: 5,
  batchSize: 128,
  learningRate: 0.001,
  finalLearningRateShare: 0.1,
  optimizer: 'adam',
  weightDecay: 0,
  clipNorm: 0,
  augmentation: 'none',
  normalisation: 'none',
  reward: 'best',
  lastBatch: 'filled',
  retrainings: 0,
};

/** The same with the blocks, children and operators of its published runs. */
const titu1994B5: SearchConfig = { ...titu1994, blocks: 5, children: 64, operators: [...TITU1994_OPERATORS] };

/** All presets by name. */
export const PRESETS = { smoke, demo, titu1994, 'titu1994-b5': titu1994B5, paper } as const satisfies Record<
  string,
  SearchConfig
>;
export type PresetName = keyof typeof PRESETS;

/** What links call a preset whose own name means other settings in links of earlier releases: {@link FIRST_PRESETS}. */
const LINK_NAMES: Partial<Record<PresetName, string>> = { demo: 'demo-lot' };
/** What links of earlier releases call it; {@link FIRST_PRESETS} has what they mean. */
const EARLIER_NAMES: Partial<Record<string, PresetName>> = { 'demo-b5': 'demo' };

/** What a link calls the preset. */
export function linkNameOf(preset: PresetName): string {
  return LINK_NAMES[preset] ?? preset;
}

/** The preset of that name, or of one that links or a first release gave it; undefined if there is none. */
export function findPreset(text: string): PresetName | undefined {
  const name = EARLIER_NAMES[text] ?? currentName(text);
  return (Object.keys(PRESETS) as PresetName[]).find((preset) => preset === name || linkNameOf(preset) === name);
}

/**
 * What a link of an earlier release means by `preset=name`, where it differs from that preset now: it left out what was as in the preset
 * then.
 */
export const FIRST_PRESETS: Readonly<Partial<Record<string, Partial<SearchConfig>>>> = {
  seed: {
    blocks: 5,
    children: 64,
    operators: [...TITU1994_OPERATORS],
    surrogate: 'lstm',
    normalisation: 'cifar10',
    reward: 'last',
    lastBatch: 'dropped',
  },
  demo: { blocks: 3, children: 8, images: 2_500, confirmations: 0, shadows: 'none', probes: 0 },
  'demo-b5': { probes: 0 },
};
