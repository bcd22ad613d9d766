/**
 * @file Asks a graphics card, at the start, which cut of a dense convolution it is fastest with: no name or limit tells how many threads fill it,
 * and whether a thread had better read filters from a cache, from its neighbours or from shared memory. A second or two, and remembered.
 */
import type { LaneSharing } from '../kernels/kernel.ts';
import { bitComparer } from './bitwise-equality.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { fastestRuns, Product, type ProductShape } from './matrix-product.ts';
import { CONV_VARIANTS, UNASKED, type ConvVariant, type ConvVariants } from './tuning.ts';

/** 24 channels of 64 images of 32 x 32 pixels, and 480 to 96 channels of 16 of 8 x 8: the ends of what the paper's children multiply. */
const SHAPES = {
  wide: { pixels: 65_536, ciq: 6, coq: 6 },
  narrow: { pixels: 1024, ciq: 120, coq: 24 },
} as const satisfies Record<'wide' | 'narrow', ProductShape>;

/** Runs of each. */
const RUNS = 3;
/** A later cut must take at most so much of the time of the best before it (ours: timings move by some percent). */
const MARGIN = 0.95;
/** Longest that an empty piece of work may take to be told of, ms (ours: some browsers look every so often, and say nothing of a product). */
const MOST_TOLD_MS = 8;

/** What the card is fastest with; what is right everywhere where it cannot be timed. */
export async function autotune(gpu: GPUDevice, pipelines: Pipelines, sharing: LaneSharing): Promise<ConvVariants> {
  if ((await emptyMs(gpu)) > MOST_TOLD_MS) return UNASKED;
  const isSound = bitComparer(gpu, pipelines, sharing);
  const fastest = async (times: ReadonlyMap<ConvVariant, number>): Promise<ConvVariant> => {
    let best: { readonly name: ConvVariant; readonly ms: number } | undefined;
    for (const [name, ms] of times) {
      if (best !== undefined && ms >= MARGIN * best.ms) continue;
      if (await isSound(name)) best = { name, ms };
    }
    return best?.name ?? UNASKED.wide;
  };
  const wide = await timed(gpu, pipelines, sharing, SHAPES.wide);
  const narrow = await timed(gpu, pipelines, sharing, SHAPES.narrow);
  const isFaster = (wide.get('4x2 shared') ?? Infinity) < (wide.get('4x2') ?? Infinity);
  const shares = isFaster && (await isSound('4x2 shared'));
  return { wide: await fastest(wide), narrow: await fastest(narrow), shares };
}

/** The shortest of a few submissions of nothing, ms. */
async function emptyMs(gpu: GPUDevice): Promise<number> {
  let ms = Infinity;
  for (let i = 0; i < RUNS; i++) {
    const started = performance.now();
    gpu.queue.submit([gpu.createCommandEncoder().finish()]);
    await gpu.queue.onSubmittedWorkDone();
    ms = Math.min(ms, performance.now() - started);
  }
  return ms;
}

/** Milliseconds of a product in each cut that compiles. Without subgroups nothing is shared. */
async function timed(
  gpu: GPUDevice,
  pipelines: Pipelines,
  sharing: LaneSharing,
  shape: ProductShape,
): Promise<Map<ConvVariant, number>> {
  const products = new Map<ConvVariant, Product>();
  try {
    for (const name of Object.keys(CONV_VARIANTS) as ConvVariant[]) {
      if (sharing === 1 && name === '4x2 shared') continue;
      const cut = CONV_VARIANTS[name](shape.coq, sharing);
      const product = await Product.create(gpu, pipelines, shape, cut).catch(() => undefined);
      if (product !== undefined) products.set(name, product);
    }
    const best = await fastestRuns([...products.values()], RUNS);
    return new Map([...products.keys()].map((name, i) => [name, best[i]!]));
  } finally {
    for (const product of products.values()) product.dispose();
  }
}

/** Whether these kernel variants, as they were stored, are all of this build's. */
export const isConvVariants = (stored: StoredVariants | undefined): stored is ConvVariants =>
  stored !== undefined && Object.hasOwn(CONV_VARIANTS, stored.wide) && Object.hasOwn(CONV_VARIANTS, stored.narrow);

/** Kernel variants as an earlier build may have stored them. */
type StoredVariants = Readonly<Record<'wide' | 'narrow', string>> & Pick<ConvVariants, 'shares'>;
