/** Bitwise equality of the candidates of every family of kernels, and autotuning among them, on the device of this machine. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Device } from '../../../../../workers/device/device.ts';
import { subgroupOf } from '../../../../../workers/device/webgpu.ts';
import { autotune } from '../../../../../workers/network/webgpu/autotune/autotune.ts';
import { bitwiseComparer } from '../../../../../workers/network/webgpu/autotune/bitwise-equality.ts';
import { COMPARED_GROUPS } from '../../../../../workers/network/webgpu/autotune/families.ts';
import type { Kernel } from '../../../../../workers/network/webgpu/kernels/kernel.ts';
import {
  candidatesOf,
  DEFAULT_TILINGS,
  FAMILIES,
  isTilings,
  type Family,
} from '../../../../../workers/network/webgpu/tuning/tilings.ts';
import type { TuningOptions } from '../../../../../workers/network/webgpu/tuning/tuning.ts';
import { openQuickCompiler, rewrittenPipelines } from '../../../../support/dawn.ts';

const MINUTES = 60_000;

let device: Device;
let gpu: GPUDevice;
let traits: TuningOptions;
beforeAll(async () => {
  device = await openQuickCompiler();
  gpu = device.gpu!;
  traits = { isSoftware: false, isSwiftShader: false, subgroup: subgroupOf(gpu) };
});

// `narrow` has the candidates of `wide`
const CANDIDATES = FAMILIES.filter((family) => family !== 'narrow').flatMap((family) =>
  candidatesOf(family).map((candidate): [Family, string] => [family, candidate]),
);
// one by one, as the staged ones' loops over shared memory take software devices seconds each to compile, and minutes beside other work
describe.each(CANDIDATES)('%s: the candidate %s gives the bits that the default does', (family, candidate) => {
  const groups = family === 'wide' ? COMPARED_GROUPS : [1, 3];
  test.each(groups)(
    'with %i channel groups',
    async (count) => {
      expect(await bitwiseComparer(gpu, device.plan!.pipelines, traits, [count])(family, candidate)).toBe(true);
      device.check();
    },
    10 * MINUTES,
  );
});

test(
  'no candidate is chosen that computes other bits or does not compile, and the device is left as it was',
  async () => {
    const unchanged: string[] = [];
    const rewrite = (kernel: Kernel): Kernel => {
      if (/ [12]x[1-4]( pointwise)? normalised with sums$/.test(kernel.name) || !kernel.name.startsWith('convForward')) return kernel; // prettier-ignore
      const body = kernel.body.replaceAll('.y), w1', kernel.name.includes('staged') ? 'nonsense' : '.y), w0');
      if (body === kernel.body) unchanged.push(kernel.name);
      return { ...kernel, body };
    };
    const pipelines = rewrittenPipelines(device, rewrite);
    const tilings = await autotune(gpu, pipelines, traits, ['wide', 'narrow']);
    expect(unchanged).toEqual([]);
    for (const name of [tilings.wide, tilings.narrow]) expect(['2x4', '2x3', '2x2', '2x1']).toContain(name);
    const isEqual = bitwiseComparer(gpu, pipelines, traits);
    expect(await isEqual('wide', '4x2')).toBe(false);
    expect(await isEqual('narrow', '2x4 staged')).toBe(false);
    expect(isTilings(tilings)).toBe(true);
    expect(isTilings({ ...DEFAULT_TILINGS, narrow: 'of another build' })).toBe(false);
    expect(isTilings({ wide: '2x2', narrow: '2x1', shares: false })).toBe(false); // as earlier builds stored it
    device.check();
  },
  5 * MINUTES,
);
