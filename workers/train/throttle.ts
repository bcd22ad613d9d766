/** @file The low-priority mode: leaves the device idle part of the time. It changes when steps run, never their results. */
import { LOW_PRIORITY_REST } from '../../src/contract/api.ts';

/** Steps between readbacks at full speed: bounds the queue, and is the interval of progress reports (ours). */
const STEPS_PER_READ = 8;

/** Longest rest, ms (ours): steps of a software device take seconds, and rests in proportion are not needed. */
const MOST_REST_MS = 1_000;

/** The throttle of a worker's searches; its mode can change at any time. */
export class Throttle {
  isLowPriority = false;
  /** Sum of all rests, ms. */
  restedMs = 0;

  /** Steps to queue before their results are read: one at low priority, so that other work on the device runs in between. */
  get stepsPerRead(): number {
    return this.isLowPriority ? 1 : STEPS_PER_READ;
  }

  /** Rests in proportion to the work since the last rest, at low priority. @param workedMs that work, ms. */
  async rest(workedMs: number): Promise<void> {
    if (!this.isLowPriority) return;
    const ms = Math.min(MOST_REST_MS, (workedMs * LOW_PRIORITY_REST) / (1 - LOW_PRIORITY_REST));
    const started = performance.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.restedMs += performance.now() - started;
  }
}
