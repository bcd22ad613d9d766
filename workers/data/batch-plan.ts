/** @file A batch by reference: indices into a data set and augmentation codes instead of pixels. */

/** Which images make a batch, and how each is augmented. */
export interface BatchPlan {
  /** Indices into the data set, one an example. */
  readonly indices: Uint32Array;
  /** One an example: bits 0-3 vertical crop offset (0..8, 4 is the centre), bits 4-7 horizontal, bit 8 flip, bit 9 of
   * the image enlarged to 40x40 instead of padded to it, bits 10-25 a square cut out of what comes of it (`CUTOUT`). Absent: none. */
  readonly augmentation?: Uint32Array;
}
