/** @file What determines how one network is trained: what the settings of a search and of a final training have in common. */
import type { NetworkConfig } from '../core/network/macro.ts';
import type { Augmentation, Precision, SearchConfig } from './config.ts';
import type { Mirror, Schedule } from './final-config.ts';

/** Augmentation by its parts; `FinalConfig` has their sources. */
export interface AugmentationParts {
  /** Most pixels an image is moved by, each way. */
  readonly translate: number;
  readonly mirror: Mirror;
  /** Side of the square cut out, pixels; 0: none. */
  readonly cutout: number;
}

/** How a network is trained; a search's settings have no more than the first part. */
export interface TrainingConfig
  extends
    NetworkConfig,
    Pick<
      SearchConfig,
      | 'seed'
      | 'epochs'
      | 'batchSize'
      | 'learningRate'
      | 'finalLearningRateShare'
      | 'optimizer'
      | 'weightDecay'
      | 'clipNorm'
      | 'images'
      | 'validationImages'
      | 'confirmations'
      | 'normalisation'
      | 'reward'
      | 'lastBatch'
    > {
  readonly augmentation: Augmentation | AugmentationParts;

  /** Absent: `cosine`. */
  readonly schedule?: Schedule;
  /** These are 0 where absent. */
  readonly labelSmoothing?: number;
  readonly auxiliaryWeight?: number;
  readonly dropPath?: number;
  readonly averaging?: number;
  /** Absent: `f32`. */
  readonly precision?: Precision;
}
