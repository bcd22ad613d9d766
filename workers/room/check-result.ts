/** @file What a result must be to be one of its job: another machine has sent it. */
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import type { Job, Result } from '../../src/contract/room-messages.ts';
import { measuredImages, splitSizes } from '../../src/contract/split-sizes.ts';

/** A result that its job's pool has taken. */
export interface Landed {
  readonly job: Job;
  readonly result: Result;
  /** Whose it is. */
  readonly key: string;
}

/** How far an accuracy may be from a whole number of images, of rounding alone (ours). */
const ROUNDING = 1e-3;

/** Why a result cannot be what its job gives; undefined for one that can. */
export function wrongInResult(job: Job, result: Result): string | undefined {
  const { config } = job;
  const { accuracy, failure, curve } = result;
  const { epochs = config.epochs } = job;
  const parameters = parameterCount(layerTable(parseCell(job.notation, config), config));
  const images = job.purpose === 'confirm' ? splitSizes(config, job.data.images).confirmation : measuredImages(job);
  const rewarded = config.reward === 'best' ? Math.max(...curve) : curve.at(-1);
  const must = (isSo: boolean, what: string, required: unknown, got: unknown): string | undefined =>
    isSo ? undefined : `${what} must be ${String(required)}; got ${String(got)}`;
  return (
    must(result.run === job.run, 'its run', job.run, result.run) ??
    must(result.code === job.code, 'its code', job.code, result.code) ??
    must(result.data === job.data.sha256, 'its images', job.data.sha256, result.data) ??
    must(result.notation === job.notation, 'its cell', job.notation, result.notation) ??
    must(result.parameters === parameters, 'its parameters', parameters, result.parameters) ??
    must((accuracy === undefined) !== (failure === undefined), 'it', 'an accuracy or a failure', 'both or none') ??
    (accuracy === undefined
      ? must(curve.length <= epochs, 'its epochs', `at most ${epochs}`, curve.length)
      : (must(curve.length === epochs, 'its epochs', epochs, curve.length) ??
        must(isOfImages(accuracy, images), 'its accuracy', `a share of ${images} images`, accuracy) ??
        must(
          job.purpose === 'confirm' || accuracy === rewarded,
          'its accuracy',
          `its curve's ${config.reward}`,
          accuracy,
        )))
  );
}

function isOfImages(accuracy: number, images: number): boolean {
  return Math.abs(accuracy * images - Math.round(accuracy * images)) < ROUNDING;
}
