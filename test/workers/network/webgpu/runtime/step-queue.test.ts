import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { initialWeights } from '../../../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../../../src/core/network/macro.ts';
import { stream } from '../../../../../src/core/random/rng.ts';
import { parseCell } from '../../../../../src/core/space/cell.ts';
import { noiseImages } from '../../../../../workers/data/image-set.ts';
import { GpuNetwork, type PlanDevice } from '../../../../../workers/network/webgpu/gpu-network.ts';
import { CARD_SUBMISSION_MS, cutSequence, DeviceRate } from '../../../../../workers/network/webgpu/runtime/work.ts';
import { openTestDevice } from '../../../../support/dawn.ts';

/** A speed that nothing measured changes: times what the model says. */
class FixedRate extends DeviceRate {
  override observe(): void {}
}

let plan: PlanDevice;
let submit: GPUQueue['submit'];
beforeAll(async () => {
  plan = (await openTestDevice()).plan!;
  submit = plan.gpu.queue.submit.bind(plan.gpu.queue);
});
afterEach(() => {
  plan.gpu.queue.submit = submit;
});

const N = 4;
const TABLE = layerTable(parseCell('-1,3x3 dconv,-2,3x3 maxpool'), {
  macro: 'pnas',
  repeats: 1,
  filters: 4,
  lookback: 2,
  cellOutput: 'all',
});
const IMAGES = noiseImages(N, stream(1, 'images'));
const WEIGHTS = initialWeights(TABLE, stream(1, 'init'));
const BATCH = { indices: Uint32Array.of(0, 1, 2, 3) };
const OPTIONS = { optimizer: 'momentum', weightDecay: 1e-4, clipNorm: 5, batchSize: N } as const;

/** The network on a device that takes `factor` times what the model says, and how often it submits. */
async function networkAt(factor: number): Promise<{ network: GpuNetwork; submissions(): number }> {
  const rate = new FixedRate(CARD_SUBMISSION_MS, factor);
  const network = await GpuNetwork.create({ ...plan, rate }, TABLE, IMAGES, WEIGHTS, OPTIONS);
  let count = 0;
  plan.gpu.queue.submit = (commands) => (count++, submit(commands));
  return { network, submissions: () => count };
}

/** What its step takes on the model's device, ms, and its dispatches. */
async function modelled(): Promise<{ modelMs: number; dispatches: number }> {
  const { network } = await networkAt(1);
  const { modelMs, dispatches } = network;
  network.dispose();
  return { modelMs, dispatches };
}

/** Submissions of a step and of the readback after it. */
async function submissionsOfStep(factor: number): Promise<number> {
  const { network, submissions } = await networkAt(factor);
  network.trainStep(BATCH, { learningRate: 0.1 });
  await network.readTotals();
  network.dispose();
  return submissions();
}

describe('submissions', () => {
  test('a sequence is cut into as few pieces of equal size as are small enough; what is larger by itself stays whole', () => {
    expect(cutSequence([1, 1, 1, 1], 10)).toEqual([4]);
    expect(cutSequence([4, 4, 4, 4, 4, 4], 10)).toEqual([2, 4, 6]);
    expect(cutSequence([1, 30, 1, 1], 10)).toEqual([2, 4]);
    expect(cutSequence([], 10)).toEqual([]);
  });

  test('a step is one submission where it is short, two of half the length where it takes 20 ms, one for each dispatch where each is long', async () => {
    const { modelMs, dispatches } = await modelled();
    const read = 1;
    expect(await submissionsOfStep(9.9 / modelMs)).toBe(1 + read);
    expect(await submissionsOfStep(19.9 / modelMs)).toBe(2 + read);
    expect(await submissionsOfStep(49.9 / modelMs)).toBe(5 + read);
    expect(await submissionsOfStep(1e9)).toBe(dispatches + read);
  });

  test('no more than 200 ms are queued: the rest of the steps follows as the device gets through', async () => {
    const { network, submissions } = await networkAt(99.9 / (await modelled()).modelMs); // ten submissions a step
    for (let step = 0; step < 8; step++) network.trainStep(BATCH, { learningRate: 0.1 });
    const totals = network.readTotals();
    expect(submissions()).toBe(20);
    expect((await totals).examples).toBe(8 * N);
    expect(submissions()).toBe(8 * 10 + 1);
    network.dispose();
  });

  test('the same bits in one submission a step, in ten, and in one for each dispatch', async () => {
    const results: Float32Array[][] = [];
    for (const factor of [1e-9, 99.9 / (await modelled()).modelMs, 1e9]) {
      const { network } = await networkAt(factor);
      for (let step = 0; step < 3; step++) network.trainStep(BATCH, { learningRate: 0.1 });
      await network.readTotals();
      network.evaluateStep(BATCH);
      results.push([...(await network.readState()).tensors]);
      network.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]!.every((tensor) => tensor.every(Number.isFinite))).toBe(true);
  });

  test('a network that is disposed of while steps wait submits no more of them, and what waits for them is refused', async () => {
    const { network, submissions } = await networkAt(1e9);
    for (let step = 0; step < 8; step++) network.trainStep(BATCH, { learningRate: 0.1 });
    const totals = network.readTotals();
    network.dispose();
    const before = submissions();
    await expect(totals).rejects.toThrow('disposed of');
    await plan.gpu.queue.onSubmittedWorkDone();
    expect(submissions()).toBe(before);
  });

  test('the speed follows what was measured, long work more than short', () => {
    const rate = new DeviceRate();
    expect(rate.expectedMs(3)).toBe(3);
    for (let i = 0; i < 8; i++) rate.observe(100, 1000);
    expect(rate.expectedMs(3)).toBeCloseTo(30, 0);
    rate.observe(0.01, 50); // an answer that came late
    expect(rate.expectedMs(3)).toBeLessThan(40);
  });
});
