/**
 * @file Autotuning of dense convolutions on a graphics card: times every kernel variant when the device is opened. No name or limit says how
 * many threads fill a card, or whether it reads filters fastest from a cache, by subgroup broadcast or from shared memory. Takes a second or
 * two; the caller stores the result.
 */
import type { BroadcastWidth } from '../kernels/kernel.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { bitwiseComparer } from './bitwise-equality.ts';
import { fastestRuns, MatrixProduct, type ProductShape } from './matrix-product.ts';
import { CONV_VARIANTS, DEFAULT_VARIANTS, type ConvVariant, type ConvVariants } from './tuning.ts';

/** 24 channels of 64 images of 32 x 32 pixels, and 480 to 96 channels of 16 of 8 x 8: the extremes of the paper's children. */
const SHAPES = {
  wide: { pixels: 65_536, ciq: 6, coq: 6 },
  narrow: { pixels: 1024, ciq: 120, coq: 24 },
} as const satisfies Record<'wide' | 'narrow', ProductShape>;

/** Timed runs of each variant. */
const RUNS = 3;
/** A later variant must take at most this part of the best time before it (ours: timings vary by some percent). */
const MARGIN = 0.95;
/** Longest time of an empty submission, ms: above it kernels cannot be timed, as some browsers poll the device at long intervals (ours). */
const MAX_EMPTY_MS = 8;

/**
 * The fastest variants among those with the reference's bits; {@link DEFAULT_VARIANTS}, which are right everywhere, where kernels cannot be timed.
 * @param broadcastWidth the widest broadcast of the device's subgroups.
 */
export async function autotune(
  gpu: GPUDevice,
  pipelines: Pipelines,
  broadcastWidth: BroadcastWidth,
): Promise<ConvVariants> {
  if ((await timeEmptySubmission(gpu)) > MAX_EMPTY_MS) return DEFAULT_VARIANTS;
  const isEqual = bitwiseComparer(gpu, pipelines, broadcastWidth);
  const wide = await timeVariants(gpu, pipelines, broadcastWidth, SHAPES.wide);
  const narrow = await timeVariants(gpu, pipelines, broadcastWidth, SHAPES.narrow);
  const isFaster = (wide.get('4x2 broadcast') ?? Infinity) < (wide.get('4x2') ?? Infinity);
  const shares = isFaster && (await isEqual('4x2 broadcast'));
  return { wide: await fastestVariant(wide, isEqual), narrow: await fastestVariant(narrow, isEqual), shares };
}

/** The fastest variant by more than {@link MARGIN} that computes the reference's bits. */
async function fastestVariant(
  times: ReadonlyMap<ConvVariant, number>,
  isEqual: (name: ConvVariant) => Promise<boolean>,
): Promise<ConvVariant> {
  let best: { readonly name: ConvVariant; readonly ms: number } | undefined;
  for (const [name, ms] of times) {
    if (best !== undefined && ms >= MARGIN * best.ms) continue;
    if (await isEqual(name)) best = { name, ms };
  }
  return best?.name ?? DEFAULT_VARIANTS.wide;
}

/** The shortest of a few submissions without work, ms. */
async function timeEmptySubmission(gpu: GPUDevice): Promise<number> {
  let ms = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    gpu.queue.submit([gpu.createCommandEncoder().finish()]);
    await gpu.queue.onSubmittedWorkDone();
    ms = Math.min(ms, performance.now() - started);
  }
  return ms;
}

/** Milliseconds of a matrix product by each variant that compiles; without subgroups none broadcasts. */
async function timeVariants(
  gpu: GPUDevice,
  pipelines: Pipelines,
  broadcastWidth: BroadcastWidth,
  shape: ProductShape,
): Promise<Map<ConvVariant, number>> {
  const products = new Map<ConvVariant, MatrixProduct>();
  try {
    for (const name of Object.keys(CONV_VARIANTS) as ConvVariant[]) {
      if (broadcastWidth === 1 && name === '4x2 broadcast') continue;
      const tiling = CONV_VARIANTS[name](shape.coq, broadcastWidth);
      const product = await MatrixProduct.create(gpu, pipelines, shape, tiling).catch(() => undefined);
      if (product !== undefined) products.set(name, product);
    }
    const best = await fastestRuns([...products.values()], RUNS);
    return new Map([...products.keys()].map((name, i) => [name, best[i]!]));
  } finally {
    for (const product of products.values()) product.dispose();
  }
}

/** Kernel variants as an earlier build may have stored them. */
type StoredVariants = Readonly<Record<'wide' | 'narrow', string>> & Pick<ConvVariants, 'shares'>;

/** Whether these stored kernel variants are all of this build's. */
export const isConvVariants = (stored: StoredVariants | undefined): stored is ConvVariants =>
  stored !== undefined && Object.hasOwn(CONV_VARIANTS, stored.wide) && Object.hasOwn(CONV_VARIANTS, stored.narrow);
