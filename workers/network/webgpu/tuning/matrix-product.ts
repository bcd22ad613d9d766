/** @file A matrix product, as the 1x1 convolution it is, in a given tiling: timed by autotuning, and to measure a device's best rate. */
import { stream } from '../../../../src/core/random/rng.ts';
import { selectTiledForward, type ConvTiling } from '../kernels/conv-tiling.ts';
import { Arena, VEC4, whole } from '../runtime/memory.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { Recorder, type Program } from '../runtime/program.ts';

/** Pixels, and channel groups in and out. */
export interface ProductShape {
  readonly pixels: number;
  readonly ciq: number;
  readonly coq: number;
}

/** Length of a timed run, ms: long against the latency of a submission and a clock's resolution of 1 ms (ours). */
const RUN_MS = 20;
/** Most products of a run. */
const MAX_REPEATS = 4096;
/** Random values, repeated to fill a matrix: a prime, so that rows differ. */
const VALUES = 1009;

/** The product of two random matrices. */
export class MatrixProduct {
  readonly #gpu: GPUDevice;
  readonly #arena: Arena;
  readonly #program: Program;
  #repeats = 1;

  private constructor(gpu: GPUDevice, arena: Arena, program: Program) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#program = program;
  }

  /** Compiled and warm; the caller disposes of it. */
  static async create(
    gpu: GPUDevice,
    pipelines: Pipelines,
    shape: ProductShape,
    tiling: ConvTiling,
  ): Promise<MatrixProduct> {
    const { pixels, ciq, coq } = shape;
    const arena = new Arena(gpu);
    try {
      const x = randomBuffer(arena, pixels * ciq);
      const filters = randomBuffer(arena, 4 * ciq * coq);
      const y = arena.allocate(pixels * coq * VEC4);
      const recorder = new Recorder();
      const sides = { n: 1, h: 1, w: pixels, oh: 1, ow: pixels, ciq, coq, xPlane: pixels, yPlane: pixels };
      const convolution = { ...sides, kh: 1, kw: 1, sh: 1, sw: 1, py: 0, px: 0 };
      const { kernel, grid } = selectTiledForward(tiling, convolution);
      recorder.dispatch(kernel, { ...convolution, floor: -1 }, [x, filters, y].map(whole), grid);
      const product = new MatrixProduct(gpu, arena, await recorder.finish(gpu, pipelines, arena));
      await product.run(); // the first is slow: the device may still translate the kernel
      for (let i = 0; i < 2; i++) {
        const ms = Math.max(await product.run(), RUN_MS / MAX_REPEATS);
        product.#repeats = Math.max(1, Math.round(RUN_MS / ms));
      }
      return product;
    } catch (error) {
      arena.dispose();
      throw error;
    }
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

/** The shortest of `runs` runs of each, ms. Any disturbance makes a run slower only; all run in turns, as a device that was idle is slow at first. */
export async function fastestRuns(products: readonly MatrixProduct[], runs: number): Promise<number[]> {
  const best = products.map(() => Infinity);
  for (let run = 0; run < runs; run++) {
    for (const [i, product] of products.entries()) best[i] = Math.min(best[i]!, await product.run());
  }
  return best;
}

/** A buffer of `size` vec4f, the same values every time. */
export function randomBuffer(arena: Arena, size: number): GPUBuffer {
  const random = stream(1, 'product');
  const values = Float32Array.from({ length: VALUES }, () => random.uniform() - 0.5);
  const matrix = new Float32Array(4 * size);
  for (let at = 0; at < matrix.length; at += VALUES) matrix.set(values.subarray(0, matrix.length - at), at);
  return arena.upload(matrix);
}
