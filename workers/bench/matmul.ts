/** @file The device's best matrix product: the 1x1 convolution kernel in every tile that is worth trying, 8,192 x 64 by 64 x 64. */
import { convForward, convGrid, type ConvTile } from '../gpu/kernels/conv.ts';
import type { PlanDevice } from '../gpu/plan/gpu-network.ts';
import { Arena, VEC4, whole } from '../gpu/plan/memory.ts';
import { Recorder } from '../gpu/plan/program.ts';

const PIXELS = 8192;
const QUADS = 16;
const REPEATS = 4;
const TRIES = 4;
/** Pixels x channel groups of a thread. */
const TILES = [[4, 1], [4, 2], [4, 4], [4, 6], [8, 2], [8, 4], [4, 8], [2, 4]] as const; // prettier-ignore

/** GFLOP/s of the best tile. */
export async function matmulRate(gpu: GPUDevice, { pipelines, tuning }: PlanDevice): Promise<number> {
  const flops = 2 * PIXELS * (4 * QUADS) ** 2;
  let best = 0;
  for (const sharing of new Set<ConvTile['sharing']>([1, tuning.conv(QUADS, 'forward').sharing])) {
    for (const [pixels, quads] of TILES) {
      best = Math.max(best, flops / (await milliseconds(gpu, pipelines, { pixels, quads, sharing })) / 1e6);
    }
  }
  return best;
}

async function milliseconds(gpu: GPUDevice, pipelines: PlanDevice['pipelines'], tile: ConvTile): Promise<number> {
  const arena = new Arena(gpu);
  const recorder = new Recorder();
  const shape = { n: 1, h: 1, w: PIXELS, oh: 1, ow: PIXELS, ciq: QUADS, coq: QUADS, kh: 1, kw: 1, sh: 1, sw: 1 };
  const fields = { ...shape, py: 0, px: 0, xPlane: PIXELS, yPlane: PIXELS, accumulate: 0, floor: 0 };
  const activation = PIXELS * QUADS * VEC4;
  const ranges = [activation, 4 * QUADS * QUADS * VEC4, activation].map((bytes) => whole(arena.allocate(bytes)));
  for (let i = 0; i < REPEATS; i++) {
    recorder.dispatch(convForward(tile, true), fields, ranges, convGrid(tile, PIXELS, QUADS));
  }
  const program = await recorder.finish(gpu, pipelines, arena);
  let best = Infinity;
  for (let i = 0; i < TRIES; i++) {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.encode(pass);
    pass.end();
    const started = performance.now();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
    best = Math.min(best, (performance.now() - started) / REPEATS);
  }
  arena.dispose();
  return best;
}
