/** @file Makes surrogates in the terminal; a device is opened only for those that need one. */
import type { SurrogateName } from '../contract/config.ts';
import type { EnsembleOptions } from '../../workers/encoder/ensemble.ts';
import type { Surrogate } from '../../workers/encoder/surrogate.ts';
import { installWebGpu } from './dawn.ts';
import { openCliDevice, type BackendName } from './device.ts';

/** A factory of the named surrogate. */
export async function openSurrogates(
  name: SurrogateName,
  backend: BackendName,
): Promise<(options: EnsembleOptions) => Surrogate> {
  if (backend === 'webgpu') await installWebGpu(); // before tfjs is imported, which looks for it
  const { createSurrogate, ON_TFJS } = await import('../../workers/encoder/surrogates.ts');
  if (ON_TFJS.includes(name)) await openCliDevice(backend);
  return createSurrogate[name];
}
