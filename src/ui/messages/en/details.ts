/** @file The words behind buttons of the first visit in English: the settings that are not always on show, what is said without WebGPU. Pure. */
import type { SearchConfig, SearchStrategy } from '../../../contract/config.ts';
import { counted } from '../../model/format.ts';
import type { MoreSetting } from '../../model/settings.ts';

/** What a value of a choice is called; one with a note of its own is explained by it. */
interface Choice {
  readonly name: string;
  readonly note?: string;
}

/** A search's settings, with the strategies that it can be started with. */
type Offered = Omit<SearchConfig, 'strategy'> & { readonly strategy: SearchStrategy };

/** A setting whose values are names has a word for each of them. */
type Rows = {
  readonly [Key in MoreSetting]: [Offered[Key]] extends [string]
    ? Required<Choice> & { readonly choices: Readonly<Record<Offered[Key], Choice>> }
    : Required<Choice>;
};

export const DETAILS = {
  rows: {
    strategy: {
      name: 'Strategy',
      note: 'How cells to train are found.',
      choices: {
        pnas: { name: 'PNAS', note: 'Cells grow block by block; the surrogate picks which are trained.' },
        random: { name: 'random', note: 'For comparison: as many whole cells, drawn at random.' },
        evolution: {
          name: 'evolution',
          note: 'For comparison: as many whole cells, each a good one with one part changed.',
        },
        shuffled: { name: 'PNAS, shuffled', note: 'For comparison: PNAS with its surrogate’s guesses shuffled.' },
        'local-search': {
          name: 'local search',
          note: 'For comparison: on from each cell to a better one that differs in one part.',
        },
        bananas: {
          name: 'BANANAS',
          note: 'For comparison: whole cells near the best, which the surrogate picks by chance and merit.',
        },
      },
    },
    surrogate: {
      name: 'Surrogate',
      note: 'What guesses the accuracies.',
      choices: {
        blend: {
          name: 'blend',
          note: 'Compares the parts cells share, and five small networks; ranks best on real cells.',
        },
        lstm: { name: 'LSTM', note: 'The paper’s: five networks that read the cell like a sentence.' },
        mlp: { name: 'MLP', note: 'The paper’s other one: five networks that read the mean of a cell’s parts.' },
        titu1994: {
          name: 'titu1994',
          note: 'That project’s: one network that reads the cell half by half and learns on, level by level.',
        },
        parent: { name: 'parent', note: 'For comparison: a cell is as good as the one it grew from.' },
        flops: { name: 'size', note: 'For comparison: the more computing a cell needs, the better.' },
      },
    },
    images: { name: 'Images in all', note: 'Training and validation together.' },
    validationImages: { name: 'Of these, to validate', note: 'Held out; accuracy is measured on them.' },
    lookback: { name: 'Lookback, L', note: 'How many earlier cells a cell can read.' },
    macro: {
      name: 'Network',
      note: 'The paper’s stack of cells, or the flat two-cell network of titu1994.',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'Cell output',
      note: 'Which blocks are concatenated: all, or those no other block reads.',
      choices: { all: { name: 'all blocks' }, unused: { name: 'unread blocks' } },
    },
    optimizer: {
      name: 'Optimizer',
      note: 'Momentum is Nesterov’s, 0.9.',
      choices: { momentum: { name: 'momentum' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: {
      name: 'Final learning rate, share',
      note: 'Where the cosine ends, as a share of the peak.',
    },
    weightDecay: { name: 'Weight decay', note: 'L2 penalty on filters.' },
    clipNorm: { name: 'Gradient norm, at most', note: '0 is no limit; the authors’ code has 5.' },
    augmentation: {
      name: 'Augmentation',
      note: 'How training images vary.',
      choices: {
        none: { name: 'none', note: 'Training images stay as they are.' },
        'pad-crop': { name: 'pad, crop', note: 'Padded by 4 pixels, cropped to 32x32 and mirrored at random.' },
        'resize-crop': { name: 'enlarge, crop', note: 'Enlarged to 40x40, cropped to 32x32 and mirrored at random.' },
      },
    },
    normalisation: {
      name: 'Pixels',
      note: 'What the network sees of a pixel.',
      choices: {
        training: { name: 'whitened', note: 'By the mean and deviation of the training images.' },
        cifar10: { name: 'whitened (CIFAR-10)', note: 'By the mean and deviation of all of CIFAR-10.' },
        none: { name: '0 to 1', note: 'Pixels from 0 to 1, as they are.' },
      },
    },
    reward: {
      name: 'Reward',
      note: 'The epoch whose accuracy counts.',
      choices: { last: { name: 'last epoch' }, best: { name: 'best epoch' } },
    },
    lastBatch: {
      name: 'Last batch',
      note: 'Images of an epoch that fill no batch.',
      choices: {
        dropped: { name: 'dropped', note: 'Left for another epoch.' },
        filled: { name: 'filled', note: 'Filled up with images seen already.' },
      },
    },
    retrainings: {
      name: 'Retrained cells',
      note: 'Trained once more with another seed: how much accuracies vary by chance.',
    },
    confirmations: {
      name: 'Confirmed cells',
      note: 'The best, trained again at the end and judged on images that took no part.',
    },
    confirmationSeeds: { name: 'Seeds of each', note: 'Trainings of each confirmed cell.' },
    minutes: {
      name: 'Time, minutes',
      note: 'Of the device, confirmation included; K then follows from it. 0: no limit.',
    },
    shadows: {
      name: 'Shadow surrogates',
      note: 'Others predict the picked cells, too, and choose nothing.',
      choices: { none: { name: 'none' }, all: { name: 'LSTM, parent, size' } },
    },
    probes: {
      name: 'Cells by lot',
      note: 'Trained at level 2 beside the picked ones, to tell what the picks are worth.',
    },
    stopping: {
      name: 'Early stopping',
      note: 'Of a level’s children.',
      choices: {
        none: { name: 'none', note: 'Each is trained to its last epoch.' },
        halving: { name: 'halving', note: 'After a ninth and a third of the epochs only the best third goes on.' },
      },
    },
    start: {
      name: 'Children start',
      note: 'What a child is before its first epoch.',
      choices: {
        cold: { name: 'cold', note: 'With weights drawn at random.' },
        warm: { name: 'warm', note: 'As the cell it grew from, trained, if that is among the best K.' },
      },
    },
    pareto: {
      name: 'Picked for',
      note: 'What makes a cell worth training.',
      choices: {
        off: { name: 'accuracy' },
        'accuracy,parameters': { name: 'accuracy, parameters', note: 'Also small cells that are good for their size.' },
        'accuracy,multiply-adds': {
          name: 'accuracy, multiply-adds',
          note: 'Also cells that are good for what they compute.',
        },
        'accuracy,ms': {
          name: 'accuracy, time',
          note: 'Also cells that are good for how long a step of theirs takes.',
        },
      },
    },
    precision: {
      name: 'Precision',
      note: 'How a network’s values are stored while it is trained.',
      choices: {
        f32: { name: '32 bits' },
        'f16-storage': { name: '16 bits', note: 'Half the memory; computed in 32 bits. Needs WebGPU.' },
      },
    },
  },
  reach: {
    insecure: 'This page was not opened securely',
    slow: 'Training is slow here, but you can see everything',
    insecureNote:
      'Browsers keep WebGPU from pages opened over plain http, and also what keeps the page for visits without a network, guards what it stores, and tells its tabs of one another: search in one tab at a time. For all of these open it over https, or at localhost on the computer that serves it.',
    slowNote: 'Training at full speed needs WebGPU. The same link opens in a browser that has it.',
    watch: 'Watch a recorded search',
    watchNote: 'A real one, in a minute or two, explained step by step.',
    watchButton: 'Watch',
    open: 'Open a shared result',
    openNote: 'From a link, or a run.json.',
    openButton: 'Open',
    train: 'Train slowly',
    trainNote: (networks: number): string =>
      `The smallest preset takes minutes: ${counted(networks, 'small network')}.`,
    trainButton: 'Fill it in',
    table: 'Where training is fast',
    browser: 'browser',
    yes: 'yes',
    no: 'no',
    from26: 'from 26',
    appleSilicon: 'Apple silicon',
    newer: 'newer Intel, NVIDIA',
    secure: 'Secure page',
    openedSecurely: 'opened over https, or at localhost',
    plainHttp: 'opened over plain http from another computer',
    offered: 'offered by this browser',
    notUsable: 'offered by this browser, but not usable here',
    missing: 'navigator.gpu is missing',
    hidden: 'hidden on pages that are not secure',
    webgl: 'offered; slower than WebGPU',
    noWebgl: 'not offered: training uses the processor alone',
    storage: 'Storage',
    kept: 'runs can be kept and opened',
    notKept: 'runs cannot be kept in this window',
  },
} as const satisfies { readonly rows: Rows; readonly reach: object };
