/** @file The settings a form shows: what each is called and does, and what the paper says of it (arXiv 1712.00559, section 5.1). */
import type { SearchConfig, StrategyName, SurrogateName } from '../../contract/config.ts';

/** One row of the form. */
export interface Setting {
  readonly key: Exclude<keyof SearchConfig, 'operators'>;
  readonly name: string;
  /** The paper's value, `not stated` where it gives none. */
  readonly paper: string;
  readonly explanation: string;
  /** Allowed values of a choice; a number's or a switch's row has none. One with a note of its own is explained by it. */
  readonly choices?: readonly { readonly value: string; readonly name: string; readonly note?: string }[];
}

/** What each strategy is called and does. */
const STRATEGY_WORDS: Readonly<Record<StrategyName, readonly [string, string]>> = {
  pnas: ['PNAS', 'Cells grow block by block; the surrogate picks which are trained.'],
  random: ['random', 'For comparison: as many whole cells, drawn at random.'],
  evolution: ['evolution', 'For comparison: as many whole cells, each a good one with one part changed.'],
  shuffled: ['PNAS, shuffled', 'For comparison: PNAS with its surrogate’s guesses shuffled.'],
};

/** What each surrogate is called and does. */
const SURROGATE_WORDS: Readonly<Record<SurrogateName, readonly [string, string]>> = {
  blend: ['blend', 'Compares the parts cells share, and five small networks; ranks best on real cells.'],
  lstm: ['LSTM', 'The paper’s: five networks that read the cell like a sentence.'],
  mlp: ['MLP', 'The paper’s other one: five networks that read the mean of a cell’s parts.'],
  titu1994: ['titu1994', 'That project’s: one network that reads the cell half by half and learns on, level by level.'],
  parent: ['parent', 'For comparison: a cell is as good as the one it grew from.'],
  flops: ['size', 'For comparison: the more computing a cell needs, the better.'],
};

const choicesOf = (words: Readonly<Record<string, readonly [string, string]>>): Setting['choices'] =>
  Object.entries(words).map(([value, [name, note]]) => ({ value, name, note }));

const UNSTATED = 'not stated';

/** Always on show. */
export const MAIN_SETTINGS: readonly Setting[] = [
  {
    key: 'blocks',
    name: 'Blocks per cell, B',
    paper: '5',
    explanation: 'The search ends with cells of this many blocks.',
  },
  {
    key: 'children',
    name: 'Children per level, K',
    paper: '256',
    explanation: 'Cells picked and trained at each level from the second on.',
  },
  { key: 'repeats', name: 'Cells per stage, N', paper: '2', explanation: 'The network stacks the cell 3N times.' },
  {
    key: 'filters',
    name: 'Filters, F',
    paper: '24',
    explanation: 'Channels of the first stage; doubled at each halving of the image.',
  },
  { key: 'epochs', name: 'Epochs per child', paper: '20', explanation: 'Passes over the training images.' },
  {
    key: 'learningRate',
    name: 'Learning rate, cosine',
    paper: '0.01',
    explanation: 'The peak; it falls along a cosine.',
  },
  { key: 'batchSize', name: 'Batch size', paper: UNSTATED, explanation: 'Images per training step.' },
  {
    key: 'seed',
    name: 'Seed',
    paper: UNSTATED,
    explanation: 'The same seed draws the same weights, images and order.',
  },
];

/** Behind a button. */
export const MORE_SETTINGS: readonly Setting[] = [
  {
    key: 'strategy',
    name: 'Strategy',
    paper: 'PNAS',
    explanation: 'How cells to train are found.',
    choices: choicesOf(STRATEGY_WORDS),
  },
  {
    key: 'surrogate',
    name: 'Surrogate',
    paper: 'LSTM, MLP',
    explanation: 'What guesses the accuracies.',
    choices: choicesOf(SURROGATE_WORDS),
  },
  { key: 'images', name: 'Images in all', paper: '50,000', explanation: 'Training and validation together.' },
  {
    key: 'validationImages',
    name: 'Of these, to validate',
    paper: '5,000',
    explanation: 'Held out; accuracy is measured on them.',
  },
  { key: 'lookback', name: 'Lookback, L', paper: '2', explanation: 'How many earlier cells a cell can read.' },
  {
    key: 'macro',
    name: 'Network',
    paper: 'PNAS',
    explanation: 'The paper’s stack of cells, or the flat two-cell network of titu1994.',
    choices: [
      { value: 'pnas', name: 'PNAS' },
      { value: 'titu1994', name: 'titu1994' },
    ],
  },
  {
    key: 'cellOutput',
    name: 'Cell output',
    paper: 'all blocks',
    explanation: 'Which blocks are concatenated: all, or those no other block reads.',
    choices: [
      { value: 'all', name: 'all blocks' },
      { value: 'unused', name: 'unread blocks' },
    ],
  },
  {
    key: 'optimizer',
    name: 'Optimizer',
    paper: UNSTATED,
    explanation: 'Momentum is Nesterov’s, 0.9.',
    choices: [
      { value: 'momentum', name: 'momentum' },
      { value: 'adam', name: 'Adam' },
    ],
  },
  {
    key: 'finalLearningRateShare',
    name: 'Final learning rate, share',
    paper: UNSTATED,
    explanation: 'Where the cosine ends, as a share of the peak.',
  },
  { key: 'weightDecay', name: 'Weight decay', paper: UNSTATED, explanation: 'L2 penalty on filters.' },
  {
    key: 'clipNorm',
    name: 'Gradient norm, at most',
    paper: UNSTATED,
    explanation: '0 is no limit; the authors’ code has 5.',
  },
  {
    key: 'augmentation',
    name: 'Augmentation',
    paper: 'enlarge, crop',
    explanation: 'How training images vary.',
    choices: [
      { value: 'none', name: 'none', note: 'Training images stay as they are.' },
      { value: 'pad-crop', name: 'pad, crop', note: 'Padded by 4 pixels, cropped to 32x32 and mirrored at random.' },
      {
        value: 'resize-crop',
        name: 'enlarge, crop',
        note: 'Enlarged to 40x40, cropped to 32x32 and mirrored at random.',
      },
    ],
  },
  {
    key: 'normalisation',
    name: 'Pixels',
    paper: 'whitened',
    explanation: 'What the network sees of a pixel.',
    choices: [
      { value: 'training', name: 'whitened', note: 'By the mean and deviation of the training images.' },
      { value: 'cifar10', name: 'whitened (CIFAR-10)', note: 'By the mean and deviation of all of CIFAR-10.' },
      { value: 'none', name: '0 to 1', note: 'Pixels from 0 to 1, as they are.' },
    ],
  },
  {
    key: 'reward',
    name: 'Reward',
    paper: 'last epoch',
    explanation: 'The epoch whose accuracy counts.',
    choices: [
      { value: 'last', name: 'last epoch' },
      { value: 'best', name: 'best epoch' },
    ],
  },
  {
    key: 'lastBatch',
    name: 'Last batch',
    paper: UNSTATED,
    explanation: 'Images of an epoch that fill no batch.',
    choices: [
      { value: 'dropped', name: 'dropped', note: 'Left for another epoch.' },
      { value: 'filled', name: 'filled', note: 'Filled up with images seen already.' },
    ],
  },
  {
    key: 'retrainings',
    name: 'Retrained cells',
    paper: '0',
    explanation: 'Trained once more with another seed: how much accuracies vary by chance.',
  },
  {
    key: 'confirmations',
    name: 'Confirmed cells',
    paper: '0',
    explanation: 'The best, trained again at the end and judged on images that took no part.',
  },
  {
    key: 'confirmationSeeds',
    name: 'Seeds of each',
    paper: UNSTATED,
    explanation: 'Trainings of each confirmed cell.',
  },
];
