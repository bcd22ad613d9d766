/** @file Schedules: the learning rate over a training, and the momentum of moving statistics. */

/**
 * Cosine decay (Loshchilov & Hutter 2017, without restarts): from `peak` at step 0 to `finalShare * peak` after `steps`.
 * @param step 0-based, below `steps`.
 */
export function cosineDecay(peak: number, finalShare: number, step: number, steps: number): number {
  const cosine = 0.5 * (1 + Math.cos((Math.PI * step) / steps));
  return peak * (finalShare + (1 - finalShare) * cosine);
}

/** Jordan's triangle (2024, airbench94's `triangle`): the shares of the peak that it starts and ends at, and when the peak is. */
const TRIANGLE = { start: 0.2, peakAt: 0.23, end: 0.07 } as const;

/**
 * Straight lines up to `peak` and down again.
 * @param step 0-based, below `steps`.
 */
export function triangular(peak: number, step: number, steps: number): number {
  const at = step / steps;
  const { start, peakAt, end } = TRIANGLE;
  return peak * (at < peakAt ? start + (1 - start) * (at / peakAt) : 1 - (1 - end) * ((at - peakAt) / (1 - peakAt)));
}

/** Keras's default momentum of moving statistics. */
const MOVING_MOMENTUM = 0.99;

/**
 * How the momentum of the batch norms' moving statistics goes: `constant`, as in Keras, or `warm-up` to it as in TensorFlow's
 * ExponentialMovingAverage (`num_updates`), so that a child of few steps is measured with statistics of its own.
 */
export type MovingAverageMomentum = 'warm-up' | 'constant';

/** The momentum at a 0-based step. */
export function movingMomentum(step: number, kind: MovingAverageMomentum): number {
  return kind === 'constant' ? MOVING_MOMENTUM : Math.min(MOVING_MOMENTUM, (1 + step) / (10 + step));
}
