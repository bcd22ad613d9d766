/** @file How hard a search works the device: at full speed, or gently. It decides when steps run, never what they compute. */
import { LOW_PRIORITY_REST } from '../../src/contract/api.ts';

/** Steps between readbacks at full speed: bounds the queue and is how often progress is known (ours). */
const STEPS_PER_READ = 8;

/** Longest rest, ms (ours): a software device works for seconds, and nobody waits for it meanwhile. */
const MOST_REST_MS = 1_000;

/** The pace of a worker's searches; it can change at any time. */
export class Throttle {
  isLowPriority = false;
  /** Rested so far, ms. */
  restedMs = 0;

  /** Steps to queue before their results are read. One that is gentle queues nothing ahead, so that others come in between. */
  get stepsPerRead(): number {
    return this.isLowPriority ? 1 : STEPS_PER_READ;
  }

  /** Rests for the work done since the last rest, if gentle. */
  async rest(workedMs: number): Promise<void> {
    if (!this.isLowPriority) return;
    const ms = Math.min(MOST_REST_MS, (workedMs * LOW_PRIORITY_REST) / (1 - LOW_PRIORITY_REST));
    const started = performance.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.restedMs += performance.now() - started;
  }
}
