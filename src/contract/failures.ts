/**
 * @file Failures that are results: a child that cannot be trained has a reason, is logged and ranked last. They travel
 * as data, since error subclasses do not survive a thread boundary. Anything else that goes wrong stops the run loudly.
 */

/** Why a child has no accuracy. */
export const FAILURE_REASONS = ['nan-loss', 'out-of-memory', 'device-lost', 'timed-out', 'gpu-error'] as const;
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

/** The failure of a known error; rethrows an unknown one. */
export function toFailure(error: unknown): Failure {
  if (error instanceof ChildFailure) return { reason: error.reason, message: error.message };
  throw error;
}
