/** @file Which paths ScheduledDropPath drops in a step: the same draws on every executor, from a hash of the step, the path and the example. */

/** Odd constants of MurmurHash3's finaliser, and the golden ratio. */
export const HASH = { first: 0x85ebca6b, second: 0xc2b2ae35, golden: 0x9e3779b9 } as const;

/** Index of a sum's input among the paths of a network. @param side 0 is the left input. */
export const pathIndex = (layerId: number, side: number): number => 2 * layerId + side;

/** Probability that a path is kept, as float32. @param share of the step's drop probability that it has. */
export const keepProbability = (share: number, dropPath: number): number =>
  Math.fround(1 - Math.fround(Math.fround(share) * Math.fround(dropPath)));

/** What the path of each example of a batch is multiplied by: 0, or 1 / keep, [n]. @param seed of the step, 32 bits. */
export function pathFactors(seed: number, path: number, keep: number, n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, example) => (uniform(seed, path, example) < keep ? 1 / keep : 0));
}

/** Uniform in [0, 1), 24 bits. */
function uniform(seed: number, path: number, example: number): number {
  const mixed = finalise(seed ^ Math.imul(path, HASH.golden));
  return (finalise(mixed ^ Math.imul(example, HASH.golden)) >>> 8) / 2 ** 24;
}

function finalise(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, HASH.first);
  hash = Math.imul(hash ^ (hash >>> 13), HASH.second);
  return hash ^ (hash >>> 16);
}
