/**
 * @file The settings of a final training: one network, or several for comparison, from a cell that was found. Each has its source. The settings
 * are the same for every cell that is trained: most of an accuracy is made by them (Yang et al. 2020, arXiv 1912.12522), so that a cell is only
 * told from another beside it.
 *
 * `slim` is the authors' code (tensorflow/models slim: nasnet.py, `cifar_config`); `airbench` is Jordan 2024, arXiv 2404.00498.
 */
import * as v from 'valibot';
import { parseCell } from '../core/space/cell.ts';
import { count, NORMALISATIONS, parseWith, real } from './config.ts';

/**
 * How the learning rate goes. `cosine`: from its peak to 0 (the paper; Loshchilov & Hutter 2017). `triangular`: up to the peak over the first
 * part of the training, then down, straight lines (airbench).
 */
export const SCHEDULES = ['cosine', 'triangular'] as const;
export type Schedule = (typeof SCHEDULES)[number];

/**
 * Which images are mirrored. `random`: half of them, drawn anew in each epoch. `alternating`: half of them in the first epoch, the other half
 * in the next, and so on, so that of two epochs each image is seen both ways (airbench, section 3.6).
 */
export const MIRRORS = ['none', 'random', 'alternating'] as const;
export type Mirror = (typeof MIRRORS)[number];

/** `whitening`: the first convolution is not trained; its filters whiten patches of the training images (airbench, section 3.2). */
export const STEMS = ['trained', 'whitening'] as const;

const SettingsSchema = v.strictObject({
  /** Notation of the cell. */
  cell: v.pipe(
    v.string(),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      try {
        parseCell(dataset.value);
      } catch (error) {
        addIssue({ message: `must be a cell; ${(error as Error).message}` });
      }
    }),
  ),
  /** Seed of every random stream; unsigned 32 bits. */
  seed: count(0, 2 ** 32 - 1),
  /** Networks of each design, which differ by their seeds alone. Paper: not stated for CIFAR-10; an error bar needs three. */
  seeds: count(1, 16),
  /** Whether a random cell of the same size and PNASNet-5's are trained beside the cell, with the same settings and seeds. */
  controls: v.boolean(),

  /** N, cells per stage. Paper: 3. */
  repeats: count(1, 12),
  /** F, filters of the first stage. Paper: 48. Controls have as many as make their networks of the same size. */
  filters: count(1, 512),
  /** What a cell hands on: all its blocks (slim), or those that no other reads. */
  cellOutput: v.picklist(['all', 'unused']),
  stem: v.picklist(STEMS),

  /** Paper: 600. */
  epochs: count(1, 10_000),
  /** Paper: not stated; slim: 32. */
  batchSize: count(1, 1024),
  /** Peak. The optimizer is SGD with Nesterov momentum 0.9. Slim: 0.025. */
  learningRate: real(1e-6, 10),
  /** Paper: `cosine`. */
  schedule: v.picklist(SCHEDULES),
  /** L2 penalty on filters and dense weights alone, not on batch norms and biases. Slim: 5e-4. */
  weightDecay: real(0, 1),
  /** Greatest global norm of the gradient; 0 is none. Slim: 5. */
  clipNorm: real(0, 1e6),
  /** Share of a label that is spread over all classes, in training (Szegedy et al. 2016). Paper: 0; airbench: 0.2. */
  labelSmoothing: real(0, 0.9),

  /** Most pixels an image is moved by, each way; zeros come in. Paper: 4; airbench: 2, or 4 in its longer trainings. */
  translate: count(0, 4),
  /** Paper: `random`. */
  mirror: v.picklist(MIRRORS),
  /** Side of a square that is cut out of each image, pixels; 0 is none (DeVries & Taylor 2017, arXiv 1708.04552: 16). Paper: 0. */
  cutout: count(0, 32),
  /**
   * ScheduledDropPath (Zoph et al. 2018, arXiv 1707.07012, section 3): the probability that an operator's output is dropped at the last cell and
   * the last step. It grows from cell to cell and from step to step; the outputs kept are scaled up. Identities are not dropped (slim). Slim: 0.4.
   */
  dropPath: real(0, 0.9),
  /** Weight of the loss of a second classifier behind two thirds of the cells, in training alone; 0 is none. Paper: 0.4. */
  auxiliaryWeight: real(0, 1),
  /**
   * Decay by step of the exponential moving average of the weights and of the batch norms' statistics, which is what is judged and kept
   * (Polyak & Juditsky 1992); 0 is none: the weights themselves. Paper: none stated. It warms up as TensorFlow's with `num_updates`.
   */
  averaging: real(0, 0.99999),
  /** Whether an image is judged by the mean of the logits of it and of its mirror image (airbench, section 3.7). Paper: no. */
  testMirror: v.boolean(),
  /** Paper: whitened, over which images is not stated. */
  normalisation: v.picklist(NORMALISATIONS),

  /** Images used, training and validation together. */
  images: count(20, 50_000),
  /** Of these, kept aside for the curves: they take no part in training. Paper: none are; slim keeps no curve of them. */
  validationImages: count(10, 25_000),
  /** Images that are read once, at the end: of the test images that come with the data, or else held out of the set beside `images`. */
  testImages: count(10, 10_000),
});

/** Schema of {@link FinalConfig}. */
export const FinalConfigSchema = v.pipe(
  SettingsSchema,
  v.check(
    ({ images, validationImages }) => validationImages * 2 <= images,
    ({ input }) => `validationImages must be at most half of images; got ${input.validationImages} of ${input.images}`,
  ),
);

/** Everything that determines a final training, but the data and the device. */
export type FinalConfig = v.InferOutput<typeof FinalConfigSchema>;

/** @throws {RangeError} naming the setting, what was required and what came. */
export function parseFinalConfig(input: unknown): FinalConfig {
  return parseWith(FinalConfigSchema, input, 'config');
}
