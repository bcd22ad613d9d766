/** @file The device's best matrix product: the fastest tiling of the 1x1 convolution kernels. */
import type { BroadcastWidth } from '../network/webgpu/kernels/kernel.ts';
import type { ConvTiling } from '../network/webgpu/kernels/conv-tiling.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { fastestRuns, Trial } from '../network/webgpu/autotune/trial.ts';
import { selectTiledForward } from '../network/webgpu/kernels/conv-tiling.ts';
import { STAGED_ACROSS } from '../network/webgpu/tuning/tilings.ts';

/** Pixels, and channel groups in and out. */
interface ProductShape {
  readonly pixels: number;
  readonly ciq: number;
  readonly coq: number;
}

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
): Promise<Trial> {
  const plain = [...new Set<BroadcastWidth>([1, tuning.broadcastWidth])].flatMap((broadcastWidth) =>
    TILES.map(([pixels, vec4s]): ConvTiling => ({ kind: 'plain', tile: { pixels, vec4s, broadcastWidth } })),
  );
  const staged = STAGED_TILES.map(([pixels, vec4s]): ConvTiling => ({
    kind: 'staged',
    tile: { pixels, vec4s, across: STAGED_ACROSS },
  }));
  let best: { product: Trial; ms: number } | undefined;
  for (const tiling of [...plain, ...staged]) {
    if (best !== undefined && !hasTime()) break;
    const product = await (await Trial.create(gpu, pipelines, [productIn(tiling, shape)])).warmUp();
    const [ms] = (await fastestRuns([product], TRIES)) as [number];
    const isBest = best === undefined || ms < best.ms;
    (isBest ? best?.product : product)?.dispose();
    if (isBest) best = { product, ms };
  }
  return best!.product;
}

/** The product as the 1x1 convolution it is. */
function productIn(tiling: ConvTiling, { pixels, ciq, coq }: ProductShape) {
  const planes = { ciq, coq, xPlane: pixels, yPlane: pixels };
  const shape = { n: 1, h: 1, w: pixels, oh: 1, ow: pixels, kh: 1, kw: 1, sh: 1, sw: 1, py: 0, px: 0, ...planes };
  const { kernel, fields, grid } = selectTiledForward(tiling, shape);
  return {
    kernel,
    fields: { ...shape, ...fields, floor: -1 },
    grid,
    sizes: [pixels * ciq, 4 * ciq * coq, pixels * coq],
  };
}
