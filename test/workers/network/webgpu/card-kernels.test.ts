/** Whole networks with the kernels that graphics cards get, on the software device of this machine that compiles them quickest. */
import { beforeAll, expect, test } from 'vitest';
import { parseCell } from '../../../../src/core/space/cell.ts';
import { initialWeights } from '../../../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../../../src/core/network/macro.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import type { Precision } from '../../../../src/contract/config.ts';
import { GpuNetwork, type PlanDevice } from '../../../../workers/network/webgpu/gpu-network.ts';
import type { Device } from '../../../../workers/device/device.ts';
import { DEFAULT_TILINGS } from '../../../../workers/network/webgpu/tuning/tilings.ts';
import { tuningFor, type Tuning } from '../../../../workers/network/webgpu/tuning/tuning.ts';
import { openQuickCompiler } from '../../../support/dawn.ts';
import { images, losses, N } from '../../../support/few-steps.ts';
import { relativeError } from '../../../support/golden.ts';

let device: Device;
let plan: PlanDevice;
beforeAll(async () => {
  device = await openQuickCompiler();
  plan = device.plan!;
});

test.each([
  { precision: 'f32', tolerance: 1e-4 },
  { precision: 'f16-storage', tolerance: 2e-3 },
] as const)(
  "the kernels for cards in $precision: ten losses and the evaluation equal this device's",
  { timeout: 600_000 }, // a software device compiles the packing of half floats for long
  async ({ precision, tolerance }) => {
    const notation = '-1,3x3 dconv,-1,3x3 maxpool'; // nearly all that reads through batch norms, and all that sums for them
    const network: NetworkConfig = { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'all' };
    const table = layerTable(parseCell(notation), network);
    const weights = initialWeights(table, stream(2, 'init'));
    const options = { optimizer: 'momentum', weightDecay: 1e-3, clipNorm: 5, batchSize: N } as const;
    const tilings = { ...DEFAULT_TILINGS, wide: '2x1', narrow: '2x1' } as const; // the fastest to compile; all give the same bits
    const card = tuningFor({ isSoftware: false, isSwiftShader: false, subgroup: 1, tilings });
    const run = async (tuning: Tuning, stored: Precision): Promise<number[]> => {
      const trained = await GpuNetwork.create({ ...plan, tuning }, table, images, weights, { ...options, precision: stored }); // prettier-ignore
      const ten = await losses(trained, 10);
      trained.evaluateStep({ indices: Uint32Array.of(7, 2) });
      const { loss } = await trained.readTotals();
      trained.dispose();
      return [...ten, loss / 2];
    };
    const [want, got] = [await run(plan.tuning, 'f32'), await run(card, precision)];
    device.check();
    expect(relativeError(got, want)).toBeLessThan(tolerance);
  },
);

test('sibling dispatches joined give the same bits, in fewer dispatches', async () => {
  const cell = parseCell('-1,3x3 dconv,-1,3x3 dconv,-1,3x3 dconv,-1,3x3 dconv');
  const table = layerTable(cell, { macro: 'titu1994', repeats: 1, filters: 4, lookback: 1, cellOutput: 'all' });
  const options = { optimizer: 'adam', weightDecay: 0, clipNorm: 0, batchSize: N } as const;
  const tilings = { ...DEFAULT_TILINGS, wide: '2x1', narrow: '2x1' } as const; // software devices join none
  const card = tuningFor({ isSoftware: false, isSwiftShader: false, subgroup: 1, tilings });
  const results = [];
  for (const joinsSiblings of [false, true]) {
    const tuned = { ...plan, tuning: { ...card, joinsSiblings } };
    const network = await GpuNetwork.create(tuned, table, images, initialWeights(table, stream(2, 'init')), options);
    await losses(network, 2);
    results.push({ weights: await network.readWeights(), dispatches: network.dispatches });
    network.dispose();
  }
  device.check();
  const [single, joined] = results as [(typeof results)[0], (typeof results)[0]];
  expect(joined.weights).toEqual(single.weights);
  expect(joined.dispatches).toBeLessThan(0.8 * single.dispatches);
});
