/** @file What a plan is compiled from. */
import type { LayerTable } from '../../../../src/core/network/layers.ts';
import type { TrainingOptions } from '../../optimizer.ts';
import type { GpuImages } from '../runtime/images.ts';
import type { Precision } from '../../../../src/contract/config.ts';
import { VEC4 } from '../runtime/memory.ts';
import type { Tuning } from '../tuning/tuning.ts';

export interface PlanSource {
  readonly table: LayerTable;
  /** Images of a batch. */
  readonly n: number;
  readonly images: GpuImages;
  readonly optimizer: TrainingOptions;
  readonly tuning: Tuning;
  /** How activations and their gradients are stored. */
  readonly precision: Precision;
  /** For tests of single operators: no loss; the last layer's gradient is written from outside, the image's gradient is computed too. */
  readonly isProbe?: boolean;
}

/** Bytes of a vec4 of activations. */
export const activationBytes = (precision: Precision): number => (precision === 'f16-storage' ? VEC4 / 2 : VEC4);

/**
 * What the loss is multiplied by in the backward pass, and the gradients of the weights divided by: the gradient of a logit is then up to 1,024,
 * in the middle of what an f16 holds (6e-8 to 65,504), and those of pixels, a thousand times smaller, are no subnormals. A power of two times
 * the batch size, so that the logits' gradients are exact. (Micikevicius et al. 2018, arXiv 1710.03740, section 3.2.)
 */
export const lossScale = ({ precision, n, isProbe }: PlanSource): number =>
  precision === 'f16-storage' && isProbe !== true ? 1024 * n : 1;
