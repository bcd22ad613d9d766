/** @file The watchdog: waits for a device up to a timeout, and distinguishes a device that hangs from a machine that sleeps. */
import { ChildFailure } from '../../src/contract/failures.ts';

/**
 * Timeout for the steps between two readbacks, s: ten minutes of a running thread (ours; a software device takes seconds for each), so
 * that neither sleep nor a slow device counts as a hang.
 */
export const TIMEOUT_S = 600;
const TICK_MS = 1000;
/** A tick this late means sleep, ms (ours: a thread that waits for its device is never busy for so long). */
const ASLEEP_MS = 30_000;

export interface TimeoutOptions {
  /** Seconds; {@link TIMEOUT_S} unless given. */
  readonly timeoutS?: number;
  /** Called after a sleep of the machine or the tab, with its length and how much of it `performance.now()` has counted: some clocks stop. */
  onSleep?(sleptMs: number, countedMs: number): void;
}

/**
 * Waits for the device.
 * @throws {ChildFailure} `timed-out` when it does not answer within `timeoutS`.
 */
export async function withTimeout<T>(
  answer: Promise<T>,
  { timeoutS = TIMEOUT_S, onSleep }: TimeoutOptions = {},
): Promise<T> {
  let ticks = 0;
  let last = Date.now(); // the wall clock: the others stop in sleep on some systems
  let lastCounted = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const hung = new Promise<never>((_resolve, reject) => {
    // Counted tick by tick: a sleeping machine or a frozen tab does not tick.
    timer = setInterval(() => {
      const late = Date.now() - last - TICK_MS;
      const counted = performance.now() - lastCounted - TICK_MS;
      last += late + TICK_MS;
      lastCounted += counted + TICK_MS;
      if (late >= ASLEEP_MS) onSleep?.(late, Math.max(0, counted));
      if (++ticks >= timeoutS)
        reject(new ChildFailure('timed-out', `device: must finish its steps within ${timeoutS} s; it has not`));
    }, TICK_MS);
  });
  try {
    return await Promise.race([answer, hung]);
  } finally {
    clearInterval(timer);
  }
}
