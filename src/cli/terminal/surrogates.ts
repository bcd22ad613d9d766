/** @file Makes surrogates in the terminal; a device is opened only for those that need one. */
import type { SurrogateName } from '../../contract/config.ts';
import type { EnsembleOptions } from '../../../workers/surrogate/ensemble/ensemble.ts';
import { NEEDS_TFJS, type Surrogate } from '../../../workers/surrogate/base/surrogate.ts';
import { openCliDevice, type BackendName } from './device.ts';

/** A factory of the named surrogate. */
export async function openSurrogates(
  name: SurrogateName,
  backend: BackendName,
): Promise<(options: EnsembleOptions) => Surrogate> {
  const device = NEEDS_TFJS[name] ? await openCliDevice(backend) : undefined;
  const { createSurrogate, isGraphicsCard } = await import('../../../workers/surrogate/surrogates.ts'); // imports tfjs: after the device
  const onGpu = device !== undefined && isGraphicsCard(device);
  return (options) => createSurrogate[name]({ ...options, onGpu });
}
