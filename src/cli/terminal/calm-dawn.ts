/**
 * @file While a device is waited for, Dawn's binding for Node asks whether it has ended in a loop of `setImmediate`: a whole core, on which a software device could compute
 * (https://github.com/dawn-gpu/node-webgpu/issues/17). Here it asks once a millisecond. To be deleted once its test passes without.
 */

/** ms (ours): what a wait may last longer by. */
const INTERVAL_MS = 1;

let isCalm = false;

/** For software devices: of a graphics card a millisecond is worth knowing. What JavaScript hands to `setImmediate` is called as ever. */
export function calmDawn(): void {
  if (isCalm) return;
  isCalm = true;
  const { setImmediate: immediate, setTimeout: timeout } = globalThis;
  const calm = (callback: (...given: unknown[]) => void, ...given: unknown[]): unknown =>
    isOfBinding(callback) ? timeout(callback, INTERVAL_MS, ...given) : immediate(callback, ...given);
  globalThis.setImmediate = Object.assign(calm, immediate) as typeof setImmediate; // with its form for promises
}

/** Whether a function was made by a native module: others without source, bound functions and those that resolve promises, have no prototype. */
const isOfBinding = (callback: unknown): boolean =>
  typeof callback === 'function' &&
  Object.hasOwn(callback, 'prototype') &&
  /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(callback));
