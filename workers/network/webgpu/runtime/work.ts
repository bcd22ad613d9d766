/**
 * @file How long dispatches take, modelled: for cutting long steps into submissions that leave the device to others in between. The model knows a
 * dispatch's multiply-adds and the bytes that it binds; how fast this device is, is measured.
 */

/** What a part of a dispatch does, as its plan knows it. */
interface Work {
  readonly multiplyAdds: number;
  /** What it binds, each read or written once; bytes. */
  readonly ranges: readonly { readonly size: number }[];
}

/** Before anything is measured: of a slow integrated graphics card (ours), so that first steps are cut finely rather than not at all. */
const MULTIPLY_ADDS_PER_MS = 1e8;
const BYTES_PER_MS = 2.5e7;
const DISPATCH_MS = 0.005;

/** Milliseconds of a dispatch of these parts on the model's device. */
export function modelledMs(parts: readonly Work[]): number {
  let ms = DISPATCH_MS;
  for (const { multiplyAdds, ranges } of parts) {
    ms += multiplyAdds / MULTIPLY_ADDS_PER_MS;
    for (const { size } of ranges) ms += size / BYTES_PER_MS;
  }
  return ms;
}

/** Weight of a measurement in the next one (ours): a disturbance is forgotten after a few. */
const MEMORY = 0.5;

/** Longest submission on a graphics card, ms (ours): a frame of 60 a second has 16.7, and drivers end work that takes seconds. */
export const CARD_SUBMISSION_MS = 10;
/**
 * On a software device, ms (ours): it draws no desktop, nobody ends its work, and each submission costs it changes of threads (pieces of 100 ms took 4 %
 * more of the processor on lavapipe).
 */
export const SOFTWARE_SUBMISSION_MS = 1000;

/** How much longer a device takes than the model's, and how finely its work is submitted. */
export class DeviceRate {
  readonly submissionMs: number;
  #modelMs = 1;
  #tookMs: number;

  /** @param factor times what the model says; until something is measured. */
  constructor(submissionMs = CARD_SUBMISSION_MS, factor = 1) {
    this.submissionMs = submissionMs;
    this.#tookMs = factor;
  }

  /** Milliseconds that this device takes for what takes `ms` on the model's. */
  expectedMs(ms: number): number {
    return (ms * this.#tookMs) / this.#modelMs;
  }

  /** Notes how long work took. Both ms; long work counts more than short. */
  observe(ms: number, tookMs: number): void {
    this.#modelMs = MEMORY * this.#modelMs + ms;
    this.#tookMs = MEMORY * this.#tookMs + Math.max(0, tookMs);
  }
}

/**
 * Cuts a sequence into pieces of about equal sums, as few as are at most `most` each, give or take an item.
 * @returns for each piece the index after its last item.
 */
export function cutSequence(sizes: readonly number[], most: number): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const pieces = Math.max(1, Math.ceil(total / most));
  const ends: number[] = [];
  let [sum, reached] = [0, 0];
  for (const [i, size] of sizes.entries()) {
    sum += size;
    const share = Math.floor((sum / total) * pieces);
    if (share === reached && i + 1 < sizes.length) continue;
    reached = share;
    ends.push(i + 1);
  }
  return ends;
}
