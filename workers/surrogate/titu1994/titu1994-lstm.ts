/**
 * @file The network of titu1994's controller (its encoder.py, class `Controller`): an LSTM of 100 units that reads a cell half by half, each
 * step the concatenated embeddings of input and operator, then a dense sigmoid layer on the last output. Weights are initialised as in Keras.
 */
import { MAX_OPERATORS, OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';
import { MAX_LOOKBACK, type Block } from '../../../src/core/space/cell.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { constant, uniform, type Drawn, type Values } from '../ensemble/paper-network.ts';
import { GATES, wasmLstmOver, rowOf, type InputProjection } from '../ensemble/wasm-lstm.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { INPUT_TOKENS } from '../ensemble/tokens.ts';
import { UNITS } from '../base/units.ts';

/** Length of an embedding (its encoder.py, `embedding_dim`). */
const EMBEDDING = 20;
/** Embeddings start uniform in [-0.05, 0.05] (Keras's `uniform`). */
const EMBEDDING_LIMIT = 0.05;
/** Number of pairs of an input and an operator: the tokens of the LSTM. */
const PAIRS = INPUT_TOKENS * OPERATORS.length;

/**
 * Trained tensors, gates in the order i, f, g, o: inputEmbedding [INPUT_TOKENS, 20], operatorEmbedding [operators, 20], their kernels
 * [20, 4 * UNITS] (Keras's one kernel [40, 4 * UNITS], split), hiddenKernel [UNITS, 4 * UNITS], bias [4 * UNITS], head [UNITS], headBias [1].
 */
export type Titu1994Tensor = TableTensor | 'hiddenKernel' | 'head' | 'headBias';
type TableTensor = 'inputEmbedding' | 'operatorEmbedding' | 'inputKernel' | 'operatorKernel' | 'bias';

/** Two tokens a block, each a pair of input and operator. */
export function pairsOf(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) =>
    block.map(({ input, operator }) => {
      const token = input < 0 ? -input - 1 : MAX_LOOKBACK + input;
      return token * OPERATORS.length + operatorIndex(operator);
    }),
  );
}

/** Initial values of the network. */
export function drawTitu1994(rng: Rng): Drawn<Titu1994Tensor> {
  const kernelLimit = Math.sqrt(6 / (2 * EMBEDDING + GATES)); // Glorot & Bengio 2010, of the whole kernel
  const bias = constant([1, GATES], 0);
  bias.values.fill(1, UNITS, 2 * UNITS); // the forget gate's (Keras's `unit_forget_bias`)
  const inputEmbedding = uniform([1, INPUT_TOKENS, EMBEDDING], EMBEDDING_LIMIT, rng);
  const operators = uniform([1, MAX_OPERATORS, EMBEDDING], EMBEDDING_LIMIT, rng); // an operator more leaves later draws as they are
  return {
    inputEmbedding,
    operatorEmbedding: {
      shape: [1, OPERATORS.length, EMBEDDING],
      values: operators.values.slice(0, OPERATORS.length * EMBEDDING),
    },
    inputKernel: uniform([1, EMBEDDING, GATES], kernelLimit, rng),
    operatorKernel: uniform([1, EMBEDDING, GATES], kernelLimit, rng),
    hiddenKernel: orthogonal(UNITS, GATES, rng),
    bias,
    head: uniform([1, UNITS], Math.sqrt(6 / (UNITS + 1)), rng),
    headBias: constant([1, 1], 0),
  };
}

/** The network in WebAssembly. */
export const titu1994Lstm = wasmLstmOver<TableTensor>({
  tokens: PAIRS,
  workspaceFloats: 2 * padded(INPUT_TOKENS * GATES) + 2 * padded(OPERATORS.length * GATES),
  createProjection: (memory) => new PairTable(memory),
});

/** The input projection of each pair: its input's part, its operator's part, and the bias. */
class PairTable implements InputProjection<TableTensor> {
  readonly #memory: SimdMemory;
  readonly #inputs: Float32Array; // [INPUT_TOKENS, GATES]
  readonly #operators: Float32Array; // [operators, GATES]
  readonly #dInputs: Float32Array;
  readonly #dOperators: Float32Array;

  constructor(memory: SimdMemory) {
    this.#memory = memory;
    this.#inputs = memory.allocate(INPUT_TOKENS * GATES);
    this.#dInputs = memory.allocate(INPUT_TOKENS * GATES);
    this.#operators = memory.allocate(OPERATORS.length * GATES);
    this.#dOperators = memory.allocate(OPERATORS.length * GATES);
  }

  fill(weights: Parameters<InputProjection<TableTensor>['fill']>[0], table: Float32Array): void {
    const { inputEmbedding, operatorEmbedding, inputKernel, operatorKernel, bias } = weights;
    for (let token = 0; token < INPUT_TOKENS; token++) rowOf(this.#inputs, token).set(bias);
    this.#operators.fill(0);
    this.#memory.product(this.#inputs, inputEmbedding, inputKernel, shapeOf(INPUT_TOKENS));
    this.#memory.product(this.#operators, operatorEmbedding, operatorKernel, shapeOf(OPERATORS.length));
    for (let pair = 0; pair < PAIRS; pair++) {
      const row = rowOf(table, pair);
      row.set(rowOf(this.#inputs, Math.floor(pair / OPERATORS.length)));
      this.#memory.add(row, rowOf(this.#operators, pair % OPERATORS.length));
    }
  }

  addGradient(
    ...[weights, dTable, gradient, transposed]: Parameters<InputProjection<TableTensor>['addGradient']>
  ): void {
    const memory = this.#memory;
    this.#dInputs.fill(0);
    this.#dOperators.fill(0);
    for (let pair = 0; pair < PAIRS; pair++) {
      memory.add(rowOf(this.#dInputs, Math.floor(pair / OPERATORS.length)), rowOf(dTable, pair));
      memory.add(rowOf(this.#dOperators, pair % OPERATORS.length), rowOf(dTable, pair));
    }
    for (let token = 0; token < INPUT_TOKENS; token++) memory.add(gradient.bias, rowOf(this.#dInputs, token));
    const halves = [
      [INPUT_TOKENS, weights.inputEmbedding, weights.inputKernel, this.#dInputs, gradient.inputEmbedding, gradient.inputKernel],
      [OPERATORS.length, weights.operatorEmbedding, weights.operatorKernel, this.#dOperators, gradient.operatorEmbedding, gradient.operatorKernel],
    ] as const; // prettier-ignore
    for (const [tokens, embedding, kernel, dRows, dEmbedding, dKernel] of halves) {
      memory.productTransposed(dKernel, embedding, dRows, { rows: EMBEDDING, inner: tokens, columns: GATES });
      transpose(transposed, kernel, EMBEDDING, GATES);
      memory.product(dEmbedding, dRows, transposed, { rows: tokens, inner: GATES, columns: EMBEDDING });
    }
  }
}

const shapeOf = (rows: number) => ({ rows, inner: EMBEDDING, columns: GATES });

/** A random orthogonal matrix (Saxe et al. 2014): Gram-Schmidt, applied twice, on normal values. */
function orthogonal(rows: number, columns: number, rng: Rng): Values {
  const done: Float64Array[] = [];
  for (let i = 0; i < rows; i++) {
    const row = Float64Array.from({ length: columns }, () => rng.normal());
    for (const other of [...done, ...done]) {
      const share = other.reduce((sum, value, j) => sum + value * row[j]!, 0);
      for (let j = 0; j < columns; j++) row[j]! -= share * other[j]!;
    }
    const length = Math.hypot(...row);
    done.push(row.map((value) => value / length));
  }
  return { shape: [1, rows, columns], values: Float32Array.from(done.flatMap((row) => [...row])) };
}
