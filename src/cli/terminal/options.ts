/** @file Flags that change a configuration, shared by `search` and `train`; each is a setting of `SearchConfig`. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  AUGMENTATIONS,
  currentName,
  NORMALISATIONS,
  parseConfig,
  STRATEGIES,
  SURROGATES,
  type SearchConfig,
} from '../../contract/config.ts';
import { findPreset, PRESETS, type PresetName } from '../../contract/presets.ts';
import { MACROS, type MacroName } from '../../core/network/macro-names.ts';
import { OPERATORS, parseOperator } from '../../core/space/operators.ts';

/** What the flags give; absent where not set. */
export type ConfigFlags = Partial<SearchConfig> & { readonly preset?: PresetName };

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

/** Adds the flags of how children are made and trained. */
export function addTrainingFlags(command: Command): Command {
  return command
    .addOption(macroOption('how a cell becomes a network'))
    .option('--repeats <N>', 'cells per stage (paper: 2)', integer)
    .option('--filters <F>', 'filters of the first stage (paper: 24)', integer)
    .option('--lookback <L>', 'how many earlier cells a cell can read (paper: 2)', integer)
    .addOption(
      new Option('--cell-output <which>', 'the blocks a cell hands on (paper: all)').choices(['all', 'unused']),
    )
    .option('--epochs <n>', 'epochs per child (paper: 20)', integer)
    .option('--images <n>', 'images used, training and validation together (paper: 50000)', integer)
    .option('--validation-images <n>', 'of these, held out to measure accuracy on (paper: 5000)', integer)
    .option('--batch <n>', 'images per step', integer)
    .option('--learning-rate <rate>', 'peak of the cosine (paper: 0.01)', Number)
    .option('--final-learning-rate-share <share>', 'the share of the peak that the cosine ends at', Number)
    .addOption(new Option('--optimizer <name>', 'momentum is Nesterov, 0.9').choices(['momentum', 'adam']))
    .option('--weight-decay <rate>', 'L2 penalty on filters', Number)
    .option('--clip-norm <norm>', 'greatest norm of the gradient; 0 is none', Number)
    .addOption(
      new Option('--augmentation <name>', 'how training images vary (paper: resize-crop)').choices(AUGMENTATIONS),
    )
    .addOption(new Option('--normalisation <name>', 'what a network sees of a pixel').choices(NORMALISATIONS))
    .addOption(
      new Option('--reward <epoch>', "the epoch whose accuracy is a child's reward (paper: last)").choices([
        'last',
        'best',
      ]),
    )
    .addOption(new Option('--last-batch <what>', 'images that fill no batch').choices(['dropped', 'filled']))
    .option('--seed <n>', 'seed of every random stream', integer);
}

/** Adds the flags of what is searched. */
export function addSearchFlags(command: Command): Command {
  return addTrainingFlags(command)
    .option('--blocks <B>', 'blocks per cell (paper: 5)', integer)
    .option('--children <K>', 'children per level from level 2 on (paper: 256)', integer)
    .option('--operators <names>', 'operators, separated by commas', operators)
    .addOption(new Option('--strategy <name>', 'how to search; all but pnas are controls').choices(STRATEGIES))
    .option('--retrainings <n>', 'cells trained once more with another seed, to know the noise', integer)
    .option('--confirmations <n>', 'best cells trained again at the end, judged on images of their own', integer)
    .option('--confirmation-seeds <n>', 'trainings of each of them', integer)
    .addOption(new Option('--surrogate <name>', 'what ranks the candidates (paper: lstm)').choices(SURROGATES));
}

/** The settings that flags ask for: those given, and all of a preset that is named rather than the default. */
export function settingsAsked(
  command: Command,
  flags: ConfigFlags & { readonly preset: PresetName },
): Partial<SearchConfig> {
  return command.getOptionValueSource('preset') === 'cli' ? configFrom(flags.preset, flags) : settingsOf(flags);
}

/**
 * Refuses settings that a run was not begun with.
 * @param place what is said first, and `advice` last.
 * @throws {RangeError} naming each: what it was begun with, and what is asked for.
 */
export function requireSameSettings(
  place: string,
  begun: SearchConfig,
  asked: Partial<SearchConfig>,
  advice: string,
): void {
  const differences = (Object.keys(asked) as (keyof SearchConfig)[]).flatMap((name) => {
    const [was, is] = [begun[name], asked[name]].map((value) => (Array.isArray(value) ? value.join(', ') : `${value}`));
    return was === is ? [] : [`${name} ${was}, asked for ${is}`];
  });
  if (differences.length > 0) throw new RangeError(`${place} was begun with ${differences.join('; ')}. ${advice}`);
}

/** The preset with the flags put over it. @throws {RangeError} naming the setting that is out of range. */
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
