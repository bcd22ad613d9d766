/** @file The device's best matrix product: the fastest tiling of the 1x1 convolution kernels. */
import type { BroadcastWidth } from '../network/webgpu/kernels/kernel.ts';
import type { ConvTiling } from '../network/webgpu/kernels/conv-tiling.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { fastestRuns, MatrixProduct, type ProductShape } from '../network/webgpu/tuning/matrix-product.ts';
import { STAGED_ACROSS } from '../network/webgpu/tuning/tuning.ts';

/** 8,192 x 64 by 64 x 64, as a step has. */
export const STEP_SHAPE: ProductShape = { pixels: 8192, ciq: 16, coq: 16 };
/** 32,768 x 256 by 256 x 256: fills a large graphics card, whose time is otherwise that of beginning a dispatch. */
export const LARGE_SHAPE: ProductShape = { pixels: 32_768, ciq: 64, coq: 64 };
/** Runs of each tiling, of which the fastest counts. */
const TRIES = 4;
/** Pixels x channel groups of a thread, unstaged and staged in shared memory. */
const TILES = [[4, 1], [4, 2], [4, 4], [4, 6], [8, 2], [8, 4], [4, 8], [2, 4]] as const; // prettier-ignore
const STAGED_TILES = [[2, 2], [2, 4], [4, 2], [4, 4]] as const; // prettier-ignore

/** Floating-point operations of a product. */
export const productFlops = ({ pixels, ciq, coq }: ProductShape): number => 2 * pixels * 4 * ciq * 4 * coq;
export const MATMUL_FLOPS = productFlops(STEP_SHAPE);

/**
 * The product in the fastest tiling; the caller disposes of it.
 * @param hasTime asked before each tiling but the first: the fastest of those tried is taken when there is none left.
 */
export async function bestProduct(
  { gpu, pipelines, tuning }: PlanDevice,
  shape = STEP_SHAPE,
  hasTime = (): boolean => true,
): Promise<MatrixProduct> {
  const plain = [...new Set<BroadcastWidth>([1, tuning.broadcastWidth])].flatMap((broadcastWidth) =>
    TILES.map(([pixels, vec4s]): ConvTiling => ({ kind: 'plain', tile: { pixels, vec4s, broadcastWidth } })),
  );
  const staged = STAGED_TILES.map(([pixels, vec4s]): ConvTiling => ({
    kind: 'staged',
    tile: { pixels, vec4s, across: STAGED_ACROSS },
  }));
  let best: { product: MatrixProduct; ms: number } | undefined;
  for (const tiling of [...plain, ...staged]) {
    if (best !== undefined && !hasTime()) break;
    const product = await MatrixProduct.create(gpu, pipelines, shape, tiling);
    const [ms] = (await fastestRuns([product], TRIES)) as [number];
    const isBest = best === undefined || ms < best.ms;
    (isBest ? best?.product : product)?.dispose();
    if (isBest) best = { product, ms };
  }
  return best!.product;
}
