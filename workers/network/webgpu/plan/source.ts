/** @file What a plan is compiled from. */
import type { LayerTable } from '../../../../src/core/network/layers.ts';
import type { TrainingOptions } from '../../optimizer.ts';
import type { GpuImages } from '../runtime/images.ts';
import type { Tuning } from '../tuning/tuning.ts';

export interface PlanSource {
  readonly table: LayerTable;
  /** Images of a batch. */
  readonly n: number;
  readonly images: GpuImages;
  readonly optimizer: TrainingOptions;
  readonly tuning: Tuning;
  /** For tests of single operators: no loss; the last layer's gradient is written from outside, the image's gradient is computed too. */
  readonly isProbe?: boolean;
}
