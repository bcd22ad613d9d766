/** @file The software device that comes with Chromium: it compiles kernels several times as fast as lavapipe, and runs them slower. */

/** Its Vulkan driver. */
export const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';
