/** @file The device's best matrix product, 8,192 x 64 by 64 x 64: the fastest tiling of the 1x1 convolution kernels. */
import type { BroadcastWidth } from '../network/webgpu/kernels/kernel.ts';
import type { ConvTiling } from '../network/webgpu/kernels/conv-tiling.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { fastestRuns, MatrixProduct } from '../network/webgpu/tuning/matrix-product.ts';
import { STAGED_ACROSS } from '../network/webgpu/tuning/tuning.ts';

const VEC4S = 16;
const SHAPE = { pixels: 8192, ciq: VEC4S, coq: VEC4S };
/** Runs of each tiling, of which the fastest counts. */
const TRIES = 4;
/** Pixels x channel groups of a thread, unstaged and staged in shared memory. */
const TILES = [[4, 1], [4, 2], [4, 4], [4, 6], [8, 2], [8, 4], [4, 8], [2, 4]] as const; // prettier-ignore
const STAGED_TILES = [[2, 2], [2, 4], [4, 2], [4, 4]] as const; // prettier-ignore

/** Floating-point operations of a product. */
export const MATMUL_FLOPS = 2 * SHAPE.pixels * (4 * VEC4S) ** 2;

/** The product in the fastest tiling; the caller disposes of it. */
export async function bestProduct({ gpu, pipelines, tuning }: PlanDevice): Promise<MatrixProduct> {
  const plain = [...new Set<BroadcastWidth>([1, tuning.broadcastWidth])].flatMap((broadcastWidth) =>
    TILES.map(([pixels, vec4s]): ConvTiling => ({ kind: 'plain', tile: { pixels, vec4s, broadcastWidth } })),
  );
  const staged = STAGED_TILES.map(([pixels, vec4s]): ConvTiling => ({
    kind: 'staged',
    tile: { pixels, vec4s, across: STAGED_ACROSS },
  }));
  let best: { product: MatrixProduct; ms: number } | undefined;
  for (const tiling of [...plain, ...staged]) {
    const product = await MatrixProduct.create(gpu, pipelines, SHAPE, tiling);
    const [ms] = (await fastestRuns([product], TRIES)) as [number];
    const isBest = best === undefined || ms < best.ms;
    (isBest ? best?.product : product)?.dispose();
    if (isBest) best = { product, ms };
  }
  return best!.product;
}
