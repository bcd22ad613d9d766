/** @file Time on a device: waits that end in a timeout, and clocks that count work but neither rests nor sleep. */
import type { Throttle } from './throttle.ts';
import { withTimeout, type TimeoutOptions } from './timeout.ts';

export class DeviceTime {
  readonly #throttle: Throttle;
  readonly #timeout: TimeoutOptions;
  /** Sleep of the machine that `performance.now()` has counted, ms. */
  #sleptMs = 0;

  /** @param throttle whose rests the clocks leave out. */
  constructor(throttle: Throttle, timeout: TimeoutOptions = {}) {
    this.#throttle = throttle;
    this.#timeout = {
      ...timeout,
      onSleep: (sleptMs, countedMs) => {
        this.#sleptMs += countedMs;
        timeout.onSleep?.(sleptMs, countedMs);
      },
    };
  }

  /** Waits for an answer of the device. @throws {ChildFailure} `timed-out` when it takes longer than the timeout. */
  wait<T>(answer: Promise<T>): Promise<T> {
    return withTimeout(answer, this.#timeout);
  }

  /** A clock that starts now: working time, ms. */
  startClock(): () => number {
    const idleMs = (): number => this.#throttle.restedMs + this.#sleptMs;
    const before = idleMs();
    const started = performance.now();
    return () => Math.max(0, performance.now() - started - (idleMs() - before));
  }
}
