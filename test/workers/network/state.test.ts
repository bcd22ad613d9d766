import { beforeAll, describe, expect, test } from 'vitest';
import { parseCell } from '../../../src/core/space/cell.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { GpuNetwork, type PlanDevice } from '../../../workers/network/webgpu/gpu-network.ts';
import type { ChildNetwork } from '../../../workers/network/child-network.ts';
import { TfjsNetwork } from '../../../workers/network/tfjs/network.ts';
import { openTestDevice } from '../../support/dawn.ts';

const N = 3;
const images = noiseImages(12, stream(5, 'images'));
const cell = parseCell('-1,3x3 dconv,-1,identity,0,3x3 maxpool,-1,3x3 conv');
const table = layerTable(cell, { macro: 'pnas', repeats: 1, filters: 3, lookback: 1, cellOutput: 'all' });
const weights = initialWeights(table, stream(1, 'init'));

let plan: PlanDevice;
beforeAll(async () => {
  plan = (await openTestDevice()).plan!;
});

const EXECUTORS = ['tfjs', 'plan'] as const;
type ExecutorName = (typeof EXECUTORS)[number];
type Optimizer = 'momentum' | 'adam';

async function create(executor: ExecutorName, optimizer: Optimizer): Promise<ChildNetwork> {
  const options = { optimizer, weightDecay: 1e-3, clipNorm: 5, batchSize: N };
  return executor === 'tfjs'
    ? new TfjsNetwork(table, images, weights, options)
    : GpuNetwork.create(plan, table, images, weights, options);
}

function train(network: ChildNetwork, from: number, to: number): void {
  for (let step = from; step < to; step++) {
    const indices = Uint32Array.from({ length: N }, (_, j) => (step * N + j) % 12);
    network.trainStep({ indices }, { learningRate: 0.01 });
  }
}

describe.each(EXECUTORS)('the state of a child, %s', (executor) => {
  test.each(['momentum', 'adam'] as const)('a fresh network goes on from it bit for bit, %s', async (optimizer) => {
    const straight = await create(executor, optimizer);
    train(straight, 0, 3);
    const state = await straight.readState();
    train(straight, 3, 6);
    const resumed = await create(executor, optimizer);
    resumed.writeState(state);
    expect(await resumed.readState()).toEqual(state);
    train(resumed, 3, 6);
    const [want, got] = [await straight.readState(), await resumed.readState()];
    expect(got).toEqual(want);
    expect(want.tensors).not.toEqual(state.tensors);
    straight.dispose();
    resumed.dispose();
  });
});
