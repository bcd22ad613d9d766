/** @file A matrix product, as the 1x1 convolution it is, cut in one way: by it a device's cut is chosen, and its best rate measured. */
import { stream } from '../../../src/core/rng.ts';
import { cutForward, type ConvCut } from './convolution.ts';
import { Arena, VEC4, whole } from './memory.ts';
import type { Pipelines } from './pipelines.ts';
import { Recorder, type Program } from './program.ts';

/** Pixels, and channel groups in and out. */
export interface ProductShape {
  readonly pixels: number;
  readonly ciq: number;
  readonly coq: number;
}

/** A run is at least so long, ms: what it takes to be told that it is over must not count (ours). */
const RUN_MS = 5;
/** Random values that the matrices are made of, over and over: a prime, so that rows differ. */
const VALUES = 1009;

/** The product of random matrices. */
export class Product {
  readonly #gpu: GPUDevice;
  readonly #arena: Arena;
  readonly #program: Program;
  readonly #output: GPUBuffer;
  #repeats = 1;

  private constructor(gpu: GPUDevice, arena: Arena, program: Program, output: GPUBuffer) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#program = program;
    this.#output = output;
  }

  /** Compiled and warm; the caller disposes of it. */
  static async create(
    gpu: GPUDevice,
    pipelines: Pipelines,
    { pixels, ciq, coq }: ProductShape,
    cut: ConvCut,
  ): Promise<Product> {
    const arena = new Arena(gpu);
    const x = randomBuffer(gpu, arena, pixels * ciq);
    const filters = randomBuffer(gpu, arena, 4 * ciq * coq);
    const y = arena.allocate(pixels * coq * VEC4);
    const recorder = new Recorder();
    const sides = { n: 1, h: 1, w: pixels, oh: 1, ow: pixels, ciq, coq, xPlane: pixels, yPlane: pixels };
    const shape = { ...sides, kh: 1, kw: 1, sh: 1, sw: 1, py: 0, px: 0 };
    const { kernel, grid } = cutForward(cut, shape);
    recorder.dispatch(kernel, { ...shape, floor: -1 }, [x, filters, y].map(whole), grid);
    const program = await recorder.finish(gpu, pipelines, arena).catch((error: unknown) => {
      arena.dispose();
      throw error;
    });
    const product = new Product(gpu, arena, program, y);
    await product.run(); // the first is slow: the device may still translate the kernel
    for (let ms = 0; ms < RUN_MS; product.#repeats *= 2) ms = product.#repeats * (await product.run());
    return product;
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

  /** The product, as bits. */
  async bits(): Promise<Uint32Array> {
    const { size } = this.#output;
    const copy = this.#gpu.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.#gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(this.#output, 0, copy, 0, size);
    this.#gpu.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const bits = new Uint32Array(copy.getMappedRange().slice(0));
    copy.destroy();
    return bits;
  }

  dispose(): void {
    this.#arena.dispose();
  }
}

function randomBuffer(gpu: GPUDevice, arena: Arena, size: number): GPUBuffer {
  const random = stream(1, 'product');
  const values = Float32Array.from({ length: VALUES }, () => random.uniform() - 0.5);
  const buffer = arena.allocate(size * VEC4);
  const matrix = new Float32Array(4 * size);
  for (let at = 0; at < matrix.length; at += VALUES) matrix.set(values.subarray(0, matrix.length - at), at);
  gpu.queue.writeBuffer(buffer, 0, matrix);
  return buffer;
}
