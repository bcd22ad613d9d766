/** @file Bounds what a device has queued, by modelled time, and measures how fast it does it. */
import type { DeviceRate } from './work.ts';

/**
 * Most work queued on a device, in submissions (ours): 200 ms on a card, what a user's click waits for at most, and enough that the device is never
 * without.
 */
const MAX_QUEUED = 20;
/** Submissions after which the device is asked to tell when it is done. */
const MARKED = 5;

/** Work submitted between two marks. */
interface Mark {
  /** Expected, ms. */
  expectedMs: number;
  /** On the model's device, ms. */
  modelMs: number;
  /** When the first of it was submitted. */
  readonly submittedAt: number;
}

export class SubmissionWindow {
  readonly #gpu: GPUDevice;
  readonly #rate: DeviceRate;
  #queuedMs = 0;
  #doneAt = 0;
  #unmarked: Mark | undefined;
  /** Resolve when the device has done what was submitted before them, in order. */
  readonly #marks: Promise<void>[] = [];

  constructor(gpu: GPUDevice, rate: DeviceRate) {
    this.#gpu = gpu;
    this.#rate = rate;
  }

  /** Whether work of so many modelled ms may be submitted now; always where nothing is queued. */
  hasRoom(modelMs: number): boolean {
    return (
      this.#queuedMs === 0 || this.#queuedMs + this.#rate.expectedMs(modelMs) <= MAX_QUEUED * this.#rate.submissionMs
    );
  }

  /** Resolves when some of what is queued is done. */
  async untilSomeDone(): Promise<void> {
    if (this.#marks.length === 0) this.mark();
    await this.#marks[0];
  }

  /** Notes work that was just submitted, modelled ms. */
  add(modelMs: number): void {
    const expectedMs = this.#rate.expectedMs(modelMs);
    this.#queuedMs += expectedMs;
    this.#unmarked ??= { expectedMs: 0, modelMs: 0, submittedAt: performance.now() };
    this.#unmarked.expectedMs += expectedMs;
    this.#unmarked.modelMs += modelMs;
    if (this.#unmarked.expectedMs >= MARKED * this.#rate.submissionMs) this.mark();
  }

  /** Asks the device to tell when what was submitted is done. */
  mark(): void {
    const work = this.#unmarked;
    if (work === undefined) return;
    this.#unmarked = undefined;
    const noteDone = (): void => {
      this.#marks.shift();
      this.#queuedMs = Math.max(0, this.#queuedMs - work.expectedMs);
      if (this.#marks.length === 0 && this.#unmarked === undefined) this.#queuedMs = 0; // what rounding left
      const now = performance.now();
      this.#rate.observe(work.modelMs, now - Math.max(this.#doneAt, work.submittedAt));
      this.#doneAt = now;
    };
    this.#marks.push(this.#gpu.queue.onSubmittedWorkDone().then(noteDone, noteDone)); // a lost device has nothing queued
  }
}
