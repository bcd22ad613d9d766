/** The cuts that a graphics card chooses from, and the choice, on whatever device there is. */
import { beforeAll, describe, expect, test } from 'vitest';
import { subgroupOf, type Device } from '../../../../../workers/device/device.ts';
import type { Kernel, LaneSharing } from '../../../../../workers/network/webgpu/kernels/kernel.ts';
import { bitComparer, GROUPS } from '../../../../../workers/network/webgpu/tuning/bitwise-equality.ts';
import { isConvVariants, autotune } from '../../../../../workers/network/webgpu/tuning/autotune.ts';
import { CONV_VARIANTS, sharingOf, type ConvVariant } from '../../../../../workers/network/webgpu/tuning/tuning.ts';
import { openTestDevice, rewrittenPipelines } from '../../../../support/dawn.ts';

const MINUTES = 60_000;

let device: Device;
let gpu: GPUDevice;
let sharing: LaneSharing;
beforeAll(async () => {
  device = await openTestDevice();
  gpu = device.gpu!;
  sharing = sharingOf(subgroupOf(gpu));
});

// one by one, as the staged ones' loops over shared memory take SwiftShader seconds each to compile
describe.each(Object.keys(CONV_VARIANTS) as ConvVariant[])('the cut %s gives the bits that any other does', (name) => {
  test.each(GROUPS)('with %i channel groups', async (groups) => {
    expect(await bitComparer(gpu, device.plan!.pipelines, sharing, [groups])(name)).toBe(true);
    device.check();
  });
});

test(
  'no cut is taken that computes otherwise or does not compile, and the device is left as it was',
  async () => {
    const unchanged: string[] = [];
    const rewrite = (kernel: Kernel): Kernel => {
      if (/ (4x2|2x1)( pointwise)?$/.test(kernel.name) || !kernel.name.startsWith('convForward')) return kernel;
      const body = kernel.body.replaceAll('.y * w1', kernel.name.includes('staged') ? 'nonsense' : '.y * w0');
      if (body === kernel.body) unchanged.push(kernel.name);
      return { ...kernel, body };
    };
    const pipelines = rewrittenPipelines(device, rewrite);
    const cuts = await autotune(gpu, pipelines, sharing);
    expect(unchanged).toEqual([]);
    for (const cut of [cuts.wide, cuts.narrow]) expect(['4x2', '2x1']).toContain(cut);
    expect(cuts.shares).toBe(false);
    const isSound = bitComparer(gpu, pipelines, sharing);
    expect(await isSound('2x2')).toBe(false);
    expect(await isSound('2x4 staged')).toBe(false);
    expect(isConvVariants(cuts)).toBe(true);
    expect(isConvVariants({ ...cuts, narrow: 'of another build' })).toBe(false);
    device.check();
  },
  5 * MINUTES,
);
