/**
 * @file What a network looked at, measured: squares of the picture are covered in turn, and the answer's probability falls where it
 * mattered (Zeiler & Fergus 2014, arXiv 1311.2901, section 4.2).
 */

/** Squares along each side, and the part of the side that a square covers (ours). */
const STEPS = 8;
const COVERED_SHARE = 1 / 4;

/** A covered square: its upper left pixel. */
export interface Cover {
  readonly x: number;
  readonly y: number;
}

/** Side of a covered square, px. */
export const coverSide = (side: number): number => Math.round(side * COVERED_SHARE);

/** All of them, row by row. */
export function coversOf(side: number): Cover[] {
  const places = Array.from({ length: STEPS }, (_, i) => Math.round((i * (side - coverSide(side))) / (STEPS - 1)));
  return places.flatMap((y) => places.map((x) => ({ x, y })));
}

/** The picture with a square in its mean colour. @param pixels [side, side, 3]. */
export function covered(pixels: Uint8Array, side: number, { x, y }: Cover): Uint8Array {
  const mean = [0, 1, 2].map(
    (c) => pixels.reduce((sum, value, i) => (i % 3 === c ? sum + value : sum), 0) / (side * side),
  );
  return pixels.map((value, i) => {
    const [column, row] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
    const isCovered = column >= x && column < x + coverSide(side) && row >= y && row < y + coverSide(side);
    return isCovered ? mean[i % 3]! : value;
  });
}

/** By pixel, [side, side]: the mean fall of the probability over the squares that covered it, 0 where none did. */
export function meanFalls(side: number, falls: readonly number[]): Float32Array {
  const covers = coversOf(side);
  const size = coverSide(side);
  return Float32Array.from({ length: side * side }, (_, i) => {
    const [column, row] = [i % side, Math.floor(i / side)];
    const own = falls.filter((_fall, k) => {
      const { x, y } = covers[k]!;
      return column >= x && column < x + size && row >= y && row < y + size;
    });
    return own.reduce((sum, fall) => sum + fall, 0) / Math.max(1, own.length);
  });
}
