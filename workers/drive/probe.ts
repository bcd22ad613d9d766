/** @file How fast a device trains, measured on made-up images in about two seconds: for the price of a search before there was one. */
import { parseCell } from '../../src/core/cell.ts';
import { initialWeights } from '../../src/core/initial-weights.ts';
import { multiplyAdds } from '../../src/core/layers.ts';
import { layerTable } from '../../src/core/macro.ts';
import { stream } from '../../src/core/rng.ts';
import { TRAINING_PASSES } from '../../src/contract/api.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { noiseImages } from '../data/image-set.ts';
import type { Device } from '../gpu/backend.ts';
import { networkFactory } from './search.ts';

/** What a probe may take, ms. */
const BUDGET_MS = 2_000;
/** Steps that are timed at most, after one that compiles. */
const STEPS = 4;
/** Sizes to try, each only if the one before it says that there is time: a large network keeps a fast device busy, a small one does not. */
const RUNGS: readonly SearchConfig[] = [PRESETS.smoke, PRESETS.demo, PRESETS.paper];
const CELL = parseCell('-1,3x3 dconv,-2,1x7-7x1 conv');

/** Multiply-adds a second that the device reaches in training, a forward pass counted once for each pass: the best of the sizes tried. */
export async function probeSpeed(device: Device): Promise<number> {
  const started = performance.now();
  const left = (): number => BUDGET_MS - (performance.now() - started);
  let speed = 0;
  for (const config of RUNGS) {
    const work = multiplyAdds(layerTable(CELL, config)) * TRAINING_PASSES * config.batchSize;
    if (speed > 0 && (1000 * (STEPS + 1) * work) / speed > left()) break;
    speed = Math.max(speed, (1000 * work) / (await stepMs(device, config, left)));
  }
  return speed;
}

/** Milliseconds of a step: the mean of some, of one where no time is left. */
async function stepMs(device: Device, config: SearchConfig, left: () => number): Promise<number> {
  const table = layerTable(CELL, config);
  const rng = stream(config.seed, 'probe');
  const images = noiseImages(config.batchSize, rng);
  const weights = initialWeights(table, rng);
  const network = await networkFactory(device)(table, images, weights, config);
  try {
    const batch = { indices: Uint32Array.from({ length: config.batchSize }, (_, i) => i) };
    network.trainStep(batch, config);
    await network.readTotals();
    const started = performance.now();
    let steps = 0;
    do {
      network.trainStep(batch, config);
      await network.readTotals();
      steps++;
    } while (steps < STEPS && left() > 0);
    return Math.max(0.1, (performance.now() - started) / steps);
  } finally {
    network.dispose();
  }
}
