/** @file The flags of a final training; each is a setting of `FinalConfig`. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { NORMALISATIONS } from '../../contract/config.ts';
import { MIRRORS, SCHEDULES, STEMS, type FinalConfig } from '../../contract/final-config.ts';
import { FINAL_PRESETS } from '../../contract/final-presets.ts';
import { flag, integerFlag, numberFlag } from './options.ts';

type Setting = Exclude<keyof FinalConfig, 'cell'>;

/** The flags as they are given; `batch` and `batchSize` are one setting. */
export type FinalFlags = Partial<Omit<FinalConfig, 'cell'>> & { readonly batch?: number };

function yesNo(text: string): boolean {
  if (text !== 'yes' && text !== 'no') throw new InvalidArgumentError(`must be yes or no; got ${text}`);
  return text === 'yes';
}

/** The flag of each setting, in the order of the help. */
const FINAL_FLAGS: Readonly<Record<Setting, Option>> = {
  controls: flag('--controls', 'also train a random cell of the same size and PNASNet-5, alike'),
  seeds: integerFlag('--seeds <n>', 'networks of each cell, which differ by their seeds'),
  repeats: integerFlag('--repeats <N>', 'cells per stage (paper: 3)'),
  filters: integerFlag('--filters <F>', 'filters of the first stage (paper: 48)'),
  cellOutput: flag('--cell-output <which>', 'the blocks that a cell concatenates (paper: all)').choices(['all', 'unused']), // prettier-ignore
  stem: flag('--stem <name>', 'whether the first convolution is trained, or whitens patches').choices(STEMS),
  epochs: integerFlag('--epochs <n>', 'epochs (paper: 600)'),
  batchSize: integerFlag('--batch <n>', 'images per step'),
  learningRate: numberFlag('--learning-rate <rate>', 'its peak'),
  schedule: flag('--schedule <name>', 'how the learning rate goes (paper: cosine)').choices(SCHEDULES),
  weightDecay: numberFlag('--weight-decay <rate>', 'L2 penalty on filters'),
  clipNorm: numberFlag('--clip-norm <norm>', 'greatest norm of the gradient; 0 is none'),
  labelSmoothing: numberFlag('--label-smoothing <share>', 'share of a label spread over all classes (paper: 0)'),
  translate: integerFlag('--translate <pixels>', 'most pixels an image is moved by (paper: 4)'),
  mirror: flag('--mirror <name>', 'which images are mirrored (paper: random)').choices(MIRRORS),
  cutout: integerFlag('--cutout <pixels>', 'side of the square cut out of an image; 0 is none (paper: 0)'),
  dropPath: numberFlag('--drop-path <probability>', 'of the last cell and step; 0 is none'),
  auxiliaryWeight: numberFlag('--auxiliary-weight <weight>', "of the second classifier's loss; 0 is none (paper: 0.4)"),
  averaging: numberFlag('--averaging <decay>', "of the weights' moving average, which is judged; 0 is none"),
  testMirror: flag('--test-mirror <yes|no>', 'whether test images are judged both ways').argParser(yesNo),
  normalisation: flag('--normalisation <name>', 'how pixels are normalised').choices(NORMALISATIONS),
  images: integerFlag('--images <n>', 'images used, training and validation together'),
  validationImages: integerFlag('--validation-images <n>', 'of these, kept aside for the curves'),
  testImages: integerFlag('--test-images <n>', 'images read once, at the end'),
  seed: integerFlag('--seed <n>', 'seed of every random stream'),
};

/** Adds the flags of a final training, with its preset. */
export function addFinalFlags(command: Command): Command {
  command.addOption(
    new Option('--preset <name>', 'where to start from').choices(Object.keys(FINAL_PRESETS)).default('coffee'),
  );
  for (const option of Object.values(FINAL_FLAGS)) command.addOption(option);
  return command;
}

/** The settings among the flags. */
export function finalChanges({ batch, ...flags }: FinalFlags): Partial<FinalConfig> {
  const known = Object.fromEntries(Object.entries(flags).filter(([name]) => name in FINAL_FLAGS));
  return { ...known, ...(batch === undefined ? {} : { batchSize: batch }) };
}
