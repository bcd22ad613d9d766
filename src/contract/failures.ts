/**
 * @file Failures that are results: a child that cannot be trained has a reason, is logged and ranked last. They travel
 * as data, since error subclasses do not survive a thread boundary. Anything else that goes wrong stops the run loudly.
 */

/** Why a child has no accuracy. */
export const FAILURE_REASONS = [
  'nan-loss',
  'out-of-memory',
  'device-lost',
  'gpu-error',
  'timed-out',
  'worker-crash',
  'killed', // new ones last: a link has a reason's place in this list
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** A failed child, in words a user can act on. */
export interface Failure {
  readonly reason: FailureReason;
  readonly message: string;
}

/** Thrown inside the workers; {@link toFailure} turns it into data at the edge. */
export class ChildFailure extends Error {
  readonly reason: FailureReason;
  constructor(reason: FailureReason, message: string) {
    super(message);
    this.name = 'ChildFailure';
    this.reason = reason;
  }
}

/** Failures of the device, which are the child's only when they come again on a fresh one. */
const DEVICE_FAILURES = ['device-lost', 'gpu-error', 'timed-out'] as const satisfies readonly FailureReason[];
export type DeviceFailure = ChildFailure & { readonly reason: (typeof DEVICE_FAILURES)[number] };

/**
 * Failures that are the child's own: it would fail again on any device, so that a surrogate can learn from it. `gpu-error` and `timed-out`
 * are a child's only after two devices. The rest may be bad luck: a driver that was updated, a machine that ran out of power.
 */
const OWN_FAILURES: readonly FailureReason[] = ['nan-loss', 'out-of-memory', 'gpu-error', 'timed-out'];

export function isOwnFailure({ reason }: Failure): boolean {
  return OWN_FAILURES.includes(reason);
}

/**
 * What befell a run, by what is done about it. A failed device is replaced and a dead worker started again, and the child goes on from
 * its last epoch; one that does so twice is a failure. `asleep`: the machine, or the tab, stood still; the time does not count.
 * `hidden`: the page went to the background, where browsers may give it less; the search goes on. `killed`: the page, the browser or
 * the terminal ended without a word while the search ran; told when it goes on. One that ends so twice without an epoch saved in between
 * is a failure too, unless its user closed the page or had it in the background. `other-device`: it goes on on another device than
 * before, whose last digits can differ. `bad-checkpoint`: what was saved of the child in training is damaged or of something else, and
 * the child begins again.
 */
export const INCIDENTS = [
  ...DEVICE_FAILURES,
  'worker-crash',
  'asleep',
  'hidden',
  'killed',
  'other-device',
  'bad-checkpoint',
] as const;
export type IncidentReason = (typeof INCIDENTS)[number];

export function isDeviceFailure(error: unknown): error is DeviceFailure {
  return error instanceof ChildFailure && (DEVICE_FAILURES as readonly FailureReason[]).includes(error.reason);
}

/** The failure of a child that is to blame for it; rethrows anything else. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ChildFailure && !isDeviceFailure(error)) return { reason: error.reason, message: error.message };
  throw error;
}
