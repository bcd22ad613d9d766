/** @file Dispatches on made-up values, alone on a device: timed, or read back. */
import { stream } from '../../../../src/core/random/rng.ts';
import type { Element, KernelDispatch } from '../kernels/kernel.ts';
import { Arena, copyToReadback, readBack, VEC4, whole } from '../runtime/memory.ts';
import type { Pipelines } from '../runtime/pipelines.ts';
import { Recorder, type Program } from '../runtime/program.ts';

/** A dispatch with all its fields, and the vec4f of each of its kernel's buffers. */
export interface TrialDispatch extends KernelDispatch {
  readonly sizes: readonly number[];
}

/** Length of a timed run, ms: long against the latency of a submission and a clock's resolution of 1 ms (ours). */
const RUN_MS = 20;
/** Most repeats of a run. */
const MAX_REPEATS = 4096;
/** Random values, repeated to fill a buffer: a prime, so that rows differ. */
const VALUES = 1009;

/** Dispatches with buffers of their own, the same values every time. */
export class Trial {
  readonly #gpu: GPUDevice;
  readonly #arena: Arena;
  readonly #program: Program;
  readonly #written: readonly GPUBuffer[];
  #repeats = 1;

  private constructor(gpu: GPUDevice, arena: Arena, program: Program, written: readonly GPUBuffer[]) {
    this.#gpu = gpu;
    this.#arena = arena;
    this.#program = program;
    this.#written = written;
  }

  /** Compiled; the caller disposes of it. @throws {Error} (rejects) when a kernel does not compile. */
  static async create(gpu: GPUDevice, pipelines: Pipelines, dispatches: readonly TrialDispatch[]): Promise<Trial> {
    const arena = new Arena(gpu);
    try {
      const recorder = new Recorder();
      const written: GPUBuffer[] = [];
      const inputs = new Map<string, GPUBuffer>(); // dispatches share what they read
      for (const { kernel, fields, grid, sizes } of dispatches) {
        const buffers = kernel.buffers.map(({ access, element }, i) => {
          const size = sizes[i]!;
          if (access === 'read_write') {
            const buffer = arena.allocate(size * VEC4);
            written.push(buffer);
            return buffer;
          }
          const key = `${element} ${size}`;
          const input = inputs.get(key) ?? arena.upload(randomValues(element, size));
          inputs.set(key, input);
          return input;
        });
        recorder.dispatch(kernel, fields, buffers.map(whole), grid);
      }
      return new Trial(gpu, arena, await recorder.finish(gpu, pipelines, arena), written);
    } catch (error) {
      arena.dispose();
      throw error;
    }
  }

  /** Runs it until a run is {@link RUN_MS} long: the first is slow, as the device may still translate its kernels. */
  async warmUp(): Promise<this> {
    await this.run();
    for (let i = 0; i < 2; i++) {
      const ms = Math.max(await this.run(), RUN_MS / MAX_REPEATS);
      this.#repeats = Math.max(1, Math.round(RUN_MS / ms));
    }
    return this;
  }

  /** Milliseconds of all dispatches once. */
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

  /** Runs once and returns the bits of all that was written. */
  async bits(): Promise<Uint32Array[]> {
    await this.run();
    const read = (buffer: GPUBuffer) => readBack(copyToReadback(this.#gpu, buffer, buffer.size));
    const values = await Promise.all(this.#written.map(read));
    return values.map(({ buffer }) => new Uint32Array(buffer));
  }

  dispose(): void {
    this.#arena.dispose();
  }
}

/** The shortest of `runs` runs of each, ms. Any disturbance makes a run slower only; all run in turns, as a device that was idle is slow at first. */
export async function fastestRuns(trials: readonly Trial[], runs: number): Promise<number[]> {
  const best = trials.map(() => Infinity);
  for (let run = 0; run < runs; run++) {
    for (const [i, trial] of trials.entries()) best[i] = Math.min(best[i]!, await trial.run());
  }
  return best;
}

/** Values that fill `size` vec4f: around 0, or as u32 four taps of a 3x3 window. */
function randomValues(element: Element, size: number): Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  const random = stream(1, 'product');
  const isTaps = element === 'u32';
  const next = (): number =>
    isTaps ? [0, 8, 16, 24].reduce((word, shift) => word | (Math.floor(9 * random.uniform()) << shift), 0) : random.uniform() - 0.5; // prettier-ignore
  const values = Array.from({ length: VALUES }, next);
  const filled = isTaps ? new Uint32Array(4 * size) : new Float32Array(4 * size);
  for (let at = 0; at < filled.length; at += VALUES) filled.set(values.slice(0, filled.length - at), at);
  return filled;
}
