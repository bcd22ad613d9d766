/** The probe of a graphics card's cuts, on whatever device there is. That all cuts give the same bits is in `plan.test.ts`. */
import { expect, test } from 'vitest';
import { subgroupOf } from '../../../workers/gpu/backend.ts';
import type { Kernel } from '../../../workers/gpu/kernels/kernel.ts';
import { areCuts, probeCuts } from '../../../workers/gpu/plan/cut-probe.ts';
import { Pipelines } from '../../../workers/gpu/plan/pipelines.ts';
import { sharingOf } from '../../../workers/gpu/plan/tuning.ts';
import { openTestDevice } from '../../support/dawn.ts';

test('takes no cut that computes otherwise or does not compile, and leaves the device as it was', async () => {
  const device = await openTestDevice();
  const gpu = device.gpu!;
  const rewrite = (kernel: Kernel): Kernel => {
    if (/ 4x2 shared| 2x1 /.test(kernel.name)) return kernel;
    const body = kernel.body.replaceAll('.y * w1', kernel.name.includes('staged') ? 'nonsense' : '.y * w0');
    expect(body).not.toBe(kernel.body);
    return { ...kernel, body };
  };
  const cuts = await probeCuts(gpu, new Pipelines(gpu, rewrite), sharingOf(subgroupOf(gpu)));
  expect(areCuts(cuts)).toBe(true);
  for (const cut of [cuts.wide, cuts.narrow]) expect(['4x2 shared', '2x1']).toContain(cut);
  expect(cuts.shares).toBe(true); // the other of the two is wrong
  expect(areCuts({ ...cuts, narrow: 'of another build' })).toBe(false);
  device.check();
});
