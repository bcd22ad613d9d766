/** @file The paper's networks in WebAssembly against the same on the device: values, gradients, predictions, dispatches. */
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { stream } from '../../../../src/core/random/rng.ts';
import { StateSpace } from '../../../../src/core/space/state-space.ts';
import { lstm } from '../../../../workers/surrogate/ensemble/lstm.ts';
import { mlp } from '../../../../workers/surrogate/ensemble/mlp.ts';
import type { MemberBatch, Trainer } from '../../../../workers/surrogate/ensemble/paper-network.ts';
import { tokensOf } from '../../../../workers/surrogate/ensemble/tokens.ts';
import type { Device } from '../../../../workers/device/device.ts';
import { openTestDevice } from '../../../support/dawn.ts';

const MEMBERS = 2;
const space = new StateSpace({ blocks: 5, lookback: 2, operators: ['identity', '3x3 dconv', '3x3 maxpool'] });
const rng = stream(1, 'trainers');
const cells = (count: number) => Array.from({ length: count }, () => tokensOf(space.random(2, rng)));
const batches: MemberBatch[] = Array.from({ length: 2 }, () => ({
  tokens: Array.from({ length: MEMBERS }, () => cells(7)),
  accuracies: Array.from({ length: MEMBERS }, () => Array.from({ length: 7 }, () => rng.uniform())),
}));
const parent = space.random(4, rng);
const family = [...space.children(parent)].slice(0, 40).map(tokensOf);

let device: Device;
/** Counts the device's dispatches. */
let dispatches: ReturnType<typeof vi.spyOn>;
beforeAll(async () => {
  device = await openTestDevice();
  const pass = device.gpu!.createCommandEncoder().beginComputePass();
  dispatches = vi.spyOn(Object.getPrototypeOf(pass) as GPUComputePassEncoder, 'dispatchWorkgroups');
  pass.end();
});

/** The largest difference, of the largest value. */
function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const size = Math.max(...Array.from(b, Math.abs));
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!))) / size;
}

async function trained(trainer: Trainer) {
  for (const batch of batches) trainer.step(batch, 0.01);
  const losses = await trainer.takeLosses();
  return { losses, values: await trainer.values(), ...(await trainer.predict(family)) };
}

describe.each([
  ['lstm', lstm],
  ['mlp', mlp],
])('%s', (_, network) => {
  test('trains and predicts in WebAssembly as on the device, whose steps take at most 60 dispatches', async () => {
    const drawn = network.draw(MEMBERS, 0.5, stream(2, 'draw'));
    const [onGpu, onWasm] = [network.onGpu(drawn), network.onWasm(drawn)];
    const before = dispatches.mock.calls.length;
    onGpu.step(batches[0]!, 0);
    await onGpu.takeLosses();
    const used = dispatches.mock.calls.length - before;
    expect(used).toBeGreaterThan(10);
    expect(used).toBeLessThanOrEqual(60);
    onWasm.step(batches[0]!, 0);
    await onWasm.takeLosses();

    const [gpu, wasm] = [await trained(onGpu), await trained(onWasm)];
    expect(difference(wasm.losses, gpu.losses)).toBeLessThan(1e-5);
    for (const [name, own] of Object.entries(wasm.values)) {
      expect(difference(own, gpu.values[name]!), name).toBeLessThan(1e-3); // Adam magnifies small slopes' last digits
    }
    expect(difference(wasm.means, gpu.means)).toBeLessThan(1e-5);
    expect(difference(wasm.deviations, gpu.deviations)).toBeLessThan(1e-3);
    onGpu.dispose();
    onWasm.dispose();
    device.check();
  });
});
