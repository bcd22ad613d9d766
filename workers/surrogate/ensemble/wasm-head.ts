/** @file The last layer of the paper's networks in WebAssembly memory: logit = hidden head + headBias. */
import type { Views } from './wasm-trainer.ts';
import { UNITS } from '../base/units.ts';

type Head = Views<'head' | 'headBias'>;

/** Logits [n] of the first n rows of the hidden values [n, UNITS]. */
export function headLogits({ head, headBias }: Head, hidden: Float32Array, cells: number): Float64Array {
  return Float64Array.from({ length: cells }, (_, i) => {
    let logit = headBias[0]!;
    for (let unit = 0; unit < UNITS; unit++) logit += hidden[i * UNITS + unit]! * head[unit]!;
    return logit;
  });
}

/** Backward pass from `dLogits` [n]: adds to the head's gradient, and sets `dHidden`, the gradient of the hidden values. */
export function headBackward(
  { head }: Head,
  dLogits: Float64Array,
  hidden: Float32Array,
  gradient: Head,
  dHidden: Float32Array,
): void {
  for (const [i, slope] of dLogits.entries()) {
    gradient.headBias[0]! += slope;
    for (let unit = 0; unit < UNITS; unit++) {
      gradient.head[unit]! += slope * hidden[i * UNITS + unit]!;
      dHidden[i * UNITS + unit] = slope * head[unit]!;
    }
  }
}
