/** @file Every surrogate by its name in the configuration. */
import type { SurrogateName } from '../../src/contract/config.ts';
import type { Device } from '../device/device.ts';
import { FlopsBaseline, ParentBaseline } from './base/baselines.ts';
import { BlendSurrogate } from './blend/blend.ts';
import { Ensemble, type EnsembleOptions } from './ensemble/ensemble.ts';
import { lstm } from './ensemble/lstm.ts';
import { mlp } from './ensemble/mlp.ts';
import type { Surrogate } from './base/surrogate.ts';
import { Titu1994Surrogate } from './titu1994/titu1994.ts';

/** Networks in an ensemble (paper: 5). */
export const MEMBERS = 5;

/** Makes a surrogate; those on tfjs use its current backend. */
export const createSurrogate: Readonly<Record<SurrogateName, (options: EnsembleOptions) => Surrogate>> = {
  blend: (options) => new BlendSurrogate(options),
  lstm: (options) => new Ensemble(lstm, options),
  mlp: (options) => new Ensemble(mlp, options),
  titu1994: (options) => new Titu1994Surrogate(options),
  parent: () => new ParentBaseline(),
  flops: () => new FlopsBaseline(),
};

/** Whether a device is WebGPU on a graphics card, rather than another backend or a software device: {@link EnsembleOptions.onGpu}. */
export function isGraphicsCard({ gpu, report }: Device): boolean {
  return gpu !== undefined && !report.software;
}
