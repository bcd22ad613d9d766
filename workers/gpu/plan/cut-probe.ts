/**
 * @file Asks a graphics card, at the start, which cut of a dense convolution it is fastest with: no name or limit tells how many threads fill it,
 * and whether a thread had better read filters from a cache, from its neighbours or from shared memory. Half a second, and remembered.
 */
import type { Pass } from '../../store/store.ts';
import type { Sharing } from '../kernels/kernel.ts';
import type { Pipelines } from './pipelines.ts';
import { Product, type ProductShape } from './product.ts';
import { CARD_CUTS, UNASKED, type CardCut, type CardCuts } from './tuning.ts';

/** 24 channels of 64 images of 32 x 32 pixels, and 480 to 96 channels of 16 of 8 x 8: the ends of what the paper's children multiply. */
const SHAPES = {
  wide: { pixels: 65_536, ciq: 6, coq: 6 },
  narrow: { pixels: 1024, ciq: 120, coq: 24 },
} as const satisfies Record<'wide' | 'narrow', ProductShape>;

/** Runs of each, of which the fastest counts: whatever else the card does makes it slower only. */
const RUNS = 4;
/** Another cut than the first must be so much faster (ours: timings move by some percent). */
const MARGIN = 0.95;

/**
 * The fastest cuts. One whose product differs by a bit from the first's is not taken, as a run must repeat; nor one that does not compile,
 * while of the first the self-test says so.
 */
export async function probeCuts(gpu: GPUDevice, pipelines: Pipelines, sharing: Sharing): Promise<CardCuts> {
  const wide = await timed(gpu, pipelines, sharing, SHAPES.wide);
  const narrow = await timed(gpu, pipelines, sharing, SHAPES.narrow);
  const shares = (wide.get('4x2 shared') ?? Infinity) <= (wide.get('4x2') ?? Infinity);
  return { wide: fastest(wide), narrow: fastest(narrow), shares };
}

/** Milliseconds of a product in each cut that may be taken. */
async function timed(
  gpu: GPUDevice,
  pipelines: Pipelines,
  sharing: Sharing,
  shape: ProductShape,
): Promise<Map<CardCut, number>> {
  const times = new Map<CardCut, number>();
  let first: Uint32Array | undefined;
  for (const name of Object.keys(CARD_CUTS) as CardCut[]) {
    const cut = CARD_CUTS[name](shape.coq, sharing);
    const product = await Product.create(gpu, pipelines, shape, cut).catch(() => undefined);
    if (product === undefined) continue;
    let ms = Infinity;
    for (let run = 0; run < RUNS; run++) ms = Math.min(ms, await product.run());
    const bits = await product.bits();
    product.dispose();
    first ??= bits;
    if (bits.every((bit, i) => bit === first![i])) times.set(name, ms);
  }
  return times;
}

function fastest(times: ReadonlyMap<CardCut, number>): CardCut {
  let best: { readonly name: CardCut; readonly ms: number } | undefined;
  for (const [name, ms] of times) if (best === undefined || ms < MARGIN * best.ms) best = { name, ms };
  return best?.name ?? UNASKED.wide;
}

/** Whether these are cuts of this build. */
export const areCuts = (cuts: Pass['cuts']): cuts is CardCuts =>
  cuts !== undefined && Object.hasOwn(CARD_CUTS, cuts.wide) && Object.hasOwn(CARD_CUTS, cuts.narrow);
