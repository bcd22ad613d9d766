/**
 * @file Processor time of a training step on the tfjs backends below WebGPU, on titu1994's two-cell child; it says more than the clock
 * beside other work. Run: node --import tsx test/bench/fallbacks.ts wasm 8 32 (backend, steps, images of a step).
 */
import { parseCell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { stream } from '../../src/core/random/rng.ts';
import { noiseImages } from '../../workers/data/image-set.ts';
import { openDevice } from '../../workers/device/device.ts';
import type { FallbackName } from '../../workers/device/fallback.ts';
import { TfjsNetwork } from '../../workers/network/tfjs/network.ts';

const CELL = parseCell('-1,3x3 dconv,-1,5x5 dconv,-1,1x7-7x1 conv,-1,3x3 maxpool');
const table = layerTable(CELL, { macro: 'titu1994', repeats: 1, filters: 32, lookback: 1, cellOutput: 'all' });

const [backend = 'wasm', steps = '8', batch = '32'] = process.argv.slice(2);
const size = Number(batch);
await openDevice({ backend: backend as FallbackName });
const random = stream(1, 'rungs');
const images = noiseImages(size, random);
const weights = initialWeights(table, random);
const network = new TfjsNetwork(table, images, weights, { optimizer: 'adam', weightDecay: 0, clipNorm: 0 });
const indices = Uint32Array.from({ length: size }, (_, i) => i);
for (let step = 0; step < Number(steps); step++) {
  const before = process.cpuUsage();
  network.trainStep({ indices }, { learningRate: 0.01 });
  const { loss } = await network.readTotals();
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${backend}, step ${step + 1}: ${Math.round((user + system) / 1000)} ms, loss ${(loss / size).toFixed(5)}`,
  );
}
