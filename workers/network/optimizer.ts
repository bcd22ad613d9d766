/** @file The optimizer's settings and constants, the same for every executor. */

/** The optimizer's fixed settings (`SearchConfig` has their sources). */
export interface OptimizerConfig {
  readonly optimizer: 'momentum' | 'adam';
  readonly weightDecay: number;
  /** 0: no clipping. */
  readonly clipNorm: number;
}

/** How a network is trained, beyond the optimizer (`FinalConfig` has the sources); all absent or 0: not at all. */
export interface TrainingOptions extends OptimizerConfig {
  /** Share of a label that is spread over all classes. */
  readonly labelSmoothing?: number;
  /** Weight of the auxiliary classifier's loss. */
  readonly auxiliaryWeight?: number;
  /** Decay of the moving average of weights and moving statistics, which evaluation then uses. */
  readonly averaging?: number;
}

/** The average's decay after `steps` steps, from 1: it warms up to `decay`, as TensorFlow's ExponentialMovingAverage with `num_updates`. */
export function averagingDecay(decay: number, steps: number): number {
  return Math.min(decay, (1 + steps) / (10 + steps));
}

/** Adam's constants: Kingma & Ba 2015; epsilon as in Keras and tfjs. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** A step's rate with both bias corrections in it; `steps` counts from 1 (Kingma & Ba 2015, section 2, the form before epsilon is corrected). */
export function adamRate(learningRate: number, steps: number): number {
  return (learningRate * Math.sqrt(1 - ADAM.beta2 ** steps)) / (1 - ADAM.beta1 ** steps);
}
