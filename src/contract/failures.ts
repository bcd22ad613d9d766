/**
 * @file Failures that are results: a child that cannot be trained has a reason, is logged and ranked last. They travel
 * as data, since error subclasses do not survive a thread boundary. Anything else that goes wrong stops the run loudly.
 */

/** Why a child has no accuracy. */
export const FAILURE_REASONS = ['nan-loss', 'out-of-memory', 'device-lost', 'gpu-error'] as const;
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

/** Failures that are the device's and not the child's: they stop the run, which can be resumed with nothing lost. */
const DEVICE_FAILURES: readonly FailureReason[] = ['device-lost', 'gpu-error'];

/** The failure of a child that is to blame for it; rethrows anything else. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ChildFailure && !DEVICE_FAILURES.includes(error.reason))
    return { reason: error.reason, message: error.message };
  throw error;
}
