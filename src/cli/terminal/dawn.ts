/**
 * @file WebGPU for Node: Dawn (the `webgpu` package) as `navigator.gpu`, and on a machine without a graphics card one of
 * the software Vulkan devices that Debian packages install. Must run before tfjs is imported.
 */
import { existsSync } from 'node:fs';
import { create, globals } from 'webgpu';
import { isSoftware } from '../../../workers/device/software.ts';
import { calmDawn } from './calm-dawn.ts';

/** Software Vulkan drivers, fastest first: Mesa's lavapipe, then the SwiftShader that Chromium ships. */
const SOFTWARE_DRIVERS = ['/usr/share/vulkan/icd.d/lvp_icd.json', '/usr/lib/chromium/vk_swiftshader_icd.json'];

/** Installs Dawn as `navigator.gpu`. Honours `VK_DRIVER_FILES`; else any real driver found, else a software one. */
export async function installWebGpu(): Promise<void> {
  Object.assign(globalThis, globals);
  let gpu = create([]);
  let adapter = await gpu.requestAdapter();
  if (process.env['VK_DRIVER_FILES'] === undefined && adapter === null) {
    const driver = SOFTWARE_DRIVERS.find((path) => existsSync(path));
    if (driver !== undefined) {
      process.env['VK_DRIVER_FILES'] = driver;
      gpu = create(['backend=vulkan']);
      adapter = await gpu.requestAdapter();
    }
  }
  if (adapter !== null && isSoftware(adapter)) calmDawn();
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'node' }, configurable: true });
}
