/** @file What a run, its data and its device are called. */
import { EXTERNAL, type SearchConfig } from '../../contract/config.ts';
import { PRESETS } from '../../contract/presets.ts';
import type { DeviceIdentity, RunHead } from '../../contract/records.ts';
import { splitSizes } from '../../contract/split-sizes.ts';
import { names } from '../messages/names.ts';
import { presetOf } from '../model/preset-of.ts';

/** A run's name: its preset's, or its two main settings. */
export function runName({ config }: RunHead): string {
  const preset = presetOf(config);
  if (preset !== undefined) return names.value.presets[preset];
  const name = names.value.withBlocks(names.value.searches[config.strategy], config.blocks);
  if (config.strategy === EXTERNAL) return name;
  const isUsual = config.surrogate === PRESETS.demo.surrogate || config.strategy !== 'pnas';
  return `${name}, K ${config.children}${isUsual ? '' : `, ${config.surrogate}`}`;
}

/** `CIFAR-10 sample`. */
export const dataName = ({ data }: RunHead): string => (data.name === 'sample' ? names.value.sample : data.name);

/** `CIFAR-10 sample, 2,000 + 500 images, seed 42`. */
export function runDetail(head: RunHead): string {
  const { config } = head;
  const { training, validation } = splitSizes(config, head.data.images);
  return names.value.detail(dataName(head), training, validation, config.seed);
}

/** `NVIDIA Lovelace, WebGPU`. */
export function deviceName({ backend, description }: DeviceIdentity): string {
  const backends: Record<string, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly' };
  return `${description}, ${backends[backend] ?? backend}`;
}

/** The second step of Algorithm 1; where the budget is time, how many follows from it. */
export const pickTitle = ({ children, minutes }: SearchConfig): string =>
  names.value.pick(minutes > 0 ? undefined : children);
