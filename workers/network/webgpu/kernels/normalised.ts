/**
 * @file Reading through a batch norm: where all readers of its output normalise as they read, it is never stored. norms: [rows][2] of vec4f, a row
 * a channel group: scale = gamma / sqrt(var + eps) and shift = beta - mean scale, so that y = scale x + shift. A kernel has the row of its
 * tensor's first channel group as `norm`.
 */
import { read, type Binding } from './kernel.ts';

/** Bindings, fields and name beside those of a kernel that reads plain values. */
export const normBuffers = (isNormalised: boolean): readonly Binding[] => (isNormalised ? [read('norms')] : []);
export const normFields = (isNormalised: boolean): readonly string[] => (isNormalised ? ['norm'] : []);
export const normName = (isNormalised: boolean): string => (isNormalised ? ' normalised' : '');

/** Declares `scale` and `shift`, with a suffix, of channel group `c`. */
export const declareNorm = (isNormalised: boolean, c: string, suffix = ''): string =>
  isNormalised
    ? `let scale${suffix} = norms[2u * (p.norm + ${c})]; let shift${suffix} = norms[2u * (p.norm + ${c}) + 1u];`
    : '';

/** The value of the tensor whose stored value is `x`. */
export const normalised = (isNormalised: boolean, x: string, suffix = ''): string =>
  isNormalised ? `fma(${x}, scale${suffix}, shift${suffix})` : x;
