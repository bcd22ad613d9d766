/** @file The settings a form shows: what each is called and does, and what the paper says of it (arXiv 1712.00559, section 5.1). */
import type { SearchConfig, SearchStrategy, SurrogateName } from '../../contract/config.ts';

type SettingKey = Exclude<keyof SearchConfig, 'operators'>;

/** What a value of a choice is called; one with a note of its own is explained by it. */
interface Choice {
  readonly name: string;
  readonly note?: string;
}

interface Words {
  readonly name: string;
  /** The paper's value, `not stated` where it gives none. */
  readonly paper: string;
  readonly explanation: string;
  /** Always on show; the others stand behind a button. */
  readonly isMain?: true;
}

/** A setting whose values are names has a word for each of them. */
type WordsOf<Value> = [Value] extends [string] ? Words & { readonly choices: Readonly<Record<Value, Choice>> } : Words;

/** One row of the form. */
export interface Setting extends Words {
  readonly key: SettingKey;
  /** Allowed values of a choice; a number's row has none. */
  readonly choices?: readonly (Choice & { readonly value: string })[];
}

/** A search's settings, with the strategies that it can be started with. */
type Offered = Omit<SearchConfig, 'strategy'> & { readonly strategy: SearchStrategy };

/** What each strategy is called and does. */
const STRATEGY_WORDS: Readonly<Record<SearchStrategy, Choice>> = {
  pnas: { name: 'PNAS', note: 'Cells grow block by block; the surrogate picks which are trained.' },
  random: { name: 'random', note: 'For comparison: as many whole cells, drawn at random.' },
  evolution: { name: 'evolution', note: 'For comparison: as many whole cells, each a good one with one part changed.' },
  shuffled: { name: 'PNAS, shuffled', note: 'For comparison: PNAS with its surrogate’s guesses shuffled.' },
  'local-search': {
    name: 'local search',
    note: 'For comparison: on from each cell to a better one that differs in one part.',
  },
  bananas: {
    name: 'BANANAS',
    note: 'For comparison: whole cells near the best, which the surrogate picks by chance and merit.',
  },
};

/** What each surrogate is called and does. */
const SURROGATE_WORDS: Readonly<Record<SurrogateName, Choice>> = {
  blend: { name: 'blend', note: 'Compares the parts cells share, and five small networks; ranks best on real cells.' },
  lstm: { name: 'LSTM', note: 'The paper’s: five networks that read the cell like a sentence.' },
  mlp: { name: 'MLP', note: 'The paper’s other one: five networks that read the mean of a cell’s parts.' },
  titu1994: {
    name: 'titu1994',
    note: 'That project’s: one network that reads the cell half by half and learns on, level by level.',
  },
  parent: { name: 'parent', note: 'For comparison: a cell is as good as the one it grew from.' },
  flops: { name: 'size', note: 'For comparison: the more computing a cell needs, the better.' },
};

const UNSTATED = 'not stated';

/** All settings but the operators, which have a row of another kind, in the form's order. */
const SETTINGS: { readonly [Key in SettingKey]: WordsOf<Offered[Key]> } = {
  blocks: {
    isMain: true,
    name: 'Blocks per cell, B',
    paper: '5',
    explanation: 'The search ends with cells of this many blocks.',
  },
  children: {
    isMain: true,
    name: 'Children per level, K',
    paper: '256',
    explanation: 'Cells picked and trained at each level from the second on.',
  },
  repeats: {
    isMain: true,
    name: 'Cells per stage, N',
    paper: '2',
    explanation: 'The network stacks the cell 3N times.',
  },
  filters: {
    isMain: true,
    name: 'Filters, F',
    paper: '24',
    explanation: 'Channels of the first stage; doubled at each halving of the image.',
  },
  epochs: { isMain: true, name: 'Epochs per child', paper: '20', explanation: 'Passes over the training images.' },
  learningRate: {
    isMain: true,
    name: 'Peak learning rate',
    paper: '0.01',
    explanation: 'Decays along a cosine.',
  },
  batchSize: { isMain: true, name: 'Batch size', paper: UNSTATED, explanation: 'Images per training step.' },
  seed: {
    isMain: true,
    name: 'Seed',
    paper: UNSTATED,
    explanation: 'The same seed draws the same weights, images and order.',
  },
  strategy: { name: 'Strategy', paper: 'PNAS', explanation: 'How cells to train are found.', choices: STRATEGY_WORDS },
  surrogate: {
    name: 'Surrogate',
    paper: 'LSTM, MLP',
    explanation: 'What guesses the accuracies.',
    choices: SURROGATE_WORDS,
  },
  images: { name: 'Images in all', paper: '50,000', explanation: 'Training and validation together.' },
  validationImages: {
    name: 'Of these, to validate',
    paper: '5,000',
    explanation: 'Held out; accuracy is measured on them.',
  },
  lookback: { name: 'Lookback, L', paper: '2', explanation: 'How many earlier cells a cell can read.' },
  macro: {
    name: 'Network',
    paper: 'PNAS',
    explanation: 'The paper’s stack of cells, or the flat two-cell network of titu1994.',
    choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
  },
  cellOutput: {
    name: 'Cell output',
    paper: 'all blocks',
    explanation: 'Which blocks are concatenated: all, or those no other block reads.',
    choices: { all: { name: 'all blocks' }, unused: { name: 'unread blocks' } },
  },
  optimizer: {
    name: 'Optimizer',
    paper: UNSTATED,
    explanation: 'Momentum is Nesterov’s, 0.9.',
    choices: { momentum: { name: 'momentum' }, adam: { name: 'Adam' } },
  },
  finalLearningRateShare: {
    name: 'Final learning rate, share',
    paper: UNSTATED,
    explanation: 'Where the cosine ends, as a share of the peak.',
  },
  weightDecay: { name: 'Weight decay', paper: UNSTATED, explanation: 'L2 penalty on filters.' },
  clipNorm: { name: 'Gradient norm, at most', paper: UNSTATED, explanation: '0 is no limit; the authors’ code has 5.' },
  augmentation: {
    name: 'Augmentation',
    paper: 'enlarge, crop',
    explanation: 'How training images vary.',
    choices: {
      none: { name: 'none', note: 'Training images stay as they are.' },
      'pad-crop': { name: 'pad, crop', note: 'Padded by 4 pixels, cropped to 32x32 and mirrored at random.' },
      'resize-crop': { name: 'enlarge, crop', note: 'Enlarged to 40x40, cropped to 32x32 and mirrored at random.' },
    },
  },
  normalisation: {
    name: 'Pixels',
    paper: 'whitened',
    explanation: 'What the network sees of a pixel.',
    choices: {
      training: { name: 'whitened', note: 'By the mean and deviation of the training images.' },
      cifar10: { name: 'whitened (CIFAR-10)', note: 'By the mean and deviation of all of CIFAR-10.' },
      none: { name: '0 to 1', note: 'Pixels from 0 to 1, as they are.' },
    },
  },
  reward: {
    name: 'Reward',
    paper: 'last epoch',
    explanation: 'The epoch whose accuracy counts.',
    choices: { last: { name: 'last epoch' }, best: { name: 'best epoch' } },
  },
  lastBatch: {
    name: 'Last batch',
    paper: UNSTATED,
    explanation: 'Images of an epoch that fill no batch.',
    choices: {
      dropped: { name: 'dropped', note: 'Left for another epoch.' },
      filled: { name: 'filled', note: 'Filled up with images seen already.' },
    },
  },
  retrainings: {
    name: 'Retrained cells',
    paper: '0',
    explanation: 'Trained once more with another seed: how much accuracies vary by chance.',
  },
  confirmations: {
    name: 'Confirmed cells',
    paper: '0',
    explanation: 'The best, trained again at the end and judged on images that took no part.',
  },
  confirmationSeeds: {
    name: 'Seeds of each',
    paper: UNSTATED,
    explanation: 'Trainings of each confirmed cell.',
  },
  minutes: {
    name: 'Time, minutes',
    paper: UNSTATED,
    explanation: 'Of the device, confirmation included; K then follows from it. 0: no limit.',
  },
  shadows: {
    name: 'Shadow surrogates',
    paper: 'none',
    explanation: 'Others predict the picked cells, too, and choose nothing.',
    choices: { none: { name: 'none' }, all: { name: 'LSTM, parent, size' } },
  },
  probes: {
    name: 'Cells by lot',
    paper: 'none',
    explanation: 'Trained at level 2 beside the picked ones, to tell what the picks are worth.',
  },
  stopping: {
    name: 'Early stopping',
    paper: 'none',
    explanation: 'Of a level’s children.',
    choices: {
      none: { name: 'none', note: 'Each is trained to its last epoch.' },
      halving: { name: 'halving', note: 'After a ninth and a third of the epochs only the best third goes on.' },
    },
  },
  start: {
    name: 'Children start',
    paper: 'cold',
    explanation: 'What a child is before its first epoch.',
    choices: {
      cold: { name: 'cold', note: 'With weights drawn at random.' },
      warm: { name: 'warm', note: 'As the cell it grew from, trained, if that is among the best K.' },
    },
  },
  pareto: {
    name: 'Picked for',
    paper: 'accuracy',
    explanation: 'What makes a cell worth training.',
    choices: {
      off: { name: 'accuracy' },
      'accuracy,parameters': { name: 'accuracy, parameters', note: 'Also small cells that are good for their size.' },
      'accuracy,multiply-adds': {
        name: 'accuracy, multiply-adds',
        note: 'Also cells that are good for what they compute.',
      },
      'accuracy,ms': { name: 'accuracy, time', note: 'Also cells that are good for how long a step of theirs takes.' },
    },
  },
  precision: {
    name: 'Precision',
    paper: UNSTATED,
    explanation: 'How a network’s values are stored while it is trained.',
    choices: {
      f32: { name: '32 bits' },
      'f16-storage': { name: '16 bits', note: 'Half the memory; computed in 32 bits. Needs WebGPU.' },
    },
  },
};

/** The rows in order, with their choices as a list. */
const ROWS: readonly Setting[] = Object.entries<Words & { readonly choices?: Readonly<Record<string, Choice>> }>(
  SETTINGS,
).map(([key, { choices, ...setting }]) => ({
  ...setting,
  key: key as SettingKey,
  ...(choices && { choices: Object.entries(choices).map(([value, choice]) => ({ value, ...choice })) }),
}));

/** Always on show. */
export const MAIN_SETTINGS = ROWS.filter(({ isMain }) => isMain);
/** Behind a button. */
export const MORE_SETTINGS = ROWS.filter(({ isMain }) => !isMain);
