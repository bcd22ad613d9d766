/** @file Steps of a plan that are not yet submitted, so that their values are uploaded in one write. */
import type { BatchPlan } from '../../../data/batch-plan.ts';
import { NO_AUGMENTATION } from '../../../data/assemble.ts';
import { STEP, STEP_HEADER } from '../kernels/head.ts';
import type { Program } from './program.ts';

interface QueuedStep {
  readonly programs: readonly Program[];
  readonly words: Uint32Array<ArrayBuffer>;
}

/** Buffers of the running step's values (`kernels/head.ts` has their order) and of those of several queued steps. */
interface StepBuffers {
  readonly step: GPUBuffer;
  readonly stepQueue: GPUBuffer;
}

/** What a training step reads besides its batch. */
interface StepHeader {
  /** The first four values (`kernels/head.ts`). */
  readonly first?: readonly number[];
  readonly averaging?: number;
  readonly dropPath?: number;
  readonly dropSeed?: number;
}

/** Queues steps and submits them together. */
export class StepQueue {
  readonly #gpu: GPUDevice;
  readonly #buffers: StepBuffers;
  readonly #capacity: number;
  #queued: QueuedStep[] = [];

  constructor(gpu: GPUDevice, buffers: StepBuffers) {
    this.#gpu = gpu;
    this.#buffers = buffers;
    this.#capacity = buffers.stepQueue.size / buffers.step.size;
  }

  /** Queues programs to run on a batch; submits all when the queue is full. */
  enqueue(programs: readonly Program[], { indices, augmentation }: BatchPlan, header: StepHeader = {}): void {
    const { first = [], averaging = 0, dropPath = 0, dropSeed = 0 } = header;
    const words = new Uint32Array(this.#buffers.step.size / 4);
    const floats = new Float32Array(words.buffer);
    floats.set(first);
    words[STEP.examples] = indices.length;
    floats[STEP.averaging] = averaging;
    floats[STEP.dropPath] = dropPath;
    words[STEP.dropSeed] = dropSeed;
    for (let i = 0; i < indices.length; i++) {
      words[STEP_HEADER + 2 * i] = indices[i]!;
      words[STEP_HEADER + 2 * i + 1] = augmentation?.[i] ?? NO_AUGMENTATION;
    }
    this.#queued.push({ programs, words });
    if (this.#queued.length === this.#capacity) this.submit();
  }

  /** One upload for all queued steps, then a command buffer each, so that no single one is long. */
  submit(): void {
    const queued = this.#queued;
    if (queued.length === 0) return;
    this.#queued = [];
    const { queue } = this.#gpu;
    const { step, stepQueue } = this.#buffers;
    const all = new Uint32Array((queued.length * step.size) / 4);
    for (const [i, { words }] of queued.entries()) all.set(words, (i * step.size) / 4);
    queue.writeBuffer(stepQueue, 0, all);
    for (const [i, { programs }] of queued.entries()) {
      const encoder = this.#gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(stepQueue, i * step.size, step, 0, step.size);
      const pass = encoder.beginComputePass();
      for (const program of programs) program.encode(pass);
      pass.end();
      queue.submit([encoder.finish()]);
    }
  }
}
