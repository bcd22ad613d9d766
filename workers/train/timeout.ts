/** @file The watchdog: waits for a device as long as one may take, and tells a device that hangs from a machine that sleeps. */
import { ChildFailure } from '../../src/contract/failures.ts';

/**
 * How long a device may take for the steps between two readbacks, s: ten minutes of a running thread (ours; a software device takes
 * seconds for each), so that neither sleep nor a slow device is taken for a hang.
 */
export const TIMEOUT_S = 600;
const TICK_MS = 1000;
/** A tick that comes so late was slept through, ms (ours: a thread that waits for its device is never busy for so long). */
const ASLEEP_MS = 30_000;

export interface TimeoutOptions {
  readonly timeoutS?: number;
  /** Told how long the machine, or the tab, has stood still, and how much of it `performance.now()` has counted: not all clocks sleep. */
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
  let last = Date.now(); // the wall clock: others stand still in sleep on some systems
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
