/** @file The last layer of the paper's networks on the processor: logit = hidden head + headBias. */
import type { Views } from './wasm-trainer.ts';
import { UNITS } from '../base/units.ts';

type Head = Views<'head' | 'headBias'>;

/** Of the first n rows of hidden values [n, UNITS], [n]. */
export function headLogits({ head, headBias }: Head, hidden: Float32Array, cells: number): Float64Array {
  return Float64Array.from({ length: cells }, (_, i) => {
    let logit = headBias[0]!;
    for (let unit = 0; unit < UNITS; unit++) logit += hidden[i * UNITS + unit]! * head[unit]!;
    return logit;
  });
}

/** From the logits' slopes [n]: adds to the head's gradient, and sets `ofHidden`, the slopes of the hidden values. */
export function headSlopes(
  { head }: Head,
  slopes: Float64Array,
  hidden: Float32Array,
  gradient: Head,
  ofHidden: Float32Array,
): void {
  for (const [i, slope] of slopes.entries()) {
    gradient.headBias[0]! += slope;
    for (let unit = 0; unit < UNITS; unit++) {
      gradient.head[unit]! += slope * hidden[i * UNITS + unit]!;
      ofHidden[i * UNITS + unit] = slope * head[unit]!;
    }
  }
}
