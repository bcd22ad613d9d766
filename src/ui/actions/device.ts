/** @file The device: opened, its speed measured for prices, and how much of it a search takes. */
import { ask } from './bridge.ts';
import { reportErrors } from './report-errors.ts';
import * as state from '../state/state.ts';
import { recipe } from '../state/settings.ts';

export async function openDevice(): Promise<void> {
  await reportErrors(async () => {
    state.device.value = await ask((api) => api.device());
  });
}

/** Loads the module that estimates durations; without a network the page shows none. */
export async function loadPricing(): Promise<void> {
  state.pricing.value = await import('../model/price.ts').catch(() => undefined);
}

/** Takes this device's speed from the newest run made on it, so that presets have a price in minutes. */
export async function learnSpeed(): Promise<void> {
  const newest = state.runs.value?.find(({ device }) => device.description === state.device.value?.description);
  const pricing = state.pricing.value;
  if (newest === undefined || pricing === undefined) return;
  await reportErrors(async () => {
    state.measuredSpeed.value = pricing.speedOf(await ask((api) => api.run(newest.id)));
  });
}

let isProbed = false;

/**
 * Has the device tried for two seconds, once, where no earlier run tells its speed. A software device of WebGPU is spared it while the smallest
 * preset is chosen: it would take longer to say how little that costs.
 */
export function probeIfAsked(): void {
  const { software, backend } = state.device.value ?? { software: true, backend: 'webgpu' };
  const isCheap = software && backend === 'webgpu' && recipe.value.preset === 'smoke';
  if (isProbed || isCheap || state.measuredSpeed.value !== undefined || state.runStatus.value !== 'open') return;
  isProbed = true;
  ask((api) => api.probe()).then(
    (speed) => (state.measuredSpeed.value ??= speed),
    () => {}, // a price is nothing to fail for
  );
}

/** Switches between full speed and low priority, which leaves the device free half of the time; also while a search runs. */
export async function setLowPriority(isLowPriority: boolean): Promise<void> {
  state.lowPriority.value = isLowPriority;
  await reportErrors(reportPriority);
}

export function reportPriority(): Promise<void> {
  return ask((api) => api.setLowPriority(state.lowPriority.value));
}
