/** @file Flags that change a configuration, shared by `search` and `train`; each is a setting of `SearchConfig`. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  AUGMENTATIONS,
  currentName,
  NORMALISATIONS,
  PARETO,
  PRECISIONS,
  parseConfig,
  STARTS,
  STOPPINGS,
  STRATEGIES,
  SURROGATES,
  type SearchConfig,
  type SearchStrategy,
} from '../../contract/config.ts';
import { findPreset, PRESETS, type PresetName } from '../../contract/presets.ts';
import { MACROS, type MacroName } from '../../core/network/macro-names.ts';
import { OPERATORS, parseOperator } from '../../core/space/operators.ts';

/** The settings of the flags; absent where not given. */
export type ConfigFlags = Partial<Omit<SearchConfig, 'strategy'>> & {
  readonly preset?: PresetName;
  readonly strategy?: SearchStrategy;
};

/** A flag's whole number. @throws {InvalidArgumentError} which commander prints with the flag's name. */
export function integer(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`must be a whole number; got ${text}`);
  return Number(text);
}

function operators(text: string): SearchConfig['operators'] {
  try {
    const named = text.split(',').map((name) => parseOperator(name, '--operators'));
    return OPERATORS.filter((name) => named.includes(name));
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** The flag that names a preset; names of the first releases are read too. */
export function presetOption(description: string, preset: PresetName): Option {
  const names = Object.keys(PRESETS);
  return new Option('--preset <name>', description)
    .choices(names)
    .argParser((text): PresetName => requireName(findPreset(text), text, names))
    .default(preset);
}

/** The flag that names a network; names of the first releases are read too. */
export function macroOption(description: string): Option {
  return new Option('--macro <name>', description)
    .choices(MACROS)
    .argParser((text): MacroName => requireName(MACROS.find((name) => name === currentName(text)), text, MACROS)); // prettier-ignore
}

function requireName<T>(found: T | undefined, text: string, names: readonly string[]): T {
  if (found === undefined) throw new InvalidArgumentError(`must be one of ${names.join(', ')}; got ${text}`);
  return found;
}

/** The settings that only a search has; a single training has the others. */
type SearchSetting =
  | 'blocks'
  | 'children'
  | 'operators'
  | 'strategy'
  | 'retrainings'
  | 'confirmations'
  | 'confirmationSeeds'
  | 'minutes'
  | 'shadows'
  | 'probes'
  | 'stopping'
  | 'start'
  | 'pareto'
  | 'surrogate';
type TrainingSetting = Exclude<keyof SearchConfig, SearchSetting>;

/** A flag of a setting: as it is given, a whole number, a number. */
export const flag = (name: string, description: string): Option => new Option(name, description);
export const integerFlag = (name: string, description: string): Option => flag(name, description).argParser(integer);
export const numberFlag = (name: string, description: string): Option => flag(name, description).argParser(Number);

/** The flag of each setting of a child's network and training, in the order of the help. */
const TRAINING_FLAGS: Readonly<Record<TrainingSetting, Option>> = {
  macro: macroOption('how a cell becomes a network'),
  repeats: integerFlag('--repeats <N>', 'cells per stage (paper: 2)'),
  filters: integerFlag('--filters <F>', 'filters of the first stage (paper: 24)'),
  lookback: integerFlag('--lookback <L>', 'how many earlier cells a cell can read (paper: 2)'),
  cellOutput: flag('--cell-output <which>', 'the blocks that a cell concatenates (paper: all)').choices(['all', 'unused']), // prettier-ignore
  epochs: integerFlag('--epochs <n>', 'epochs per child (paper: 20)'),
  images: integerFlag('--images <n>', 'images used, training and validation together (paper: 50000)'),
  validationImages: integerFlag('--validation-images <n>', 'of these, held out to measure accuracy on (paper: 5000)'),
  batchSize: integerFlag('--batch <n>', 'images per step'),
  learningRate: numberFlag('--learning-rate <rate>', 'peak of the cosine (paper: 0.01)'),
  finalLearningRateShare: numberFlag('--final-learning-rate-share <share>', 'the share of the peak that the cosine ends at'), // prettier-ignore
  optimizer: flag('--optimizer <name>', 'momentum is Nesterov, 0.9').choices(['momentum', 'adam']),
  weightDecay: numberFlag('--weight-decay <rate>', 'L2 penalty on filters'),
  clipNorm: numberFlag('--clip-norm <norm>', 'greatest norm of the gradient; 0 is none'),
  augmentation: flag('--augmentation <name>', 'how training images vary (paper: resize-crop)').choices(AUGMENTATIONS),
  normalisation: flag('--normalisation <name>', 'how pixels are normalised').choices(NORMALISATIONS),
  reward: flag('--reward <epoch>', "the epoch whose accuracy is a child's reward (paper: last)").choices(['last', 'best']), // prettier-ignore
  lastBatch: flag('--last-batch <what>', 'images that fill no batch').choices(['dropped', 'filled']),
  precision: flag('--precision <how>', 'how activations and gradients are stored; f16-storage needs WebGPU').choices(PRECISIONS), // prettier-ignore
  seed: integerFlag('--seed <n>', 'seed of every random stream'),
};

/** The flag of each setting of the search space and the search. */
const SEARCH_FLAGS: Readonly<Record<SearchSetting, Option>> = {
  blocks: integerFlag('--blocks <B>', 'blocks per cell (paper: 5)'),
  children: integerFlag('--children <K>', 'children per level from level 2 on (paper: 256)'),
  operators: flag('--operators <names>', 'operators, separated by commas').argParser(operators),
  strategy: flag('--strategy <name>', 'how to search; all but pnas are controls').choices(STRATEGIES),
  retrainings: integerFlag('--retrainings <n>', 'cells trained once more with another seed, to measure the noise'),
  confirmations: integerFlag(
    '--confirmations <n>',
    'best cells trained again at the end, judged on images of their own',
  ),
  confirmationSeeds: integerFlag('--confirmation-seeds <n>', 'trainings of each of them'),
  minutes: integerFlag('--minutes <n>', 'time of the device that the search may take; K follows from it (0: B and K are the budget)'), // prettier-ignore
  shadows: flag('--shadows <which>', 'other surrogates that predict, and choose nothing').choices(['none', 'all']),
  probes: integerFlag('--probes <n>', 'random cells of level 2 trained beside those picked'),
  stopping: flag('--stopping <how>', 'stop children that fall behind before their last epoch').choices(STOPPINGS),
  pareto: flag('--pareto <what>', 'what children are picked for: accuracy alone, or accuracy and a cost').choices(
    PARETO,
  ),
  start: flag('--start <how>', 'what a child starts as: random weights, or its trained parent').choices(STARTS),
  surrogate: flag('--surrogate <name>', 'what ranks the candidates (paper: lstm)').choices(SURROGATES),
};

/** Adds the flags of a child's network and training. */
export function addTrainingFlags(command: Command): Command {
  for (const option of Object.values(TRAINING_FLAGS)) command.addOption(option);
  return command;
}

/**
 * Adds the flags of the search space and the search.
 * @param own what the command has instead of some of them; the others are shared by all commands.
 */
export function addSearchFlags(command: Command, own: Partial<Record<SearchSetting, Option>> = {}): Command {
  addTrainingFlags(command);
  for (const option of Object.values({ ...SEARCH_FLAGS, ...own })) command.addOption(option);
  return command;
}

/** Adds the flags of the search space, of a child's network and training, and of confirmation: of a search whose cells another program chooses. */
export function addSpaceFlags(command: Command): Command {
  const { blocks, operators: names, confirmations, confirmationSeeds } = SEARCH_FLAGS;
  addTrainingFlags(command);
  for (const option of [blocks, names, confirmations, confirmationSeeds]) command.addOption(option);
  return command;
}

/** The settings that the flags request: those given, and all of a preset that is named rather than the default. */
export function requestedSettings(
  command: Command,
  flags: ConfigFlags & { readonly preset: PresetName },
): Partial<SearchConfig> {
  return command.getOptionValueSource('preset') === 'cli' ? configFrom(flags.preset, flags) : settingsOf(flags);
}

/**
 * Requires that the settings requested are those of the existing run.
 * @param place begins the message, and `advice` ends it.
 * @throws {RangeError} naming each difference: the run's setting, and the one requested.
 */
export function requireSameSettings<Config extends object>(
  place: string,
  existing: Config,
  requested: Partial<Config>,
  advice: string,
): void {
  const differences = (Object.keys(requested) as (keyof Config & string)[]).flatMap((name) => {
    const [was, is] = [existing[name], requested[name]].map((value) =>
      Array.isArray(value) ? value.join(', ') : `${value}`,
    );
    return was === is ? [] : [`${name} ${was}, asked for ${is}`];
  });
  if (differences.length > 0) throw new RangeError(`${place} was begun with ${differences.join('; ')}. ${advice}`);
}

/** The preset with the flags' settings over it. @throws {RangeError} naming the setting that is out of range. */
export function configFrom(preset: PresetName, flags: ConfigFlags & { readonly batch?: number }): SearchConfig {
  const base: SearchConfig = PRESETS[preset];
  const changed: SearchConfig = { ...base, ...settingsOf(flags) };
  if (flags.images !== undefined && flags.validationImages === undefined) {
    changed.validationImages = Math.round((flags.images * base.validationImages) / base.images);
  }
  return parseConfig(changed);
}

/** The settings among the flags. */
function settingsOf({ batch, ...flags }: ConfigFlags & { readonly batch?: number }): Partial<SearchConfig> {
  const known = Object.fromEntries(Object.entries(flags).filter(([name]) => name in PRESETS.demo));
  return { ...known, ...(batch === undefined ? {} : { batchSize: batch }) };
}
