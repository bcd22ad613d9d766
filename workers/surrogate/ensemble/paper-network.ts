/**
 * @file The interfaces of the paper's surrogates (section 4.2 and appendix), independent of where they run: a network over tokens, and
 * a trainer of an ensemble of it.
 */
import { MAX_OPERATORS } from '../../../src/core/space/operators.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { INPUT_TOKENS, TOKENS } from './tokens.ts';
import { EMBEDDING_LIMIT, UNITS } from '../base/units.ts';

/** Most cells predicted in one call (ours: bounds memory). */
export const PREDICT_BATCH = 4096;
/** Most cells in a member's batch (ours; the paper states none). */
export const BATCH = 16;

/** A tensor's values, row-major; the first dimension is the member. */
export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All tensors of an ensemble by name. */
export type Drawn<Name extends string = string> = Readonly<Record<Name, Values>>;

/** A batch for each member, of cells of one level: tokens [m][n][4b] and accuracies [m][n]. */
export interface MemberBatch {
  readonly tokens: readonly (readonly (readonly number[])[])[];
  readonly accuracies: readonly (readonly number[])[];
}

/** Mean and standard deviation over the members of n cells' predicted accuracies, each [n]. */
export interface Prediction {
  readonly means: ArrayLike<number>;
  readonly deviations: ArrayLike<number>;
}

/** The members of an ensemble on some device. */
export interface Trainer {
  /** One Adam step of every member on its own batch, L1 loss. */
  step(batch: MemberBatch, rate: number): void;
  /** Sum of each member's losses since the last call, [m]; waits for the steps. */
  takeLosses(): Promise<readonly number[]>;
  /** Cells of equally many tokens, [n][4b], at most {@link PREDICT_BATCH}; fastest where neighbours share a prefix. */
  predict(tokens: readonly (readonly number[])[]): Promise<Prediction>;
  /** The current values of the tensors. */
  values(): Promise<Readonly<Record<string, Float32Array>>>;
  dispose(): void;
}

/** One of the paper's networks. */
export interface PaperNetwork {
  /**
   * Draws the initial values.
   * @param bias initial value of the last layer's bias.
   * @param operatorRows rows drawn for the operators, independent of how many operators exist; {@link MAX_OPERATORS} unless given.
   */
  draw(members: number, bias: number, rng: Rng, operatorRows?: number): Drawn;
  /** Creates the members on tfjs's current backend, which is WebGPU. */
  onGpu(drawn: Drawn): Trainer;
  /** Creates the members in WebAssembly. */
  onWasm(drawn: Drawn): Trainer;
}

/** Uniform in +-limit. */
export function uniform(shape: readonly number[], limit: number, rng: Rng): Values {
  const values = new Float32Array(shape.reduce((a, b) => a * b)).map(() => (2 * rng.uniform() - 1) * limit);
  return { shape, values };
}

/** Embeddings of the tokens, [members, TOKENS, UNITS]: the first rows of those drawn for each member. */
export function embeddings(members: number, rng: Rng, operatorRows = MAX_OPERATORS): Values {
  const drawn = uniform([members, (INPUT_TOKENS + operatorRows) * UNITS], EMBEDDING_LIMIT, rng).values;
  const values = new Float32Array(members * TOKENS * UNITS);
  for (let member = 0; member < members; member++) {
    const from = (member * drawn.length) / members;
    const kept = Math.min(drawn.length / members, TOKENS * UNITS);
    values.set(drawn.subarray(from, from + kept), member * TOKENS * UNITS);
  }
  return { shape: [members, TOKENS, UNITS], values };
}

/** A tensor of one value. */
export function constant(shape: readonly number[], value: number): Values {
  return { shape, values: new Float32Array(shape.reduce((a, b) => a * b)).fill(value) };
}
