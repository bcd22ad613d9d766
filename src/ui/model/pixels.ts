/** @file Pictures of 32x32 pixels in three colours, as data sets and as canvases have them. Pure. */

/** Bytes of a picture. */
export const PICTURE_BYTES = 32 * 32 * 3;

/** The first picture, [3, 32 * 32], as canvases have it, [32 * 32, 3]. */
export function interleaved(planes: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: PICTURE_BYTES },
    (_, i) => planes[((i % 3) * PICTURE_BYTES) / 3 + Math.floor(i / 3)]!,
  );
}
