/**
 * @file Trains the members of an ensemble on the processor, one after the other, with kernels on vectors of four floats: where
 * there is no graphics card, ten times faster than a software device, and the same numbers on every machine.
 */
import { ADAM, adamRate } from '../../network/optimizer.ts';
import type { Drawn, MemberBatch, Prediction, Trainer } from './paper-network.ts';
import { padded, SimdMemory } from '../simd/memory.ts';

/** One member's tensors, without the member's dimension. */
export type Views<Name extends string = string> = Readonly<Record<Name, Float32Array>>;

/** One member of a network, computing in a memory. */
export interface WasmWorker<Name extends string> {
  /** Logits of n cells of equally many tokens, [n][4b]; a cell's own does not depend on the others. */
  logits(weights: Views<Name>, tokens: readonly (readonly number[])[]): Float64Array;
  /**
   * Adds what the slopes of n cells' logits make of the gradient.
   * @param slopesOf gives the slopes, [n], of the logits.
   */
  learn(
    weights: Views<Name>,
    tokens: readonly (readonly number[])[],
    slopesOf: (logits: Float64Array) => Float64Array,
    gradient: Views<Name>,
  ): void;
}

/** A network on the processor. */
export interface WasmNetwork<Name extends string> {
  /** Floats that a worker takes. */
  readonly room: number;
  open(memory: SimdMemory): WasmWorker<Name>;
}

/** Mean loss of n cells by their logits and targets, and its slope in each logit, [n]. */
export type Loss = (logits: Float64Array, targets: readonly number[]) => { loss: number; slopes: Float64Array };

/** How members are trained; the paper's ensembles' unless given. */
export interface TrainerOptions {
  readonly loss?: Loss;
  /** L2 penalty: so much times half the sum of all weights' squares. */
  readonly penalty?: number;
  /** Adam's. */
  readonly epsilon?: number;
}

/** What training goes on from: steps taken; all weights and Adam's moments of them. */
export interface TrainerState {
  readonly steps: number;
  readonly weights: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

export class WasmTrainer<Name extends string> implements Trainer {
  readonly #memory: SimdMemory;
  readonly #worker: WasmWorker<Name>;
  readonly #members: number;
  readonly #names: readonly Name[];
  /** All members' tensors one after the other, and what Adam keeps of each. */
  readonly #weights: Float32Array;
  readonly #gradient: Float32Array;
  readonly #moments: readonly [Float32Array, Float32Array];
  /** Where each tensor of all members begins in these, and how many floats a member has of it. */
  readonly #places: Readonly<Record<string, { readonly from: number; readonly size: number }>>;
  readonly #ofWeights: readonly Views<Name>[];
  readonly #ofGradient: readonly Views<Name>[];
  readonly #options: Required<TrainerOptions>;
  #losses: number[];
  #steps = 0;

  constructor(network: WasmNetwork<Name>, drawn: Drawn<Name>, options: TrainerOptions = {}) {
    this.#options = { loss: absoluteError, penalty: 0, epsilon: ADAM.epsilon, ...options };
    const all = Object.entries<Drawn[string]>(drawn);
    this.#names = all.map(([name]) => name as Name);
    this.#members = all[0]![1].shape[0]!;
    let total = 0;
    const places: Record<string, { from: number; size: number }> = {};
    for (const [name, { values }] of all) {
      places[name] = { from: total, size: values.length / this.#members };
      total += padded(values.length);
    }
    this.#places = places;
    this.#memory = new SimdMemory(4 * padded(total) + network.room);
    this.#weights = this.#memory.take(total);
    this.#gradient = this.#memory.take(total);
    this.#moments = [this.#memory.take(total), this.#memory.take(total)];
    for (const [name, { values }] of all) this.#weights.set(values, places[name]!.from);
    this.#ofWeights = this.#views(this.#weights);
    this.#ofGradient = this.#views(this.#gradient);
    this.#worker = network.open(this.#memory);
    this.#losses = Array<number>(this.#members).fill(0);
  }

  step({ tokens, accuracies }: MemberBatch, learningRate: number): void {
    this.#gradient.fill(0);
    for (let member = 0; member < this.#members; member++) {
      const slopesOf = (logits: Float64Array): Float64Array => {
        const { loss, slopes } = this.#options.loss(logits, accuracies[member]!);
        this.#losses[member]! += loss;
        return slopes;
      };
      this.#worker.learn(this.#ofWeights[member]!, tokens[member]!, slopesOf, this.#ofGradient[member]!);
    }
    const { penalty, epsilon } = this.#options;
    if (penalty > 0) for (let i = 0; i < this.#weights.length; i++) this.#gradient[i]! += penalty * this.#weights[i]!;
    const { beta1, beta2 } = ADAM;
    this.#steps++;
    const settings = [beta1, 1 - beta1, beta2, 1 - beta2, epsilon, adamRate(learningRate, this.#steps)];
    this.#memory.adam(this.#weights, this.#gradient, ...this.#moments, settings);
  }

  async takeLosses(): Promise<readonly number[]> {
    const losses = this.#losses;
    this.#losses = losses.map(() => 0);
    return losses;
  }

  async predict(tokens: readonly (readonly number[])[]): Promise<Prediction> {
    const means = new Float64Array(tokens.length);
    const deviations = new Float64Array(tokens.length); // squares until the end
    for (const weights of this.#ofWeights) {
      for (const [i, logit] of this.#worker.logits(weights, tokens).entries()) {
        const predicted = sigmoid(logit);
        means[i]! += predicted / this.#members;
        deviations[i]! += predicted ** 2 / this.#members;
      }
    }
    return { means, deviations: deviations.map((square, i) => Math.sqrt(Math.max(0, square - means[i]! ** 2))) };
  }

  async values(): Promise<Readonly<Record<string, Float32Array>>> {
    return Object.fromEntries(
      this.#names.map((name) => {
        const { from, size } = this.#places[name]!;
        return [name, this.#weights.slice(from, from + size * this.#members)];
      }),
    );
  }

  /** A copy; another trainer of the same network goes on from it as this one would. */
  readState(): TrainerState {
    const [first, second] = this.#moments;
    return { steps: this.#steps, weights: this.#weights.slice(), first: first.slice(), second: second.slice() };
  }

  /** @throws {RangeError} for a state of another size. */
  writeState({ steps, weights, first, second }: TrainerState): void {
    for (const [to, from] of [
      [this.#weights, weights],
      [this.#moments[0], first],
      [this.#moments[1], second],
    ] as const) {
      if (from.length !== to.length) throw new RangeError(`encoder: needs ${to.length} values; got ${from.length}`);
      to.set(from);
    }
    this.#steps = steps;
  }

  dispose(): void {
    // The memory goes with the last reference to it.
  }

  #views(all: Float32Array): Views<Name>[] {
    return Array.from({ length: this.#members }, (_, member) =>
      Object.fromEntries(
        this.#names.map((name) => {
          const { from, size } = this.#places[name]!;
          return [name, all.subarray(from + member * size, from + (member + 1) * size)];
        }),
      ),
    ) as Views<Name>[];
  }
}

/** Mean |sigmoid(logit) - target| and its slope in each logit. */
function absoluteError(logits: Float64Array, targets: readonly number[]): { loss: number; slopes: Float64Array } {
  let loss = 0;
  const slopes = logits.map((logit, i) => {
    const predicted = sigmoid(logit);
    loss += Math.abs(predicted - targets[i]!) / logits.length;
    return (Math.sign(predicted - targets[i]!) * predicted * (1 - predicted)) / logits.length;
  });
  return { loss, slopes };
}

/** Mean (sigmoid(logit) - target)^2 and its slope in each logit. */
export function squaredError(logits: Float64Array, targets: readonly number[]): ReturnType<Loss> {
  let loss = 0;
  const slopes = logits.map((logit, i) => {
    const predicted = sigmoid(logit);
    const error = predicted - targets[i]!;
    loss += error ** 2 / logits.length;
    return (2 * error * predicted * (1 - predicted)) / logits.length;
  });
  return { loss, slopes };
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
