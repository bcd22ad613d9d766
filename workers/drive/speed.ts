/** @file How fast a device trains, measured on made-up images in about two seconds: for the price of a search before there was one. */
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { multiplyAdds } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { stream } from '../../src/core/random/rng.ts';
import { TRAINING_PASSES, type Speed } from '../../src/contract/api.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import { speedOfSteps, type TimedStep } from '../../src/contract/speed.ts';
import { noiseImages } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { networkFactory } from './search.ts';

/** What a probe may take, ms. */
const BUDGET_MS = 2_000;
/** Steps that are timed at most, after one that compiles. */
const STEPS = 4;
/**
 * Sizes to try, from small to large. The first two differ in filters only, twelvefold in arithmetic, and are always tried: they tell what of a step
 * is not arithmetic. Larger ones are tried where these say that there is time: they keep a fast device busy.
 */
const SIZES: readonly SearchConfig[] = [PRESETS.smoke, { ...PRESETS.smoke, filters: 16 }, PRESETS.demo, PRESETS.paper];
const CELL = parseCell('-1,3x3 dconv,-2,1x7-7x1 conv');

/** The device's speed: the line through its two largest steps, time against multiply-adds. @param cell of the networks that are timed. */
export async function probeSpeed(device: Device, cell = CELL): Promise<Speed> {
  const started = performance.now();
  const left = (): number => BUDGET_MS - (performance.now() - started);
  const steps: TimedStep[] = [];
  for (const config of SIZES) {
    const settings = { ...config, lookback: Math.max(config.lookback, lookbackOf(cell)) };
    const work = multiplyAdds(layerTable(cell, settings)) * TRAINING_PASSES * config.batchSize;
    if (steps.length >= 2 && (STEPS + 1) * expectedMs(speedOfSteps(steps), work) > left()) break;
    steps.push({ work, ms: await stepMs(device, cell, settings, left) });
  }
  return speedOfSteps(steps);
}

/** How far back a cell reads. */
const lookbackOf = (cell: Cell): number => Math.max(...cell.flat().map(({ input }) => -input));

const expectedMs = ({ stepMs: ms, perSecond }: Speed, work: number): number => ms + (1000 * work) / perSecond;

/** Milliseconds of a step: the mean of some, of one where no time is left. */
async function stepMs(device: Device, cell: Cell, config: SearchConfig, left: () => number): Promise<number> {
  const table = layerTable(cell, config);
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
