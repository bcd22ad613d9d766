/** @file A few steps of a network on a few images, the same for every network that is compared with another. */
import { stream } from '../../src/core/random/rng.ts';
import type { ChildNetwork } from '../../workers/network/child-network.ts';
import { ENLARGED_BIT } from '../../workers/data/assemble.ts';
import { noiseImages, type ImageSet } from '../../workers/data/image-set.ts';

/** Images of a batch. */
export const N = 3;
/** Of noise, whitened otherwise in each channel. */
export const images = {
  ...noiseImages(24, stream(5, 'images')),
  normalisation: { mean: [0.5, 0.25, 0.75], deviation: [0.25, 0.5, 0.3] },
} satisfies ImageSet;
/** Eight, with every kind of augmentation. */
export const batches = Array.from({ length: 8 }, (_batch, i) => ({
  indices: Uint32Array.from({ length: N }, (_, j) => (i * N + j) % 24),
  augmentation: Uint32Array.from(
    { length: N },
    (_, j) => ((i + j) % 9) | (((i * 2 + j) % 9) << 4) | ((i & 1) << 8) | ((j & 1) << ENLARGED_BIT),
  ),
}));

/** The mean loss of each of so many steps. */
export async function losses(network: ChildNetwork, steps: number): Promise<number[]> {
  const result: number[] = [];
  for (let step = 0; step < steps; step++) {
    network.trainStep(batches[step % batches.length]!, { learningRate: 0.01 });
    const { loss, examples } = await network.readTotals();
    result.push(loss / examples);
  }
  return result;
}
