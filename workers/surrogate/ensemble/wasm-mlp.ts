/**
 * @file The paper's MLP on the processor; `mlp.ts` says what it computes. The first layer is linear in the averaged embeddings,
 * so it meets each token at each place of a block once: `projected`, and a cell is an average of its rows.
 */
import type { MlpTensor } from './tensors.ts';
import { BATCH, ESTIMATE_BATCH } from './paper-network.ts';
import { headLogits, headSlopes } from './wasm-head.ts';
import type { WasmNetwork, WasmWorker, Views } from './wasm-trainer.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { averageTokens, BLOCK, TOKENS } from './tokens.ts';
import { UNITS } from '../base/units.ts';

/** Tokens at places of a block. */
const ROWS = BLOCK * TOKENS;

export const wasmMlp: WasmNetwork<MlpTensor> = {
  room: 2 * padded(ROWS * UNITS) + padded(UNITS * UNITS) + ESTIMATE_BATCH * (ROWS + 2 * UNITS) + 2 * BATCH * UNITS,
  open: (memory) => new MlpWorker(memory),
};

class MlpWorker implements WasmWorker<MlpTensor> {
  readonly #memory: SimdMemory;
  readonly #projected: Float32Array; // [ROWS, UNITS]
  readonly #ofProjected: Float32Array;
  readonly #transposed: Float32Array; // [UNITS, UNITS]
  readonly #shares: Float32Array; // [n, ROWS]
  readonly #first: Float32Array; // [n, UNITS]
  readonly #second: Float32Array;
  readonly #ofFirst: Float32Array; // [BATCH, UNITS]
  readonly #ofSecond: Float32Array;

  constructor(memory: SimdMemory) {
    this.#memory = memory;
    this.#projected = memory.take(ROWS * UNITS);
    this.#ofProjected = memory.take(ROWS * UNITS);
    this.#transposed = memory.take(UNITS * UNITS);
    this.#shares = memory.take(ESTIMATE_BATCH * ROWS);
    this.#first = memory.take(ESTIMATE_BATCH * UNITS);
    this.#second = memory.take(ESTIMATE_BATCH * UNITS);
    this.#ofFirst = memory.take(BATCH * UNITS);
    this.#ofSecond = memory.take(BATCH * UNITS);
  }

  logits(weights: Views<MlpTensor>, tokens: readonly (readonly number[])[]): Float64Array {
    this.#projected.fill(0);
    for (let place = 0; place < BLOCK; place++) {
      const shape = { rows: TOKENS, inner: UNITS, columns: UNITS };
      const into = this.#projected.subarray(place * TOKENS * UNITS);
      this.#memory.product(into, weights.embedding, kernelOf(weights.first, place), shape);
    }
    const cells = tokens.length;
    this.#shares.set(averageTokens(tokens));
    this.#layer(this.#first, this.#shares, this.#projected, weights.firstBias, { rows: cells, inner: ROWS });
    this.#layer(this.#second, this.#first, weights.second, weights.secondBias, { rows: cells, inner: UNITS });
    return headLogits(weights, this.#second, cells);
  }

  learn(
    weights: Views<MlpTensor>,
    tokens: readonly (readonly number[])[],
    slopesOf: (logits: Float64Array) => Float64Array,
    gradient: Views<MlpTensor>,
  ): void {
    const cells = tokens.length;
    const slopes = slopesOf(this.logits(weights, tokens));
    headSlopes(weights, slopes, this.#second, gradient, this.#ofSecond);
    this.#throughRelu(this.#ofSecond, this.#second, gradient.secondBias, cells);
    const square = { rows: UNITS, inner: cells, columns: UNITS };
    this.#memory.productTransposed(gradient.second, this.#first, this.#ofSecond, square);
    transpose(this.#transposed, weights.second, UNITS, UNITS);
    this.#ofFirst.fill(0);
    const back = { rows: cells, inner: UNITS, columns: UNITS };
    this.#memory.product(this.#ofFirst, this.#ofSecond, this.#transposed, back);
    this.#throughRelu(this.#ofFirst, this.#first, gradient.firstBias, cells);
    this.#ofProjected.fill(0);
    const ofShares = { rows: ROWS, inner: cells, columns: UNITS };
    this.#memory.productTransposed(this.#ofProjected, this.#shares, this.#ofFirst, ofShares);
    for (let place = 0; place < BLOCK; place++) this.#backwardPlace(weights, gradient, place);
  }

  /** From the slopes of a place's projected tokens to those of the embeddings and of its part of the first layer. */
  #backwardPlace(weights: Views<MlpTensor>, gradient: Views<MlpTensor>, place: number): void {
    const slopes = this.#ofProjected.subarray(place * TOKENS * UNITS);
    const ofKernel = { rows: UNITS, inner: TOKENS, columns: UNITS };
    this.#memory.productTransposed(kernelOf(gradient.first, place), weights.embedding, slopes, ofKernel);
    transpose(this.#transposed, kernelOf(weights.first, place), UNITS, UNITS);
    const ofEmbedding = { rows: TOKENS, inner: UNITS, columns: UNITS };
    this.#memory.product(gradient.embedding, slopes, this.#transposed, ofEmbedding);
  }

  /** to = relu(from kernel + bias). */
  #layer(
    to: Float32Array,
    from: Float32Array,
    kernel: Float32Array,
    bias: Float32Array,
    size: { rows: number; inner: number },
  ): void {
    for (let i = 0; i < size.rows; i++) to.set(bias, i * UNITS);
    this.#memory.product(to, from, kernel, { ...size, columns: UNITS });
    for (let i = 0; i < size.rows * UNITS; i++) if (to[i]! < 0) to[i] = 0;
  }

  /** Stops the slopes of values that a relu stopped; adds the others to the bias's. */
  #throughRelu(slopes: Float32Array, values: Float32Array, ofBias: Float32Array, rows: number): void {
    for (let i = 0; i < rows * UNITS; i++) if (values[i]! <= 0) slopes[i] = 0;
    for (let i = 0; i < rows; i++) this.#memory.add(ofBias, slopes.subarray(i * UNITS, (i + 1) * UNITS));
  }
}

/** The first layer's part for a place of a block, [UNITS, UNITS]. */
function kernelOf(first: Float32Array, place: number): Float32Array {
  return first.subarray(place * UNITS * UNITS, (place + 1) * UNITS * UNITS);
}
