/**
 * @file The paper's MLP in WebAssembly; `mlp.ts` defines it. The first layer is linear in the averaged embeddings, so each token at each
 * position of a block is projected once (`projected`), and a cell's first layer is an average of its rows.
 */
import type { MlpTensor } from './tensors.ts';
import { BATCH, PREDICT_BATCH } from './paper-network.ts';
import { headLogits, headBackward } from './wasm-head.ts';
import type { WasmNetwork, WasmWorker, Views } from './wasm-trainer.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { averageTokens, BLOCK, TOKENS } from './tokens.ts';
import { UNITS } from '../base/units.ts';

/** Tokens times positions of a block. */
const ROWS = BLOCK * TOKENS;

export const wasmMlp: WasmNetwork<MlpTensor> = {
  workspaceFloats:
    2 * padded(ROWS * UNITS) + padded(UNITS * UNITS) + PREDICT_BATCH * (ROWS + 2 * UNITS) + 2 * BATCH * UNITS,
  createWorker: (memory) => new MlpWorker(memory),
};

class MlpWorker implements WasmWorker<MlpTensor> {
  readonly #memory: SimdMemory;
  readonly #projected: Float32Array; // [ROWS, UNITS]
  readonly #dProjected: Float32Array;
  readonly #transposed: Float32Array; // [UNITS, UNITS]
  readonly #shares: Float32Array; // [n, ROWS]
  readonly #first: Float32Array; // [n, UNITS]
  readonly #second: Float32Array;
  readonly #dFirst: Float32Array; // [BATCH, UNITS]
  readonly #dSecond: Float32Array;

  constructor(memory: SimdMemory) {
    this.#memory = memory;
    this.#projected = memory.allocate(ROWS * UNITS);
    this.#dProjected = memory.allocate(ROWS * UNITS);
    this.#transposed = memory.allocate(UNITS * UNITS);
    this.#shares = memory.allocate(PREDICT_BATCH * ROWS);
    this.#first = memory.allocate(PREDICT_BATCH * UNITS);
    this.#second = memory.allocate(PREDICT_BATCH * UNITS);
    this.#dFirst = memory.allocate(BATCH * UNITS);
    this.#dSecond = memory.allocate(BATCH * UNITS);
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

  addGradient(
    weights: Views<MlpTensor>,
    tokens: readonly (readonly number[])[],
    lossGradient: (logits: Float64Array) => Float64Array,
    gradient: Views<MlpTensor>,
  ): void {
    const cells = tokens.length;
    const dLogits = lossGradient(this.logits(weights, tokens));
    headBackward(weights, dLogits, this.#second, gradient, this.#dSecond);
    this.#reluBackward(this.#dSecond, this.#second, gradient.secondBias, cells);
    const square = { rows: UNITS, inner: cells, columns: UNITS };
    this.#memory.productTransposed(gradient.second, this.#first, this.#dSecond, square);
    transpose(this.#transposed, weights.second, UNITS, UNITS);
    this.#dFirst.fill(0);
    const back = { rows: cells, inner: UNITS, columns: UNITS };
    this.#memory.product(this.#dFirst, this.#dSecond, this.#transposed, back);
    this.#reluBackward(this.#dFirst, this.#first, gradient.firstBias, cells);
    this.#dProjected.fill(0);
    const sharesShape = { rows: ROWS, inner: cells, columns: UNITS };
    this.#memory.productTransposed(this.#dProjected, this.#shares, this.#dFirst, sharesShape);
    for (let place = 0; place < BLOCK; place++) this.#backwardPlace(weights, gradient, place);
  }

  /** Backward pass from a position's projected tokens to the embeddings and the position's part of the first layer. */
  #backwardPlace(weights: Views<MlpTensor>, gradient: Views<MlpTensor>, place: number): void {
    const dRows = this.#dProjected.subarray(place * TOKENS * UNITS);
    const kernelShape = { rows: UNITS, inner: TOKENS, columns: UNITS };
    this.#memory.productTransposed(kernelOf(gradient.first, place), weights.embedding, dRows, kernelShape);
    transpose(this.#transposed, kernelOf(weights.first, place), UNITS, UNITS);
    const embeddingShape = { rows: TOKENS, inner: UNITS, columns: UNITS };
    this.#memory.product(gradient.embedding, dRows, this.#transposed, embeddingShape);
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

  /** Backward pass of a relu: zeroes the gradient where its output is 0, and adds the rest to the bias's. */
  #reluBackward(gradient: Float32Array, values: Float32Array, dBias: Float32Array, rows: number): void {
    for (let i = 0; i < rows * UNITS; i++) if (values[i]! <= 0) gradient[i] = 0;
    for (let i = 0; i < rows; i++) this.#memory.add(dBias, gradient.subarray(i * UNITS, (i + 1) * UNITS));
  }
}

/** The first layer's part for a position of a block, [UNITS, UNITS]. */
function kernelOf(first: Float32Array, place: number): Float32Array {
  return first.subarray(place * UNITS * UNITS, (place + 1) * UNITS * UNITS);
}
