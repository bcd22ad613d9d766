import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Kernel } from '../../../workers/network/webgpu/kernels/kernel.ts';
import { DEFAULT_TILINGS, type Tilings } from '../../../workers/network/webgpu/tuning/tilings.ts';
import { tuningFor } from '../../../workers/network/webgpu/tuning/tuning.ts';
import { selfTest } from '../../../workers/device/self-test.ts';
import { subgroupOf } from '../../../workers/device/webgpu.ts';
import { Pipelines } from '../../../workers/network/webgpu/runtime/pipelines.ts';
import { openDevice, type Device } from '../../../workers/device/device.ts';
import type { Pass, Passes } from '../../../workers/store/store.ts';
import { openQuickCompiler, rewrittenPipelines } from '../../support/dawn.ts';

/** A kernel with one thing wrong, and what the self-test must then say. */
const POISONS: [kernel: RegExp, from: string | RegExp, to: string][] = [
  [/^convForward/, '.y), w1', '.y), w0'],
  [/^convInputGradient streaming/, '(p.taps - 1u - tap)', 'tap'],
  [/^convFilterGradient 7/, '- i32(p.streamPad)', '+ i32(p.streamPad)'],
  [/^depthwiseInputGradient 3x3 stride 2 dilation 2/, /s(\d)_1 (\+= |= fma\()v/, 's$1_1 $2-v'],
  [/^depthwiseFilterGradient 5x5 stride 1/, /s7 \+= /, 's7 -= '],
  [/^batchNormInputGradient/, 'first / m', 'second / m'],
  [/^maxPoolGradient/, '== vec4u(4u)', '== vec4u(5u)'],
  [/^addBias/, 'bias[c]', 'bias[0]'],
  [/^biasGradient/, '+= sums[j]', '-= sums[j]'],
  [/^gather/, '- 4;', '- 3;'],
  [/^adamUpdate/, 'step[3]', 'step[2]'],
];

/** A memory of passed self-tests, and what is in it. */
function remembered() {
  const kept = new Map<string, Pass>();
  const passes: Passes = {
    get: async (identity) => kept.get(identity),
    add: async (identity, pass) => void kept.set(identity, pass),
  };
  return { kept, passes };
}

/** A self-test that says so at once, and is counted. */
const says = (wrong?: string) => vi.fn<typeof selfTest>(async () => wrong);
const WRONG = 'the gradient of conv/kernel is off by 50.0 %';

describe('the self-test', () => {
  let device: Device;
  const kernels = vi.fn((kernel: Kernel) => kernel);
  beforeAll(async () => {
    device = await openQuickCompiler({ rewrite: kernels }); // tested as any other: all that follow take what is compiled here
  });

  test('is passed by a device when it is opened, with the kernels that it was given', () => {
    expect(device.report.notes[0]).toMatch(/^The self-test passed/);
    expect(kernels).toHaveBeenCalled();
  });

  test('passes on a device that computes rightly, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    expect(await selfTest(device.plan!)).toBeUndefined();
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('webgpu');
    device.check();
  });

  test.each(POISONS)('catches a broken %s', async (name, from, to) => {
    let broken = 0;
    const rewrite = (kernel: Kernel): Kernel => {
      if (!name.test(kernel.name)) return kernel;
      const body = kernel.body.replace(from, to);
      if (body !== kernel.body) broken++;
      return { ...kernel, body };
    };
    const wrong = await selfTest({ ...device.plan!, pipelines: rewrittenPipelines(device, rewrite) });
    expect(broken).toBeGreaterThan(0);
    expect(wrong).toMatch(/off by|must be/);
  });

  describe('of a graphics card', () => {
    const card = (name: Tilings['wide']) =>
      tuningFor({
        isSoftware: false,
        isSwiftShader: false,
        subgroup: 4,
        tilings: { ...DEFAULT_TILINGS, wide: name, narrow: name },
      });
    beforeAll(async () => {
      expect(await selfTest(device.plan!, [card('4x4 staged')])).toBeUndefined();
    }, 600_000); // a software device compiles the staged kernels for long

    test('covers its variant for large convolutions as well as that for small ones', async () => {
      const rewrite = (kernel: Kernel): Kernel =>
        kernel.name.startsWith('convForward 2x1 ')
          ? { ...kernel, body: kernel.body.replace('.y), w1', '.y), w0') }
          : kernel;
      const plan = { ...device.plan!, pipelines: rewrittenPipelines(device, rewrite) };
      // momentum trains in the first tuning, adam in the second: the first is found right, and the second wrong
      expect(await selfTest(plan, [card('4x4 staged'), card('2x1')])).toMatch(/off by.*\(adam\)$/);
    });
  });

  test('a device that fails it is left for a fallback backend, which says why', async () => {
    const trials = { selfTest: says(WRONG) };
    const next = await openDevice({ trials });
    expect(next.plan).toBeUndefined();
    expect(next.report.backend).toBe('wasm');
    expect(next.report.notes.join()).toContain(`did not pass the self-test: ${WRONG}`);
    await expect(openDevice({ backend: 'webgpu', trials })).rejects.toThrow('WebGPU is required; ');
  });

  test('a device that passed it on an earlier visit is not tested again, unless its kernels are others', async () => {
    const { kept, passes } = remembered();
    const fails = { selfTest: says(WRONG) };
    await expect(openDevice({ backend: 'webgpu', passes, trials: fails })).rejects.toThrow(
      'did not pass the self-test',
    );
    expect(kept.size).toBe(0); // a failure is not remembered
    const failed = fails.selfTest.mock.calls.length; // with subgroups and without
    const trials = { selfTest: says() };
    const first = await openDevice({ backend: 'webgpu', passes, trials });
    expect(first.report.notes.join()).toMatch(/^The self-test passed/);
    expect(trials.selfTest).toHaveBeenCalledTimes(1);
    expect([...kept.keys()]).toEqual([expect.stringContaining('tested-identity')]);
    first.gpu!.destroy();
    vi.resetModules(); // another thread
    const { openDevice: openLater } = await import('../../../workers/device/device.ts');
    const again = await openLater({ backend: 'webgpu', passes, trials: fails });
    expect(again.report.notes.join()).toMatch(/^The self-test was passed earlier/);
    expect(fails.selfTest).toHaveBeenCalledTimes(failed);
    again.gpu!.destroy();
    const others = { passes, trials: fails, rewrite: kernels };
    await expect(openLater({ backend: 'webgpu', ...others })).rejects.toThrow('did not pass the self-test');
  });

  test('where kernels with subgroups fail, a device trains without, and a later visit knows it', async () => {
    const { kept, passes } = remembered();
    const trials = {
      selfTest: vi.fn<typeof selfTest>(async (plan) => (plan.tuning.broadcastWidth > 1 ? WRONG : undefined)),
    };
    vi.resetModules(); // a thread that trusts no device yet
    const { openDevice: openFirst } = await import('../../../workers/device/device.ts');
    const first = await openFirst({ backend: 'webgpu', passes, trials });
    expect(trials.selfTest).toHaveBeenCalledTimes(2);
    expect(first.plan!.tuning.broadcastWidth).toBe(1);
    expect(first.report.notes[0]).toMatch(/^The self-test passed, without subgroups/);
    expect([...kept.values()]).toEqual([{ withoutSubgroups: true }]);
    first.gpu!.destroy();
    vi.resetModules(); // another visit
    const { openDevice: openLater } = await import('../../../workers/device/device.ts');
    const again = await openLater({ backend: 'webgpu', passes, trials });
    expect(trials.selfTest).toHaveBeenCalledTimes(2);
    expect(again.plan!.tuning.broadcastWidth).toBe(1);
    again.gpu!.destroy();
  });

  test('a device that does not tell how small its subgroups are has the least that WGSL allows', () => {
    const features = new Set(['subgroups']);
    const adapterInfo = {} as GPUAdapterInfo;
    expect(subgroupOf({ features, adapterInfo })).toBe(4);
    expect(subgroupOf({ features, adapterInfo: { ...adapterInfo, subgroupMinSize: 32 } })).toBe(32);
    expect(subgroupOf({ features: new Set(), adapterInfo: { ...adapterInfo, subgroupMinSize: 32 } })).toBe(1);
  });

  describe('an adapter of the compatibility mode', () => {
    let gpu: GPU;
    beforeAll(() => {
      ({ gpu } = navigator);
    });
    /** Offers the device's own adapter in that mode alone, with limits as given. */
    const offer = (limits: Partial<GPUSupportedLimits>): void => {
      const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
        if (options?.featureLevel !== 'compatibility') return null;
        const adapter = (await gpu.requestAdapter(options))!;
        const offered = new Proxy(adapter.limits, {
          get: (target, name) =>
            name in limits ? limits[name as keyof typeof limits] : Reflect.get(target, name, target),
        });
        return new Proxy(adapter, {
          get: (target, name) => {
            const value: unknown = name === 'limits' ? offered : Reflect.get(target, name, target);
            return typeof value === 'function' ? value.bind(target) : value;
          },
        });
      };
      Object.defineProperty(navigator, 'gpu', { value: { requestAdapter }, configurable: true });
    };
    afterEach(() => {
      Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
    });

    test('is taken where there is no other, and trains', async () => {
      offer({});
      const next = await openDevice({ backend: 'webgpu', isTrusted: true });
      expect(await selfTest({ ...next.plan!, pipelines: new Pipelines(next.gpu!) })).toBeUndefined();
      next.check();
      next.gpu!.destroy();
    });

    test('that has too few of something is named with what it lacks', async () => {
      offer({ maxStorageBuffersPerShaderStage: 4 });
      await expect(openDevice({ backend: 'webgpu' })).rejects.toThrow(
        'the graphics adapter offers 4 storage buffers for a kernel, and training needs 8',
      );
    });
  });

  test('a graphics card is autotuned once; later visits and threads run the same variants', async () => {
    const { gpu } = navigator;
    const card = async (): Promise<GPUAdapter> => {
      const adapter = (await gpu.requestAdapter())!;
      const info = { vendor: 'nobody', architecture: 'cards', description: 'A card', isFallbackAdapter: false };
      return new Proxy(adapter, {
        get: (target, name) => {
          const value: unknown = name === 'info' ? info : Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
    };
    Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: card }, configurable: true });
    const { kept, passes } = remembered();
    const found: Tilings = { ...DEFAULT_TILINGS, wide: '2x2', narrow: '2x1' };
    const trials = { selfTest: says(), autotune: vi.fn(async () => found) }; // autotune.test.ts runs it on a device
    const first = await openDevice({ backend: 'webgpu', passes, trials });
    expect(trials.selfTest.mock.lastCall![1]).toHaveLength(2); // in either variant
    expect([...kept.values()]).toEqual([{ cuts: found }]);
    expect(first.report.notes).toEqual([
      'The self-test passed.',
      expect.stringContaining('tiles of 2x2, and 2x1 where'),
    ]);
    first.gpu!.destroy();
    const other: Tilings = { ...DEFAULT_TILINGS, wide: '2x4 staged', narrow: '2x4' }; // whatever it was
    for (const identity of kept.keys()) kept.set(identity, { cuts: other });
    vi.resetModules(); // another visit
    const { openDevice: openLater } = await import('../../../workers/device/device.ts');
    const again = await openLater({ backend: 'webgpu', passes, trials });
    for (const trial of Object.values(trials)) expect(trial).toHaveBeenCalledTimes(1);
    expect(again.report.notes.join()).toMatch(/passed earlier.*tiles of 2x4 staged, and 2x4 where/);
    again.gpu!.destroy();
    Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
  });
});
