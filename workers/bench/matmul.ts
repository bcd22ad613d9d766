/** @file The device's best matrix product: the 1x1 convolution kernels in every cut that is worth trying, 8,192 x 64 by 64 x 64. */
import type { LaneSharing } from '../network/webgpu/kernels/kernel.ts';
import type { ConvTiling } from '../network/webgpu/kernels/conv-tiling.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { fastestRuns, Product } from '../network/webgpu/tuning/matrix-product.ts';
import { ACROSS } from '../network/webgpu/tuning/tuning.ts';

const QUADS = 16;
const SHAPE = { pixels: 8192, ciq: QUADS, coq: QUADS };
/** Runs that a cut is judged by. */
const TRIES = 4;
/** Pixels x channel groups of a thread, each for itself and staged in shared memory. */
const TILES = [[4, 1], [4, 2], [4, 4], [4, 6], [8, 2], [8, 4], [4, 8], [2, 4]] as const; // prettier-ignore
const STAGED_TILES = [[2, 2], [2, 4], [4, 2], [4, 4]] as const; // prettier-ignore

/** Floating-point operations of a product. */
export const MATMUL_FLOPS = 2 * SHAPE.pixels * (4 * QUADS) ** 2;

/** In the cut that is fastest here; the caller disposes of it. */
export async function bestProduct({ gpu, pipelines, tuning }: PlanDevice): Promise<Product> {
  const plain = [...new Set<LaneSharing>([1, tuning.sharing])].flatMap((sharing) =>
    TILES.map(([pixels, quads]): ConvTiling => ({ kind: 'plain', tile: { pixels, quads, sharing } })),
  );
  const staged = STAGED_TILES.map(([pixels, quads]): ConvTiling => ({
    kind: 'staged',
    tile: { pixels, quads, across: ACROSS },
  }));
  let best: { product: Product; ms: number } | undefined;
  for (const cut of [...plain, ...staged]) {
    const product = await Product.create(gpu, pipelines, SHAPE, cut);
    const [ms] = (await fastestRuns([product], TRIES)) as [number];
    const isBest = best === undefined || ms < best.ms;
    (isBest ? best?.product : product)?.dispose();
    if (isBest) best = { product, ms };
  }
  return best!.product;
}
