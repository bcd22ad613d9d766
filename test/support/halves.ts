/** @file Half floats (IEEE 754 binary16), two in a word: how activations lie in buffers where they are stored as f16. */

/** Packs values, rounded to the nearest half float; all must be below 65,520. */
export function packHalves(values: ArrayLike<number>): Float32Array<ArrayBuffer> {
  return new Float32Array(Uint16Array.from(values, toHalf).buffer);
}

/** The values of packed half floats. */
export function unpackHalves(packed: Float32Array<ArrayBuffer>): Float32Array {
  return Float32Array.from(new Uint16Array(packed.buffer), fromHalf);
}

function toHalf(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign | Math.round(size * 2 ** 24); // a subnormal
  const exponent = Math.floor(Math.log2(size));
  return sign | (((exponent + 15) << 10) + Math.round((size / 2 ** exponent - 1) * 1024));
}

function fromHalf(half: number): number {
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return half & 0x8000 ? -size : size;
}
