/** @file The presets of a final training, and the plan of one: sizes that are chosen so that it ends in time. */
import { layerTable } from '../core/network/macro.ts';
import { multiplyAdds } from '../core/network/layers.ts';
import { judgedNetwork } from '../core/final/judged-network.ts';
import { parseCell, type Cell } from '../core/space/cell.ts';
import { TRAINING_PASSES, type Speed } from './api.ts';
import { parseFinalConfig, type FinalConfig } from './final-config.ts';
import { DESIGNS } from '../core/final/design-names.ts';
import { trainedNetwork } from './final-training.ts';

/** Settings by name; F and the epochs of those with `minutes` are the least that they can become. */
interface FinalPreset {
  /** What all networks together may take, min; absent: what they take. */
  readonly minutes?: number;
  /** The sizes to choose from, ascending: the largest that leaves time for so many epochs is taken. */
  readonly filters: readonly number[];
  readonly fewestEpochs: number;
  readonly mostEpochs: number;
  readonly config: Omit<FinalConfig, 'cell'>;
}

/**
 * The paper's final training (section 5.4 and its appendix) by the settings of slim's `cifar_config`, but for 500 images that are kept aside
 * for the curves, and for the form of the auxiliary classifier (`macro.ts`). 3.41 % error (+- 0.09, five runs) at 3.2 M parameters there.
 */
const paper: FinalPreset['config'] = {
  seed: 42,
  seeds: 1,
  controls: false,
  repeats: 3,
  filters: 48,
  cellOutput: 'all',
  stem: 'trained',
  epochs: 600,
  batchSize: 32,
  learningRate: 0.025,
  schedule: 'cosine',
  weightDecay: 5e-4,
  clipNorm: 5,
  labelSmoothing: 0,
  translate: 4,
  mirror: 'random',
  cutout: 0,
  dropPath: 0.4,
  auxiliaryWeight: 0.4,
  averaging: 0,
  testMirror: false,
  normalisation: 'training',
  images: 50_000,
  validationImages: 500,
  testImages: 10_000,
};

/** The same network in a night, with what short trainings gain from (docs/final-training.md has the sources). Sizes of steps are ours. */
const night: FinalPreset['config'] = {
  ...paper,
  filters: 16,
  epochs: 1,
  batchSize: 64,
  learningRate: 0.05,
  schedule: 'triangular',
  labelSmoothing: 0.1,
  mirror: 'alternating',
  cutout: 16,
  dropPath: 0.2,
  averaging: 0.9995,
  testMirror: true,
  validationImages: 5_000,
};

/** A network in ten minutes. So short a training is too short for what keeps a long one from learning its images by heart. */
const coffee: FinalPreset['config'] = {
  ...night,
  repeats: 2,
  filters: 4,
  translate: 2,
  cutout: 0,
  dropPath: 0,
  auxiliaryWeight: 0,
  averaging: 0.995,
};

export const FINAL_PRESETS = {
  coffee: { minutes: 10, filters: [4, 8, 12, 16, 24, 32], fewestEpochs: 10, mostEpochs: 60, config: coffee },
  night: { minutes: 480, filters: [16, 24, 32, 40, 48], fewestEpochs: 90, mostEpochs: 600, config: night },
  paper: { filters: [48], fewestEpochs: 600, mostEpochs: 600, config: paper },
} as const satisfies Record<string, FinalPreset>;
export type FinalPresetName = keyof typeof FINAL_PRESETS;

/** The share of its minutes that a plan fills (ours: a measured speed is known to about a tenth). */
const FILLED = 0.9;

/** What a plan is made from. */
export interface FinalPlanOptions {
  readonly preset: FinalPresetName;
  /** Notation. */
  readonly cell: string;
  /** Images of the data set, and of the test images that come with it; 0: none come. */
  readonly available: number;
  readonly testAvailable: number;
  /** How fast the device trains; without it, a preset with `minutes` has its least size. */
  readonly speed?: Speed;
  /** Settings that are given, whatever the preset has. */
  readonly changes?: Partial<FinalConfig>;
}

/** Of images without test images, the share that is held out as such, and of images used, the share kept aside (ours). */
const HELD_OUT = 0.1;

/**
 * The settings of a final training: the preset's, with the changes, fitted to the data and to the time.
 * @throws {RangeError} for a setting out of range.
 */
export function planFinal({
  preset,
  cell,
  available,
  testAvailable,
  speed,
  changes = {},
}: FinalPlanOptions): FinalConfig {
  const { config } = FINAL_PRESETS[preset];
  const testImages = Math.min(
    changes.testImages ?? config.testImages,
    testAvailable || Math.floor(HELD_OUT * available),
  );
  const images = changes.images ?? Math.min(config.images, testAvailable > 0 ? available : available - testImages);
  const share = config.validationImages / config.images;
  const validationImages = Math.max(10, Math.round(Math.max(share, images < config.images ? HELD_OUT : 0) * images));
  const fitted = { ...config, testImages, validationImages, ...changes, images, cell };
  const size = sizeInTime(FINAL_PRESETS[preset], fitted, speed, changes);
  return parseFinalConfig({ ...fitted, ...size });
}

/** F and epochs that end in time, where they are not given. */
function sizeInTime(
  preset: FinalPreset,
  config: FinalConfig,
  speed: Speed | undefined,
  { filters, epochs }: Partial<FinalConfig>,
): Pick<FinalConfig, 'filters' | 'epochs'> {
  const { minutes, fewestEpochs, mostEpochs } = preset;
  if (minutes === undefined || speed === undefined)
    return { filters: filters ?? config.filters, epochs: epochs ?? config.epochs };
  const networks = config.seeds * (config.controls ? DESIGNS.length : 1);
  const seconds = (FILLED * 60 * minutes) / networks;
  const epochsAt = (F: number): number => {
    const { epoch, test } = trainingSeconds({ ...config, filters: F }, speed);
    return Math.floor((seconds - test) / epoch);
  };
  const enough = epochs ?? fewestEpochs;
  const chosen = filters ?? preset.filters.findLast((F) => epochsAt(F) >= enough) ?? preset.filters[0]!;
  return { filters: chosen, epochs: epochs ?? Math.min(mostEpochs, Math.max(1, epochsAt(chosen))) };
}

/** What an epoch of one network takes, and its judgement in the end, s. */
export function trainingSeconds(config: FinalConfig, speed: Speed): { readonly epoch: number; readonly test: number } {
  const cell: Cell = parseCell(config.cell);
  const { batchSize, images, validationImages, testImages, testMirror } = config;
  const trained = multiplyAdds(layerTable(cell, trainedNetwork(cell, config)));
  const judged = multiplyAdds(layerTable(cell, judgedNetwork(cell, config)));
  const seconds = (steps: number, adds: number): number => (steps * speed.stepMs) / 1000 + adds / speed.perSecond;
  const training = images - validationImages;
  const steps = Math.floor(training / batchSize);
  const views = testMirror ? 2 : 1;
  return {
    epoch:
      seconds(steps, TRAINING_PASSES * training * trained) +
      seconds(validationImages / batchSize / TRAINING_PASSES, validationImages * judged),
    test: seconds((views * testImages) / batchSize / TRAINING_PASSES, views * testImages * judged),
  };
}
