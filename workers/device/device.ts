/** @file Opens the device: WebGPU where it passes the self-test, else the fastest fallback backend of tfjs. */
import * as tf from '@tensorflow/tfjs'; // the whole package: it registers the gradients, the webgl and the cpu backend
import type { DeviceReport } from '../../src/contract/events.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { fastestFallback, openFallback, type FallbackName } from './fallback.ts';
import { requestAdapter } from './adapter.ts';
import { openWebGpu, type WebGpuOptions } from './webgpu.ts';

tf.enableProdMode(); // no advice on the console, no checks of every value

/** An opened device. */
export interface Device {
  readonly report: DeviceReport;
  /** The GPUDevice that tfjs runs on; absent on other backends. */
  readonly gpu?: GPUDevice;
  /** What plans need of the device; absent where children train by the tfjs implementation. */
  readonly plan?: PlanDevice;
  /** Throws the device's failure, if there is one. tfjs drops a whole command buffer on such errors and goes on. */
  check(): void;
}

export interface DeviceOptions extends WebGpuOptions {
  /** Use this backend and no other. Default: WebGPU, else the fastest fallback backend. */
  readonly backend?: 'webgpu' | FallbackName;
}

/**
 * Opens a device and makes it tfjs's backend.
 * @throws {Error} `device: ...` when the required backend does not work.
 */
export async function openDevice(options: DeviceOptions = {}): Promise<Device> {
  const { backend = 'webgpu' } = options;
  if (backend !== 'webgpu') return openNamedFallback(backend);
  const adapter = await requestAdapter();
  const device = typeof adapter === 'string' ? adapter : await openWebGpu(adapter, options);
  if (typeof device !== 'string') return device;
  if (options.backend === 'webgpu') throw new Error(`device: WebGPU is required; ${device}`);
  const { name, note } = await fastestFallback();
  return fallbackDevice(name, [`No WebGPU: ${device}. Training runs on the fastest of what else there is.`, note]);
}

/** @throws {Error} where the backend does not work. */
async function openNamedFallback(name: FallbackName): Promise<Device> {
  const wrong = await openFallback(name);
  if (wrong !== undefined) throw new Error(`device: the backend ${name} was asked for; it ${wrong}`);
  return fallbackDevice(name, []);
}

function fallbackDevice(name: FallbackName, notes: readonly string[]): Device {
  const description = { wasm: 'one processor core', webgl: 'tfjs webgl', cpu: 'one processor core, plain JavaScript' };
  return {
    check: () => {},
    report: { backend: name, description: description[name], software: name !== 'webgl', notes },
  };
}
