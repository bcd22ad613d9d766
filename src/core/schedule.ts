/** @file Schedules: the learning rate over a training, and the momentum of moving statistics. */

/**
 * Cosine decay (Loshchilov & Hutter 2017, without restarts): from `peak` at step 0 to `finalShare * peak` after `steps`.
 * @param step 0-based, below `steps`.
 */
export function cosineDecay(peak: number, finalShare: number, step: number, steps: number): number {
  const cosine = 0.5 * (1 + Math.cos((Math.PI * step) / steps));
  return peak * (finalShare + (1 - finalShare) * cosine);
}

/** Keras's default momentum of moving statistics. */
const MOVING_MOMENTUM = 0.99;

/**
 * Momentum of the batch norms' moving statistics at a 0-based step: 0.99, warmed up as in TensorFlow's
 * ExponentialMovingAverage (`num_updates`), so that a child of few steps is measured with statistics of its own.
 */
export function movingMomentum(step: number): number {
  return Math.min(MOVING_MOMENTUM, (1 + step) / (10 + step));
}
