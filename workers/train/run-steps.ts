/** @file The loop over the steps of an epoch: several steps are read back together, and the next ones are queued meanwhile. */
import type { BatchPlan } from '../data/batch-plan.ts';
import type { ChildNetwork, Totals } from '../network/child-network.ts';
import type { DeviceTime } from './device-time.ts';
import type { Throttle } from './throttle.ts';

export interface StepLoop {
  readonly network: ChildNetwork;
  readonly throttle: Throttle;
  readonly time: DeviceTime;
  /** Throws a `ChildFailure` if the device has failed since it was opened. */
  checkDevice(): void;
  /** Queues a step. @param step 0-based index of the batch. */
  queueStep(batch: BatchPlan, step: number): void;
  /** Called with the totals of the steps since the last call, up to and including `step`. */
  onTotals(totals: Totals, step: number): void;
  /** Asked before totals are read, but for the last: whether to save after them. Then nothing is queued meanwhile. */
  shouldSave?(): boolean;
  /** Saves the network after these steps. */
  save?(): Promise<void>;
}

/**
 * Runs a step per batch. The next few steps are queued before the totals of the last are waited for, so that the device is not idle
 * during a readback; no more than those, so that the queue is bounded. At low priority nothing is queued ahead.
 */
export async function runSteps(batches: readonly BatchPlan[], loop: StepLoop): Promise<void> {
  const { network, throttle, time } = loop;
  const clock = time.startClock();
  let [unread, worked] = [0, clock()];
  let pending: { readonly totals: Promise<Totals>; readonly step: number } | undefined;
  const readPending = async (): Promise<void> => {
    if (pending === undefined) return;
    const { totals, step } = pending;
    pending = undefined;
    const read = await time.wait(totals);
    loop.checkDevice();
    loop.onTotals(read, step);
  };
  for (const [step, batch] of batches.entries()) {
    loop.queueStep(batch, step);
    if (++unread < throttle.stepsPerRead && step + 1 < batches.length) continue;
    unread = 0;
    const next = { totals: network.readTotals(), step };
    next.totals.catch(() => {}); // an error before it is awaited is reported where that happened
    await readPending();
    pending = next;
    const isLast = step + 1 === batches.length;
    const isSaved = !isLast && loop.shouldSave?.() === true;
    if (throttle.isLowPriority || isLast || isSaved) await readPending();
    if (isSaved) await loop.save?.();
    await throttle.rest(clock() - worked);
    worked = clock();
  }
}
