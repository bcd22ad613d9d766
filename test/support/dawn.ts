/** @file A tfjs backend for tests in Node: WebGPU on Dawn, on whatever device the machine has. */
import { existsSync } from 'node:fs';
import { installWebGpu } from '../../src/cli/terminal/dawn.ts';
import type { Device, DeviceOptions } from '../../workers/device/device.ts';
import type { Kernel } from '../../workers/network/webgpu/kernels/kernel.ts';
import { Pipelines } from '../../workers/network/webgpu/runtime/pipelines.ts';
import { SWIFTSHADER } from './swiftshader.ts';

/** Opens WebGPU, with every op on the device (tfjs otherwise runs small ones in JavaScript). */
export async function openTestDevice(options: DeviceOptions = { isTrusted: true }): Promise<Device> {
  await installWebGpu();
  const tf = await import('@tensorflow/tfjs-core');
  const { openDevice } = await import('../../workers/device/device.ts');
  const device = await openDevice({ backend: 'webgpu', ...options });
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  return device;
}

/**
 * The same on the software device that compiles quickest, for tests that compile many kernels and run each a few times. A graphics card, and a driver that `VK_DRIVER_FILES` names, come first.
 */
export async function openQuickCompiler(options?: DeviceOptions): Promise<Device> {
  await installWebGpu();
  const adapter = await navigator.gpu.requestAdapter();
  const isLavapipe = /llvmpipe/.test(adapter?.info.description ?? '');
  if (!isLavapipe || process.env['VK_DRIVER_FILES'] !== undefined || !existsSync(SWIFTSHADER))
    return openTestDevice(options);
  process.env['VK_DRIVER_FILES'] = SWIFTSHADER;
  try {
    return await openTestDevice(options);
  } finally {
    delete process.env['VK_DRIVER_FILES']; // for the devices that are opened after it
  }
}

/**
 * Pipelines in which `rewrite` has changed some kernels. The others are the device's own, so that they are compiled once for all tests of a
 * file: compiling is most of what such a test costs on a software device.
 */
export function rewrittenPipelines({ gpu, plan }: Device, rewrite: (kernel: Kernel) => Kernel): Pipelines {
  const changed = new Pipelines(gpu!, rewrite);
  const compile = changed.get.bind(changed);
  changed.get = (kernel) => (rewrite(kernel).body === kernel.body ? plan!.pipelines.get(kernel) : compile(kernel));
  return changed;
}
