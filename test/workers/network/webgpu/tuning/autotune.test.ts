/** Bitwise equality of the kernel variants, and autotuning among them, on the device of this machine. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../../../../workers/device/device.ts';
import { subgroupOf } from '../../../../../workers/device/webgpu.ts';
import type { Kernel, BroadcastWidth } from '../../../../../workers/network/webgpu/kernels/kernel.ts';
import { bitwiseComparer, GROUPS } from '../../../../../workers/network/webgpu/tuning/bitwise-equality.ts';
import { isConvVariants, autotune } from '../../../../../workers/network/webgpu/tuning/autotune.ts';
import {
  CONV_VARIANTS,
  broadcastWidthOf,
  type ConvVariant,
} from '../../../../../workers/network/webgpu/tuning/tuning.ts';
import { openTestDevice, rewrittenPipelines } from '../../../../support/dawn.ts';

const MINUTES = 60_000;

let device: Device;
let gpu: GPUDevice;
let broadcastWidth: BroadcastWidth;
beforeAll(async () => {
  device = await openTestDevice();
  gpu = device.gpu!;
  broadcastWidth = broadcastWidthOf(subgroupOf(gpu));
});

// one by one, as the staged ones' loops over shared memory take SwiftShader seconds each to compile
describe.each(Object.keys(CONV_VARIANTS) as ConvVariant[])(
  'the variant %s gives the bits that any other does',
  (name) => {
    test.each(GROUPS)('with %i channel groups', async (groups) => {
      expect(await bitwiseComparer(gpu, device.plan!.pipelines, broadcastWidth, [groups])(name)).toBe(true);
      device.check();
    });
  },
);

test(
  'no variant is chosen that computes other bits or does not compile, and the device is left as it was',
  async () => {
    const unchanged: string[] = [];
    const rewrite = (kernel: Kernel): Kernel => {
      if (/ (4x2|2x1)( pointwise)?$/.test(kernel.name) || !kernel.name.startsWith('convForward')) return kernel;
      const body = kernel.body.replaceAll('.y * w1', kernel.name.includes('staged') ? 'nonsense' : '.y * w0');
      if (body === kernel.body) unchanged.push(kernel.name);
      return { ...kernel, body };
    };
    const pipelines = rewrittenPipelines(device, rewrite);
    const variants = await autotune(gpu, pipelines, broadcastWidth);
    expect(unchanged).toEqual([]);
    for (const name of [variants.wide, variants.narrow]) expect(['4x2', '2x1']).toContain(name);
    expect(variants.shares).toBe(false);
    const isEqual = bitwiseComparer(gpu, pipelines, broadcastWidth);
    expect(await isEqual('2x2')).toBe(false);
    expect(await isEqual('2x4 staged')).toBe(false);
    expect(isConvVariants(variants)).toBe(true);
    expect(isConvVariants({ ...variants, narrow: 'of another build' })).toBe(false);
    device.check();
  },
  5 * MINUTES,
);
