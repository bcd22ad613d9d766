/** @file How fast a device moves memory: one buffer copied to another by a kernel, as a step's kernels read and write. */
import { copy } from '../network/webgpu/kernels/pointwise.ts';
import { gridOf } from '../network/webgpu/kernels/kernel.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { Arena, VEC4, whole } from '../network/webgpu/runtime/memory.ts';
import { Recorder } from '../network/webgpu/runtime/program.ts';
import { stream } from '../../src/core/random/rng.ts';

/** Bytes of each buffer (ours): more than the caches of most cards, and what WebGPU lets every device bind. */
const MAX_BYTES = 128 * 2 ** 20;
/** Bytes of random values, repeated: zeros could be stored compressed. */
const PATTERN_BYTES = 2 ** 20;
/** Length of a timed run, ms, and how many there are (ours). */
const RUN_MS = 40;
const RUNS = 4;
const MAX_REPEATS = 1024;

/** Bytes read and written a second, the best of some runs. */
export async function copySpeed({ gpu, pipelines }: PlanDevice): Promise<number> {
  const arena = new Arena(gpu);
  try {
    const bytes = Math.min(MAX_BYTES, gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize);
    const [from, to] = [fill(gpu, arena, bytes), arena.allocate(bytes)];
    const recorder = new Recorder();
    const size = bytes / VEC4;
    recorder.dispatch(copy({ isMasked: false, isAdded: false }), { size }, [from, to].map(whole), gridOf(size));
    const program = await recorder.finish(gpu, pipelines, arena);
    const run = async (repeats: number): Promise<number> => {
      const encoder = gpu.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let i = 0; i < repeats; i++) program.encode(pass);
      pass.end();
      const started = performance.now();
      gpu.queue.submit([encoder.finish()]);
      await gpu.queue.onSubmittedWorkDone();
      return (performance.now() - started) / repeats;
    };
    await run(1); // the first is slow: the device may still translate the kernel
    let best = Infinity;
    for (let i = 0; i < RUNS; i++) {
      const ms = Math.max(RUN_MS / MAX_REPEATS, Math.min(best, await run(1)));
      best = Math.min(best, await run(Math.ceil(RUN_MS / ms)));
    }
    return (1000 * 2 * bytes) / best;
  } finally {
    arena.dispose();
  }
}

function fill(gpu: GPUDevice, arena: Arena, bytes: number): GPUBuffer {
  const random = stream(1, 'copy');
  const pattern = arena.upload(Float32Array.from({ length: PATTERN_BYTES / 4 }, () => random.uniform()));
  const buffer = arena.allocate(bytes);
  const encoder = gpu.createCommandEncoder();
  for (let at = 0; at < bytes; at += PATTERN_BYTES) {
    encoder.copyBufferToBuffer(pattern, 0, buffer, at, Math.min(PATTERN_BYTES, bytes - at));
  }
  gpu.queue.submit([encoder.finish()]);
  return buffer;
}
