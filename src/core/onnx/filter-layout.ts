/** @file A filter's two orders: outputs last, as in a layer table, and outputs first, as in ONNX. */

/** [taps, inputs, outputs] as [outputs, inputs, taps]. */
export function outputsFirst(filter: Float32Array, outputs: number, inputs: number): Float32Array {
  return reversed(filter, [filter.length / outputs / inputs, inputs, outputs]);
}

/** [outputs, inputs, taps] as [taps, inputs, outputs]. */
export function outputsLast(filter: Float32Array, outputs: number, inputs: number): Float32Array {
  return reversed(filter, [outputs, inputs, filter.length / outputs / inputs]);
}

/** A tensor [a, b, c] as [c, b, a]. */
function reversed(values: Float32Array, [a, b, c]: readonly [number, number, number]): Float32Array {
  const turned = new Float32Array(values.length);
  let at = 0;
  for (let k = 0; k < c; k++) {
    for (let j = 0; j < b; j++) {
      for (let i = 0; i < a; i++) turned[at++] = values[(i * b + j) * c + k]!;
    }
  }
  return turned;
}
