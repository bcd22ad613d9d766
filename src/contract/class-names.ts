/** @file The classes of CIFAR-10. */

/** The classes by label (batches.meta.txt of the official archive). */
export const CLASS_NAMES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;
