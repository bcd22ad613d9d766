/** @file Opens the terminal's device: Dawn, then tfjs on it. */
import type { Device } from '../../../workers/device/device.ts';
import { installWebGpu } from './dawn.ts';
import { filePasses } from './passes.ts';

/** Backends a command can ask for. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendName = (typeof BACKENDS)[number];

let opened: Device | undefined;

/** @throws {Error} when there is no WebGPU adapter and no other backend was asked for. */
export async function openCliDevice(backend: BackendName): Promise<Device> {
  if (backend === 'webgpu') await installWebGpu();
  const { openDevice } = await import('../../../workers/device/device.ts'); // after navigator.gpu is set: tfjs looks for it
  opened = await openDevice({ backend, passes: filePasses() });
  return opened;
}

/** Lets the process end: Dawn keeps it alive while a device is open, and crashes when it is ended under one. */
export function closeDevice(): void {
  opened?.gpu?.destroy();
}
