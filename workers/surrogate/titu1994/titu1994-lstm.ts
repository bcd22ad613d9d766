/**
 * @file The network of titu1994's controller (its encoder.py, class `Controller`): an LSTM of 100 that reads a cell half by half, the embeddings of
 * input and operator one beside the other as one step, and a dense sigmoid on its last output. Weights start as Keras draws them.
 */
import { MAX_OPERATORS, OPERATORS, operatorIndex } from '../../../src/core/space/operators.ts';
import { MAX_LOOKBACK, type Block } from '../../../src/core/space/cell.ts';
import type { Rng } from '../../../src/core/random/rng.ts';
import { constant, uniform, type Drawn, type Values } from '../ensemble/paper-network.ts';
import { GATES, wasmLstmOver, rowOf, type TableMaker } from '../ensemble/wasm-lstm.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { INPUT_TOKENS } from '../ensemble/tokens.ts';
import { UNITS } from '../base/units.ts';

/** Length of an embedding (its encoder.py, `embedding_dim`). */
const EMBEDDING = 20;
/** Embeddings start uniform in [-0.05, 0.05] (Keras's `uniform`). */
const EMBEDDING_LIMIT = 0.05;
/** Pairs of an input and an operator: the tokens that it reads. */
const PAIRS = INPUT_TOKENS * OPERATORS.length;

/**
 * Trained tensors, gates in the order i, f, g, o: inputEmbedding [INPUT_TOKENS, 20], operatorEmbedding [operators, 20], their kernels
 * [20, 4 * UNITS] (Keras's one kernel [40, 4 * UNITS], cut), hiddenKernel [UNITS, 4 * UNITS], bias [4 * UNITS], head [UNITS], headBias [1].
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

/** One network's starting values. */
export function drawTitu1994(rng: Rng): Drawn<Titu1994Tensor> {
  const kernelLimit = Math.sqrt(6 / (2 * EMBEDDING + GATES)); // Glorot & Bengio 2010, of the whole kernel
  const bias = constant([1, GATES], 0);
  bias.values.fill(1, UNITS, 2 * UNITS); // the forget gate's (Keras's `unit_forget_bias`)
  const inputEmbedding = uniform([1, INPUT_TOKENS, EMBEDDING], EMBEDDING_LIMIT, rng);
  const operators = uniform([1, MAX_OPERATORS, EMBEDDING], EMBEDDING_LIMIT, rng); // one more leaves the draws after it as they were
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

/** The network on the processor. */
export const titu1994Lstm = wasmLstmOver<TableTensor>({
  tokens: PAIRS,
  room: 2 * padded(INPUT_TOKENS * GATES) + 2 * padded(OPERATORS.length * GATES),
  open: (memory) => new PairTable(memory),
});

/** What a pair adds to the gates: its input's share, its operator's, and the bias. */
class PairTable implements TableMaker<TableTensor> {
  readonly #memory: SimdMemory;
  readonly #inputs: Float32Array; // [INPUT_TOKENS, GATES]
  readonly #operators: Float32Array; // [operators, GATES]
  readonly #ofInputs: Float32Array;
  readonly #ofOperators: Float32Array;

  constructor(memory: SimdMemory) {
    this.#memory = memory;
    this.#inputs = memory.take(INPUT_TOKENS * GATES);
    this.#ofInputs = memory.take(INPUT_TOKENS * GATES);
    this.#operators = memory.take(OPERATORS.length * GATES);
    this.#ofOperators = memory.take(OPERATORS.length * GATES);
  }

  fill(weights: Parameters<TableMaker<TableTensor>['fill']>[0], table: Float32Array): void {
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

  learn(...[weights, ofTable, gradient, transposed]: Parameters<TableMaker<TableTensor>['learn']>): void {
    const memory = this.#memory;
    this.#ofInputs.fill(0);
    this.#ofOperators.fill(0);
    for (let pair = 0; pair < PAIRS; pair++) {
      memory.add(rowOf(this.#ofInputs, Math.floor(pair / OPERATORS.length)), rowOf(ofTable, pair));
      memory.add(rowOf(this.#ofOperators, pair % OPERATORS.length), rowOf(ofTable, pair));
    }
    for (let token = 0; token < INPUT_TOKENS; token++) memory.add(gradient.bias, rowOf(this.#ofInputs, token));
    const halves = [
      [INPUT_TOKENS, weights.inputEmbedding, weights.inputKernel, this.#ofInputs, gradient.inputEmbedding, gradient.inputKernel],
      [OPERATORS.length, weights.operatorEmbedding, weights.operatorKernel, this.#ofOperators, gradient.operatorEmbedding, gradient.operatorKernel],
    ] as const; // prettier-ignore
    for (const [tokens, embedding, kernel, slopes, ofEmbedding, ofKernel] of halves) {
      memory.productTransposed(ofKernel, embedding, slopes, { rows: EMBEDDING, inner: tokens, columns: GATES });
      transpose(transposed, kernel, EMBEDDING, GATES);
      memory.product(ofEmbedding, slopes, transposed, { rows: tokens, inner: GATES, columns: EMBEDDING });
    }
  }
}

const shapeOf = (rows: number) => ({ rows, inner: EMBEDDING, columns: GATES });

/** Rows at right angles to one another, of length 1, uniform over all such (Saxe et al. 2014): Gram and Schmidt's, twice, of normal values. */
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
