/**
 * @file A search's whole configuration: the schema everything from outside is parsed with (flags, links, storage), and
 * its settings' sources. One flat object, so that any preset can be changed by any flag or link.
 */
import * as v from 'valibot';
import { MAX_BLOCKS, MAX_LOOKBACK } from '../core/space/cell.ts';
import { MACROS } from '../core/network/macro-names.ts';
import { OPERATORS } from '../core/space/operators.ts';

/** A whole number of this range. */
export const count = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(least, (issue) => `must be ${least} to ${most}; got ${issue.input}`),
    v.maxValue(most, (issue) => `must be ${least} to ${most}; got ${issue.input}`),
  );
/** A number of this range. */
export const real = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.minValue(least, (issue) => `must be ${least} to ${most}; got ${issue.input}`),
    v.maxValue(most, (issue) => `must be ${least} to ${most}; got ${issue.input}`),
  );

/**
 * Strategies that can drive a search: Algorithm 1, and the controls it is measured against with the same budget. `shuffled` is
 * Algorithm 1 with the surrogate's estimates shuffled among the candidates.
 */
export const STRATEGIES = ['pnas', 'random', 'evolution', 'shuffled', 'local-search', 'bananas'] as const;
export type SearchStrategy = (typeof STRATEGIES)[number];
/** The strategy of a run whose cells another program chose, of any number of blocks (`pnas evaluate`). No search can be started with it. */
export const EXTERNAL = 'external';
export type StrategyName = SearchStrategy | typeof EXTERNAL;

/** Whether a strategy grows cells level by level, from one block to B. */
export function growsCells({ strategy }: { readonly strategy: StrategyName }): boolean {
  return strategy === 'pnas' || strategy === 'shuffled';
}

/** Whether a strategy trains whole cells only, all of B blocks. */
export function trainsWholeCells(config: { readonly strategy: StrategyName }): boolean {
  return !growsCells(config) && config.strategy !== EXTERNAL;
}

/**
 * Surrogates that can rank a level. `blend`: kernel ridge and a network trained to rank, which ranks trained cells best. `lstm`,
 * `mlp`: the paper's ensembles of five. `titu1994`: that project's LSTM, which learns on from level to level. `parent`, `flops`: baselines, the accuracy of the best trained parent and the size.
 */
export const SURROGATES = ['blend', 'lstm', 'mlp', 'titu1994', 'parent', 'flops'] as const;
export type SurrogateName = (typeof SURROGATES)[number];
/** Surrogates that can be fitted beside the one that picks; `titu1994` learns on from level to level and is none. */
export const SHADOWS = ['blend', 'lstm', 'parent', 'flops'] as const satisfies readonly SurrogateName[];

/**
 * What a training image goes through each time it is seen. `pad-crop`: padded by 4 pixels, a random 32x32 of it, mirrored half the time (the
 * usual for CIFAR-10: He et al. 2015, arXiv 1512.03385, section 4.2). `resize-crop`: enlarged to 40x40, a random 32x32 of it, mirrored
 * half the time (the paper's, section 5.1).
 */
export const AUGMENTATIONS = ['none', 'pad-crop', 'resize-crop'] as const;
export type Augmentation = (typeof AUGMENTATIONS)[number];

/**
 * What a network sees of a pixel in [0, 1]. `training`: less the mean, by the deviation, of the search's training images, by channel. `cifar10`: the
 * same with constants of all 50,000 training images of CIFAR-10, as in runs of the first releases. `none`: the pixel.
 */
export const NORMALISATIONS = ['training', 'cifar10', 'none'] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

/**
 * How a child's activations and their gradients are stored while it is trained: `f32`, or `f16-storage`, half the memory and its traffic, with
 * arithmetic, weights, sums and the optimizer in f32 as before.
 */
export const PRECISIONS = ['f32', 'f16-storage'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Whether children are stopped before their last epoch. */
export const STOPPINGS = ['none', 'halving'] as const;

/** What a child starts as: weights drawn at random, or its parent, trained. */
export const STARTS = ['cold', 'warm'] as const;

/** What children are picked for: accuracy alone, or accuracy and a cost. */
export const PARETO = ['off', 'accuracy,parameters', 'accuracy,multiply-adds', 'accuracy,ms'] as const;

/** Links and stored runs of the first releases say yes or no. */
const AugmentationSchema = v.pipe(
  v.lazy((value) =>
    typeof value === 'boolean' ? v.boolean() : v.picklist(AUGMENTATIONS, `must be one of ${AUGMENTATIONS.join(', ')}`),
  ),
  v.transform((value): Augmentation => (typeof value === 'boolean' ? (value ? 'pad-crop' : 'none') : value)),
);

/** What links, stored runs and flags of the first releases call titu1994/progressive-neural-architecture-search. */
const FIRST_NAME = 'seed';

/** The name that presets and networks have now. */
export function currentName(name: string): string {
  return name === FIRST_NAME ? 'titu1994' : name;
}

const MacroSchema = v.pipe(
  v.string(),
  v.transform(currentName),
  v.picklist(MACROS, (issue) => `must be one of ${MACROS.join(', ')}; got ${issue.received}`),
);

/** Settings by the names that they have now: the first releases called `macro` `recipe`. */
function withCurrentNames(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || !('recipe' in settings)) return settings;
  const { recipe, ...others } = settings;
  return 'macro' in others ? settings : { ...others, macro: recipe };
}

/** The settings. One added after the first release is absent in runs from before; it is then what they did. */
const SettingsSchema = v.strictObject({
  /** Seed of every random stream; unsigned 32 bits. Paper: not stated. */
  seed: count(0, 2 ** 32 - 1),
  strategy: v.picklist([...STRATEGIES, EXTERNAL]),
  /** B, blocks per cell. Paper: 5. */
  blocks: count(1, MAX_BLOCKS),
  /** K, children per level from level 2 on. Paper: 256. */
  children: count(1, 4096),
  /** The operators a half may use, in canonical order, without repeats. Paper: 8 of them. */
  operators: v.pipe(
    v.array(v.picklist(OPERATORS, (issue) => `must be among ${OPERATORS.join(', ')}; got ${issue.received}`)),
    v.check((names) => names.length > 0, 'must name at least one operator'),
    v.transform((names) => OPERATORS.filter((name) => names.includes(name))),
  ),
  /** L, how many earlier cells a cell can read. Paper: 2. */
  lookback: count(1, MAX_LOOKBACK),
  /** Which surrogate ranks the candidates. Paper: an LSTM, or an ensemble of five. */
  surrogate: v.picklist(SURROGATES),

  /** How a cell becomes a network. */
  macro: MacroSchema,
  /** N, cells per stage. Paper: 2 in the search. */
  repeats: count(1, 12),
  /** F, filters of the first stage. Paper: 24 in the search. */
  filters: count(1, 512),
  cellOutput: v.picklist(['all', 'unused']),

  /** Paper: 20. */
  epochs: count(1, 1000),
  /** Paper: not stated. */
  batchSize: count(1, 1024),
  /** Peak learning rate, cosine decay. Paper: 0.01. */
  learningRate: real(1e-6, 10),
  /** The share of the peak that the cosine ends at. Paper: not stated, 0 here; titu1994: 0.1. */
  finalLearningRateShare: real(0, 1),
  /** Paper: not stated. `momentum` is Nesterov's, 0.9. */
  optimizer: v.picklist(['momentum', 'adam']),
  /** L2 penalty on filters and dense weights. Paper: not stated. */
  weightDecay: real(0, 1),
  /** Greatest global norm of the gradient; 0 is none. Paper: not stated (5 in the authors' code). */
  clipNorm: real(0, 1e6),
  /** Paper: `resize-crop`. */
  augmentation: AugmentationSchema,

  /** Images used, training and validation together. Paper: 50,000. */
  images: count(20, 50_000),
  /** Of these, held out to measure accuracy on. Paper: 5,000. */
  validationImages: count(10, 25_000),

  /** Paper: whitened, over which images is not stated. titu1994: `none`. */
  normalisation: v.optional(v.picklist(NORMALISATIONS), 'cifar10'),
  /** The epoch whose validation accuracy is a child's reward. Paper: the last. titu1994: the best. */
  reward: v.optional(v.picklist(['last', 'best']), 'last'),
  /**
   * Training images of an epoch that fill no batch: `dropped`, or `filled` up with images that the epoch has seen. Paper: not stated.
   * titu1994: `filled` (352 steps of 128 for 45,000 images).
   */
  lastBatch: v.optional(v.picklist(['dropped', 'filled']), 'dropped'),
  /** Cells trained once more with another seed, so that the noise of a measured accuracy is known. Paper: none. */
  retrainings: v.optional(count(0, 64), 0),
  /**
   * Cells of the highest estimates that the search ends by training again, to be judged on images that took no part in it; 0 is none.
   * Paper: none.
   */
  confirmations: v.optional(count(0, 16), 0),
  /** Trainings of each of them, with seeds of their own. */
  confirmationSeeds: v.optional(count(1, 8), 3),
  /**
   * Minutes of the device's time that the search may take, its confirmation included; then K follows from what children take. 0: B and K are the
   * budget. Paper: none.
   */
  minutes: v.optional(count(0, 10_080), 0),
  /** Whether other surrogates are fitted beside the one that picks and predict what it picked; they choose nothing. Paper: none. */
  shadows: v.optional(v.picklist(['none', 'all']), 'none'),
  /** Paper: not stated. f16 needs WebGPU. */
  precision: v.optional(v.picklist(PRECISIONS), 'f32'),
  /**
   * Cells of level 2 that are drawn by lot from those that the surrogate did not pick and trained beside its picks, children like these: what the picks
   * are better by, chance cannot have done. Paper: none.
   */
  probes: v.optional(count(0, 256), 0),
  /** Whether children that fall behind are stopped early: `halving`, see core/search/halving.ts. Paper: none. */
  stopping: v.optional(v.picklist(STOPPINGS), 'none'),
  /** What a child starts as: `warm`, its parent, trained, where that is among the best K of its level; see core/search/warm-start.ts. Paper: `cold`. */
  start: v.optional(v.picklist(STARTS), 'cold'),
  /** What children are picked for: `off`, accuracy alone, or accuracy and a cost; see core/search/hypervolume.ts. Paper: `off`. */
  pareto: v.optional(v.picklist(PARETO), 'off'),
});

/** Of each setting that was added after the first release, what runs from before do. */
export const ABSENT_SETTINGS: Partial<SearchConfig> = v.getDefaults(SettingsSchema);

/** Schema of {@link SearchConfig}, whose settings may have the names of the first releases. */
export const SearchConfigSchema = v.pipe(
  v.unknown(),
  v.transform(withCurrentNames),
  SettingsSchema,
  v.check(
    ({ images, validationImages }) => validationImages * 2 <= images,
    ({ input }) => `validationImages must be at most half of images; got ${input.validationImages} of ${input.images}`,
  ),
  v.check(
    ({ stopping, minutes }) => stopping === 'none' || minutes === 0,
    ({ input }) => `minutes must be 0 where children are stopped early; got ${input.minutes}`,
  ),
  v.check(
    ({ start, macro, cellOutput }) => start === 'cold' || (macro === 'pnas' && cellOutput === 'all'),
    'start must be cold unless macro is pnas and cellOutput all',
  ),
);

/** Everything that determines a search, but the data and the device. */
export type SearchConfig = v.InferOutput<typeof SearchConfigSchema>;

/** The optimizer's momentum (Nesterov 1983; the usual 0.9, ours: the paper states none). */
export const MOMENTUM = 0.9;

/**
 * Parses a configuration.
 * @throws {RangeError} naming the setting, what was required and what came.
 */
export function parseConfig(input: unknown): SearchConfig {
  return parseWith(SearchConfigSchema, input, 'config');
}

/** Longest message, characters: what it quotes is another's, and of any length. */
const MAX_MESSAGE = 400;

/** Parses `input` or throws a RangeError `place: path requirement`. */
export function parseWith<S extends v.GenericSchema>(schema: S, input: unknown, place: string): v.InferOutput<S> {
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = v.getDotPath(issue);
  throw new RangeError(`${place}: ${path === null ? '' : `${path} `}${issue.message}`.slice(0, MAX_MESSAGE));
}
