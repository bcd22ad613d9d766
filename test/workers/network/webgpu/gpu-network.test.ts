import { beforeAll, describe, expect, test } from 'vitest';
import { parseCell } from '../../../../src/core/space/cell.ts';
import { initialWeights } from '../../../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../../../src/core/network/macro.ts';
import { PNASNET_5 } from '../../../../src/core/space/pnasnet5.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import { GpuNetwork, type PlanDevice } from '../../../../workers/network/webgpu/gpu-network.ts';
import { Pipelines } from '../../../../workers/network/webgpu/runtime/pipelines.ts';
import type { Device } from '../../../../workers/device/device.ts';
import { TfjsNetwork } from '../../../../workers/network/tfjs/network.ts';
import { openTestDevice } from '../../../support/dawn.ts';
import { batches, images, losses, N } from '../../../support/few-steps.ts';
import { relativeError } from '../../../support/golden.ts';

let device: Device;
let plan: PlanDevice;
beforeAll(async () => {
  device = await openTestDevice();
  plan = device.plan!;
});

const NETWORKS: [string, NetworkConfig & { optimizer: 'momentum' | 'adam' }][] = [
  // channels that are no multiple of four, blocks that read blocks and each cell before, all in one cell
  ['-1,identity,-1,identity,0,3x3 maxpool,-2,3x3 dconv,1,identity,0,3x3 avgpool', { macro: 'pnas', repeats: 1, filters: 3, lookback: 2, cellOutput: 'all', optimizer: 'momentum' }],
  ['-2,1x7-7x1 conv,-1,identity,0,identity,0,identity,0,3x3 dilated conv,1,3x3 conv', { macro: 'pnas', repeats: 1, filters: 4, lookback: 2, cellOutput: 'unused', optimizer: 'adam' }],
  ['-1,3x3 dconv,-1,identity,-1,3x3 maxpool,-1,1x7-7x1 conv', { macro: 'titu1994', repeats: 1, filters: 4, lookback: 1, cellOutput: 'all', optimizer: 'adam' }],
]; // prettier-ignore

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
