import { beforeAll, describe, expect, test } from 'vitest';
import { parseCell } from '../../../../src/core/space/cell.ts';
import { initialWeights } from '../../../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../../../src/core/network/macro.ts';
import { PNASNET_5 } from '../../../../src/core/space/pnasnet5.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import type { Precision } from '../../../../src/contract/config.ts';
import { GpuNetwork, type PlanDevice } from '../../../../workers/network/webgpu/gpu-network.ts';
import { Pipelines } from '../../../../workers/network/webgpu/runtime/pipelines.ts';
import type { Device } from '../../../../workers/device/device.ts';
import type { ChildNetwork } from '../../../../workers/network/child-network.ts';
import { TfjsNetwork } from '../../../../workers/network/tfjs/network.ts';
import { ENLARGED_BIT } from '../../../../workers/data/assemble.ts';
import { noiseImages, type ImageSet } from '../../../../workers/data/image-set.ts';
import { DEFAULT_TILINGS } from '../../../../workers/network/webgpu/tuning/tilings.ts';
import { tuningFor, type Tuning } from '../../../../workers/network/webgpu/tuning/tuning.ts';
import { openTestDevice } from '../../../support/dawn.ts';
import { relativeError } from '../../../support/golden.ts';

let device: Device;
let plan: PlanDevice;
beforeAll(async () => {
  device = await openTestDevice();
  plan = device.plan!;
});

const N = 3;
const images = {
  ...noiseImages(24, stream(5, 'images')),
  normalisation: { mean: [0.5, 0.25, 0.75], deviation: [0.25, 0.5, 0.3] },
} satisfies ImageSet;
const batches = Array.from({ length: 8 }, (_batch, i) => ({
  indices: Uint32Array.from({ length: N }, (_, j) => (i * N + j) % 24),
  augmentation: Uint32Array.from(
    { length: N },
    (_, j) => ((i + j) % 9) | (((i * 2 + j) % 9) << 4) | ((i & 1) << 8) | ((j & 1) << ENLARGED_BIT),
  ),
}));

const NETWORKS: [string, NetworkConfig & { optimizer: 'momentum' | 'adam' }][] = [
  // channels that are no multiple of four, blocks that read blocks and each cell before, all in one cell
  ['-1,identity,-1,identity,0,3x3 maxpool,-2,3x3 dconv,1,identity,0,3x3 avgpool', { macro: 'pnas', repeats: 1, filters: 3, lookback: 2, cellOutput: 'all', optimizer: 'momentum' }],
  ['-2,1x7-7x1 conv,-1,identity,0,identity,0,identity,0,3x3 dilated conv,1,3x3 conv', { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'unused', optimizer: 'adam' }],
  ['-1,3x3 dconv,-1,identity,-1,3x3 maxpool,-1,1x7-7x1 conv', { macro: 'titu1994', repeats: 1, filters: 4, lookback: 1, cellOutput: 'all', optimizer: 'adam' }],
]; // prettier-ignore

async function losses(network: ChildNetwork, steps: number): Promise<number[]> {
  const result: number[] = [];
  for (let step = 0; step < steps; step++) {
    network.trainStep(batches[step % batches.length]!, { learningRate: 0.01 });
    const { loss, examples } = await network.readTotals();
    result.push(loss / examples);
  }
  return result;
}

describe('the plan of a whole network', () => {
  test.each(NETWORKS)('%s: ten losses and the evaluation equal the tfjs network', async (notation, config) => {
    const table = layerTable(parseCell(notation), config);
    const weights = initialWeights(table, stream(2, 'init')); // no value comes so near a ReLU's 0 that rounding decides
    const options = { optimizer: config.optimizer, weightDecay: 1e-3, clipNorm: 5, batchSize: N };
    const reference = new TfjsNetwork(table, images, weights, options);
    const network = await GpuNetwork.create(plan, table, images, weights, options);
    const [want, got] = [await losses(reference, 10), await losses(network, 10)];
    expect(relativeError(got, want)).toBeLessThan(1e-4);
    const [ofReference, ofPlan] = [await reference.readWeights(), await network.readWeights()];
    for (const [i, { name }] of table.parameters.entries()) {
      if (name.endsWith('/bias')) expect(relativeError(ofPlan[i]!, ofReference[i]!), name).toBeLessThan(1e-2);
    }
    const short = { indices: Uint32Array.of(7, 2) };
    reference.evaluateStep(short);
    network.evaluateStep(short);
    const [a, b] = [await reference.readTotals(), await network.readTotals()];
    expect(b.examples).toBe(2);
    expect(Math.abs(a.loss - b.loss)).toBeLessThan(1e-2 * Math.abs(a.loss));
    reference.dispose();
    network.dispose();
    device.check();
  });

  test('a classifier guesses evenly at first: the loss of the first step is near ln 10', async () => {
    const [notation, config] = NETWORKS[0]!; // its kernels are compiled
    const table = layerTable(parseCell(notation), config);
    const options = { optimizer: config.optimizer, weightDecay: 1e-3, clipNorm: 5, batchSize: N };
    for (const seed of [0, 1, 2]) {
      const weights = initialWeights(table, stream(seed, 'init'));
      const network = await GpuNetwork.create(plan, table, images, weights, options);
      for (const { indices } of batches) network.trainStep({ indices }, { learningRate: 0 });
      const { loss, examples } = await network.readTotals();
      expect(examples).toBe(24);
      expect(Math.abs(loss / examples - Math.log(10))).toBeLessThan(0.1);
      network.dispose();
    }
  });

  test('the same steps twice give the same bits, and weights read back as they were written', async () => {
    const [notation, config] = NETWORKS[0]!;
    const table = layerTable(parseCell(notation), config);
    const weights = initialWeights(table, stream(2, 'init'));
    const options = { optimizer: config.optimizer, weightDecay: 1e-3, clipNorm: 5, batchSize: N };
    const results: Float32Array[][] = [];
    for (let run = 0; run < 2; run++) {
      const network = await GpuNetwork.create(plan, table, images, weights, options);
      expect((await network.readWeights()).slice(0, weights.length)).toEqual(weights);
      await losses(network, 4);
      results.push(await network.readWeights());
      network.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[0]!.flatMap((tensor) => [...tensor]).every(Number.isFinite)).toBe(true);
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

  test.each([
    [
      '-1,3x3 dconv,-1,5x5 dconv,-1,1x7-7x1 conv,-1,3x3 maxpool',
      { macro: 'titu1994', repeats: 1, filters: 8, lookback: 1, cellOutput: 'all' },
      60,
    ],
    [PNASNET_5, { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'all' }, 367],
  ] as const)(
    'a step of %s is a fixed number of dispatches, whatever the filters',
    async (notation, config, dispatches) => {
      // prettier-ignore
      const table = layerTable(parseCell(notation), config);
      const options = { optimizer: 'adam', weightDecay: 0, clipNorm: 0, batchSize: N } as const;
      const network = await GpuNetwork.create(plan, table, images, initialWeights(table, stream(1, 'init')), options);
      expect(network.dispatches).toBeLessThanOrEqual(dispatches);
      network.dispose();
    },
  );

  test('gives all its memory back when it is disposed, and when it cannot be built', async () => {
    const { gpu } = plan;
    const alive = new Set<GPUBuffer>();
    const { createBuffer } = gpu;
    gpu.createBuffer = (descriptor) => {
      const buffer = createBuffer.call(gpu, descriptor);
      const { destroy } = buffer;
      buffer.destroy = () => {
        alive.delete(buffer);
        return destroy.call(buffer);
      };
      alive.add(buffer);
      return buffer;
    };
    const [notation, config] = NETWORKS[0]!;
    const table = layerTable(parseCell(notation), config);
    const weights = initialWeights(table, stream(2, 'init'));
    const options = { optimizer: config.optimizer, weightDecay: 0, clipNorm: 5, batchSize: N };
    const network = await GpuNetwork.create(plan, table, images, weights, options);
    expect(alive.size).toBeGreaterThan(0);
    network.dispose();
    expect(alive.size).toBe(0);
    const cannotCompile = { ...plan, pipelines: new Pipelines(gpu) };
    cannotCompile.pipelines.get = async ({ name }) => {
      throw new Error(`kernel ${name}: must compile`);
    };
    await expect(GpuNetwork.create(cannotCompile, table, images, weights, options)).rejects.toThrow('must compile');
    expect(alive.size).toBe(0);
    gpu.createBuffer = createBuffer;
  });
});
