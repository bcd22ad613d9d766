/**
 * @file Steps of a plan, submitted so that the device stays free for others: the values of queued steps are uploaded in one write, long steps are cut into
 * several submissions, and no more is queued on the device than {@link SubmissionWindow} allows. The rest follows as the device gets through.
 */
import type { BatchPlan } from '../../../data/batch-plan.ts';
import { NO_AUGMENTATION } from '../../../data/assemble.ts';
import { STEP, STEP_HEADER } from '../kernels/head.ts';
import type { Program } from './program.ts';
import { SubmissionWindow } from './submission-window.ts';
import { cutSequence, type DeviceRate } from './work.ts';

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

/** A submission to come: its modelled ms, and how it is made. */
interface Submission {
  readonly modelMs: number;
  submit(): void;
}

/** Queues steps and submits them in order. */
export class StepQueue {
  readonly #gpu: GPUDevice;
  readonly #buffers: StepBuffers;
  readonly #capacity: number;
  readonly #rate: DeviceRate;
  readonly #window: SubmissionWindow;
  #queued: QueuedStep[] = [];
  /** What is to be done in order: make the submissions of a step, make one, or what else has its place among them. */
  readonly #pending: (Submission | (() => void))[] = [];
  /** Reject what waits for its place. */
  readonly #waiting = new Set<(reason: Error) => void>();
  #isWaiting = false;

  constructor(gpu: GPUDevice, buffers: StepBuffers, rate: DeviceRate) {
    this.#gpu = gpu;
    this.#buffers = buffers;
    this.#capacity = buffers.stepQueue.size / buffers.step.size;
    this.#rate = rate;
    this.#window = new SubmissionWindow(gpu, rate);
  }

  /** Queues programs to run on a batch; begins to submit when the queue is full. */
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
    if (this.#queued.length === this.#capacity) this.#submitQueued();
  }

  /** Calls `act` when all steps queued so far are submitted: at once where the device has room for them. Rejects when the queue is disposed of first. */
  afterSteps<T>(act: () => T): Promise<T> {
    this.#submitQueued();
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      this.#pending.push(() => {
        this.#waiting.delete(reject);
        this.#window.mark();
        resolve(act());
      });
      this.#pump();
    });
  }

  /** Submits all, however long it is. */
  submitAll(): void {
    this.#submitQueued();
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) this.#do(next);
  }

  /** Forgets what is not submitted. */
  dispose(): void {
    this.#queued = [];
    this.#pending.length = 0;
    for (const reject of this.#waiting) reject(new Error('plan: was disposed of before its steps were submitted'));
  }

  /** One upload for all queued steps, and then each of them. */
  #submitQueued(): void {
    const queued = this.#queued;
    if (queued.length === 0) return;
    this.#queued = [];
    const { step, stepQueue } = this.#buffers;
    const all = new Uint32Array((queued.length * step.size) / 4);
    for (const [i, { words }] of queued.entries()) all.set(words, (i * step.size) / 4);
    this.#pending.push(() => this.#gpu.queue.writeBuffer(stepQueue, 0, all));
    for (const [i, { programs }] of queued.entries()) {
      this.#pending.push(() => this.#pending.unshift(...this.#submissionsOf(programs, i)));
    }
    this.#pump();
  }

  /** The submissions of the step at a place in the upload, cut by what the device is known to take. */
  #submissionsOf(programs: readonly Program[], place: number): Submission[] {
    const modelMs = programs.flatMap((program) => program.modelMs);
    const ends = cutSequence(
      modelMs.map((ms) => this.#rate.expectedMs(ms)),
      this.#rate.submissionMs,
    );
    return ends.map((end, i) => {
      const first = ends[i - 1] ?? 0;
      return {
        modelMs: modelMs.slice(first, end).reduce((sum, ms) => sum + ms, 0),
        submit: () => this.#submit(programs, [first, end], first === 0 ? place : undefined),
      };
    });
  }

  /** Submits dispatches of the programs, numbered through; before a step's first, its values are copied from their place in the upload. */
  #submit(programs: readonly Program[], [first, end]: readonly [number, number], place: number | undefined): void {
    const { step, stepQueue } = this.#buffers;
    const encoder = this.#gpu.createCommandEncoder();
    if (place !== undefined) encoder.copyBufferToBuffer(stepQueue, place * step.size, step, 0, step.size);
    const pass = encoder.beginComputePass();
    let before = 0;
    for (const program of programs) {
      program.encode(pass, first - before, end - before);
      before += program.length;
    }
    pass.end();
    this.#gpu.queue.submit([encoder.finish()]);
  }

  #pump(): void {
    while (!this.#isWaiting) {
      const next = this.#pending[0];
      if (next === undefined) return;
      if (typeof next === 'object' && !this.#window.hasRoom(next.modelMs)) {
        this.#isWaiting = true;
        void this.#window.untilSomeDone().then(() => {
          this.#isWaiting = false;
          this.#pump();
        });
        return;
      }
      this.#pending.shift();
      this.#do(next);
    }
  }

  #do(next: Submission | (() => void)): void {
    if (typeof next === 'function') return next();
    next.submit();
    this.#window.add(next.modelMs);
  }
}
