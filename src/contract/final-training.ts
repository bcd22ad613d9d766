/** @file How the networks of a final training are trained, in the terms that a search's children are. */
import { judgedNetwork } from '../core/final/judged-network.ts';
import type { NetworkConfig } from '../core/network/macro.ts';
import type { Cell } from '../core/space/cell.ts';
import type { TrainingConfig } from './training-config.ts';
import type { FinalConfig } from './final-config.ts';

/** The network that is trained: the one that is judged, and what is there for training alone. */
export function trainedNetwork(cell: Cell, config: FinalConfig): NetworkConfig {
  return {
    ...judgedNetwork(cell, config),
    hasAuxiliary: config.auxiliaryWeight > 0,
    dropsPaths: config.dropPath > 0,
  };
}

/** @param filters F of this network, which is its design's. */
export function trainingConfig(
  cell: Cell,
  { cell: _notation, ...config }: FinalConfig,
  filters: number,
): TrainingConfig {
  const network = trainedNetwork(cell, { ...config, cell: _notation, filters });
  return {
    ...config,
    ...network,
    optimizer: 'momentum',
    finalLearningRateShare: 0,
    augmentation: { translate: config.translate, mirror: config.mirror, cutout: config.cutout },
    reward: 'last',
    lastBatch: 'dropped',
    confirmations: 0,
  };
}
