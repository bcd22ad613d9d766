/** @file A tfjs backend for tests in Node: WebGPU on Dawn, on whatever device the machine has. */
import { installWebGpu } from '../../src/cli/dawn.ts';
import type { Device } from '../../workers/gpu/backend.ts';

/** Opens WebGPU, with every op on the device (tfjs otherwise runs small ones in JavaScript). */
export async function openTestDevice(): Promise<Device> {
  await installWebGpu();
  const tf = await import('@tensorflow/tfjs-core');
  const { openDevice } = await import('../../workers/gpu/backend.ts');
  const device = await openDevice({ backend: 'webgpu', isTrusted: true });
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  return device;
}
