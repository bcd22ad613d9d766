/** @file The device's best matrix product: the 1x1 convolution kernel in every tile that is worth trying, 8,192 x 64 by 64 x 64. */
import { convForward, convGrid, type ConvTile } from '../gpu/kernels/conv.ts';
import type { PlanDevice } from '../gpu/plan/gpu-network.ts';
import { Arena, VEC4, whole } from '../gpu/plan/memory.ts';
import { Recorder, type Program } from '../gpu/plan/program.ts';

const PIXELS = 8192;
const QUADS = 16;
/** A run is at least so long, ms: what it takes to be told that it is over must not count (ours). */
const RUN_MS = 10;
/** Runs that a tile is judged by. */
const TRIES = 4;
/** Pixels x channel groups of a thread. */
const TILES = [[4, 1], [4, 2], [4, 4], [4, 6], [8, 2], [8, 4], [4, 8], [2, 4]] as const; // prettier-ignore

/** Floating-point operations of a product. */
export const MATMUL_FLOPS = 2 * PIXELS * (4 * QUADS) ** 2;

/** A matrix product in one tile. */
export class Matmul {
  readonly #gpu: GPUDevice;
  readonly #arena: Arena;
  readonly #program: Program;
  #repeats = 1;

  private constructor(gpu: GPUDevice, arena: Arena, program: Program) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#program = program;
  }

  /** In the tile that is fastest here; the caller disposes of it. */
  static async best(gpu: GPUDevice, { pipelines, tuning }: PlanDevice): Promise<Matmul> {
    let best: { matmul: Matmul; ms: number } | undefined;
    for (const sharing of new Set<ConvTile['sharing']>([1, tuning.conv(QUADS, 'forward').sharing])) {
      for (const [pixels, quads] of TILES) {
        const matmul = await Matmul.#create(gpu, pipelines, { pixels, quads, sharing });
        let ms = Infinity;
        for (let i = 0; i < TRIES; i++) ms = Math.min(ms, await matmul.run());
        const isBest = best === undefined || ms < best.ms;
        (isBest ? best?.matmul : matmul)?.dispose();
        if (isBest) best = { matmul, ms };
      }
    }
    return best!.matmul;
  }

  static async #create(gpu: GPUDevice, pipelines: PlanDevice['pipelines'], tile: ConvTile): Promise<Matmul> {
    const arena = new Arena(gpu);
    const recorder = new Recorder();
    const shape = { n: 1, h: 1, w: PIXELS, oh: 1, ow: PIXELS, ciq: QUADS, coq: QUADS, kh: 1, kw: 1, sh: 1, sw: 1 };
    const fields = { ...shape, py: 0, px: 0, xPlane: PIXELS, yPlane: PIXELS, accumulate: 0, floor: 0 };
    const activation = PIXELS * QUADS * VEC4;
    const ranges = [activation, 4 * QUADS * QUADS * VEC4, activation].map((bytes) => whole(arena.allocate(bytes)));
    recorder.dispatch(convForward(tile, true), fields, ranges, convGrid(tile, PIXELS, QUADS));
    const matmul = new Matmul(gpu, arena, await recorder.finish(gpu, pipelines, arena));
    await matmul.run(); // the first is slow: the device may still translate the kernel
    for (let ms = 0; ms < RUN_MS; matmul.#repeats *= 2) ms = matmul.#repeats * (await matmul.run());
    return matmul;
  }

  /** Milliseconds of one product. */
  async run(): Promise<number> {
    const encoder = this.#gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let i = 0; i < this.#repeats; i++) this.#program.encode(pass);
    pass.end();
    const started = performance.now();
    this.#gpu.queue.submit([encoder.finish()]);
    await this.#gpu.queue.onSubmittedWorkDone();
    return (performance.now() - started) / this.#repeats;
  }

  dispose(): void {
    this.#arena.dispose();
  }
}
