/** @file Opens the terminal's device: Dawn, then tfjs on it. */
import type { Device } from '../../../workers/device/device.ts';
import { installWebGpu } from './dawn.ts';
import { filePasses } from './passes.ts';

/** Backends that a command can request. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

let opened: Device | undefined;

/** Opens the device. @throws {Error} when there is no WebGPU adapter and no other backend is requested. */
export async function openCliDevice(backend: BackendName): Promise<Device> {
  if (backend === 'webgpu') await installWebGpu();
  const { openDevice } = await import('../../../workers/device/device.ts'); // after navigator.gpu is set: tfjs looks for it
  opened = await openDevice({ backend, passes: filePasses() });
  return opened;
}

/** Closes the device so that the process can end: Dawn keeps it alive while one is open, and crashes on an exit with one. */
export function closeDevice(): void {
  opened?.gpu?.destroy();
}
