/**
 * @file Small random children trained in both precisions, paired: the same cell, weights, images and batches. Tells whether storing activations and
 * gradients as f16 costs accuracy.
 */
import { formatCell } from '../../src/core/space/cell.ts';
import { meanWithInterval, wilcoxonSignedRank } from '../../src/core/paired-tests.ts';
import { stream } from '../../src/core/random/rng.ts';
import { PAPER_OPERATORS } from '../../src/core/space/operators.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import type { Interval } from '../../src/core/stats.ts';
import { PRECISIONS, type Precision, type SearchConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { networkFactory } from '../drive/search.ts';
import { NetworkManager } from '../train/network-manager.ts';

/** A child's accuracies on the validation images; absent where it failed. */
export interface PairedChild {
  readonly cell: string;
  readonly accuracies: Readonly<Partial<Record<Precision, number>>>;
}

export interface PrecisionBenchReport {
  readonly device: string;
  readonly config: SearchConfig;
  readonly children: readonly PairedChild[];
  /** Of f16 - f32, over the children that neither failed: the mean, its 95 % interval, and the p of Wilcoxon's signed-rank test. */
  readonly difference: { readonly mean: number; readonly interval?: Interval; readonly p: number };
}

/** Children that a processor trains in seconds (ours): they end well above the 10 % of guessing. */
const CONFIG: SearchConfig = {
  ...PRESETS.smoke,
  operators: [...PAPER_OPERATORS],
  epochs: 5,
  batchSize: 16,
  images: 1000,
  validationImages: 500,
};

/** Trains `count` random cells of one or two blocks in both precisions. @param onChild called after each. */
export async function benchPrecision(
  device: Device,
  images: ImageSet,
  count: number,
  onChild: (child: PairedChild) => void = () => {},
): Promise<PrecisionBenchReport> {
  const managers = PRECISIONS.map(
    (precision) =>
      new NetworkManager({
        images,
        config: { ...CONFIG, precision },
        create: networkFactory(device),
        check: () => device.check(),
      }),
  );
  const random = stream(CONFIG.seed, 'precision');
  const children: PairedChild[] = [];
  for (let i = 0; i < count; i++) {
    const blocks = 1 + (i % CONFIG.blocks);
    const cell = new StateSpace({ ...CONFIG, blocks }).random(blocks, random);
    const accuracies: Partial<Record<Precision, number>> = {};
    for (const [k, manager] of managers.entries()) {
      const { accuracy } = await manager.getRewards(cell);
      if (accuracy !== undefined) accuracies[PRECISIONS[k]!] = accuracy;
    }
    const child = { cell: formatCell(cell), accuracies };
    children.push(child);
    onChild(child);
  }
  const differences = children.flatMap(({ accuracies: { f32, 'f16-storage': f16 } }) =>
    f32 === undefined || f16 === undefined ? [] : [f16 - f32],
  );
  const difference = { ...meanWithInterval(differences), p: wilcoxonSignedRank(differences) };
  return { device: device.report.description, config: CONFIG, children, difference };
}
