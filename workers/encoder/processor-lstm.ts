/** @file The paper's LSTM on the processor; `lstm.ts` says what it computes. */
import { MAX_BLOCKS } from '../../src/core/cell.ts';
import { BATCH, ESTIMATE_BATCH } from './paper-network.ts';
import type { LstmTensor } from './lstm.ts';
import { headLogits, headSlopes } from './processor-head.ts';
import type { ProcessorNetwork, ProcessorWorker, Views } from './processor-trainer.ts';
import { distinctSteps } from './shared-steps.ts';
import { padded, transpose, type SimdMemory } from './simd/memory.ts';
import { TOKENS } from './tokens.ts';
import { UNITS } from './units.ts';

const GATES = 4 * UNITS;
/** Tokens of the largest cell. */
const MOST_TOKENS = 4 * MAX_BLOCKS;

/** Floats of the arrays of n cells: see {@link states}. */
const STATE = 2 * GATES + 3 * UNITS;

/** A step of n cells: gates and their slopes, or the next step's share of the gates, [n, GATES]; the rest [n, UNITS]. */
interface State {
  readonly gates: Float32Array;
  readonly other: Float32Array;
  readonly memory: Float32Array;
  readonly squashed: Float32Array;
  readonly hidden: Float32Array;
}

export const processorLstm: ProcessorNetwork<LstmTensor> = {
  room:
    2 * padded(TOKENS * GATES) +
    2 * padded(UNITS * GATES) +
    (MOST_TOKENS * BATCH + 2 * ESTIMATE_BATCH) * STATE +
    (2 * BATCH + ESTIMATE_BATCH) * UNITS,
  open: (memory) => new LstmWorker(memory),
};

class LstmWorker implements ProcessorWorker<LstmTensor> {
  readonly #memory: SimdMemory;
  readonly #table: Float32Array; // [TOKENS, GATES]: what each token adds to the gates, bias included
  readonly #ofTable: Float32Array;
  readonly #transposed: Float32Array; // [GATES, UNITS]
  readonly #trace: readonly State[]; // a training batch's, a token each
  readonly #ofHidden: Float32Array; // [BATCH, UNITS]
  readonly #ofMemory: Float32Array;
  readonly #states: readonly [State, State]; // an estimate's, before and after a token
  readonly #before: Float32Array; // [ESTIMATE_BATCH, UNITS]: memories, gathered; zeros for the first token

  constructor(memory: SimdMemory) {
    this.#memory = memory;
    this.#table = memory.take(TOKENS * GATES);
    this.#ofTable = memory.take(TOKENS * GATES);
    this.#transposed = memory.take(UNITS * GATES);
    this.#trace = Array.from({ length: MOST_TOKENS }, () => states(memory, BATCH));
    this.#ofHidden = memory.take(BATCH * UNITS);
    this.#ofMemory = memory.take(BATCH * UNITS);
    this.#states = [states(memory, ESTIMATE_BATCH), states(memory, ESTIMATE_BATCH)];
    this.#before = memory.take(ESTIMATE_BATCH * UNITS);
  }

  /** Each distinct beginning is computed once, and what it adds to the gates of all that follow as well. */
  logits(weights: Views<LstmTensor>, tokens: readonly (readonly number[])[]): Float64Array {
    this.#fillTable(weights);
    let [now, after] = this.#states;
    let beginnings: readonly number[] = tokens.map(() => 0);
    this.#before.fill(0);
    now.other.fill(0, 0, GATES);
    for (let at = 0; at < tokens[0]!.length; at++) {
      const { reads, from, next } = distinctSteps(beginnings, tokens, at);
      for (const [i, token] of reads.entries()) {
        const row = after.gates.subarray(i * GATES, (i + 1) * GATES);
        row.set(this.#rowOf(this.#table, token));
        if (at === 0) continue;
        this.#memory.add(row, this.#rowOf(now.other, from[i]!));
        this.#before.set(now.memory.subarray(from[i]! * UNITS, (from[i]! + 1) * UNITS), i * UNITS);
      }
      this.#memory.lstmStep(after.gates, this.#before, after.memory, after.squashed, after.hidden, reads.length);
      if (at < tokens[0]!.length - 1) {
        after.other.fill(0, 0, reads.length * GATES);
        const shape = { rows: reads.length, inner: UNITS, columns: GATES };
        this.#memory.product(after.other, after.hidden, weights.hiddenKernel, shape);
      }
      [now, after] = [after, now];
      beginnings = next;
    }
    const distinct = headLogits(weights, now.hidden, Math.max(...beginnings) + 1);
    return Float64Array.from(beginnings, (i) => distinct[i]!);
  }

  learn(
    weights: Views<LstmTensor>,
    tokens: readonly (readonly number[])[],
    slopesOf: (logits: Float64Array) => Float64Array,
    gradient: Views<LstmTensor>,
  ): void {
    const [cells, steps] = [tokens.length, tokens[0]!.length];
    this.#fillTable(weights);
    this.#before.fill(0, 0, cells * UNITS);
    for (let at = 0; at < steps; at++) this.#forward(weights, tokens, at);
    const { hidden } = this.#trace[steps - 1]!;
    const slopes = slopesOf(headLogits(weights, hidden, cells));
    headSlopes(weights, slopes, hidden, gradient, this.#ofHidden);
    this.#ofMemory.fill(0);
    this.#ofTable.fill(0);
    transpose(this.#transposed, weights.hiddenKernel, UNITS, GATES);
    for (let at = steps - 1; at >= 0; at--) this.#backward(tokens, at, gradient);
    this.#backwardTable(weights, gradient);
  }

  #forward({ hiddenKernel }: Views<LstmTensor>, tokens: readonly (readonly number[])[], at: number): void {
    const { gates, memory, squashed, hidden } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    for (const [i, cell] of tokens.entries()) gates.set(this.#rowOf(this.#table, cell[at]!), i * GATES);
    const shape = { rows: tokens.length, inner: UNITS, columns: GATES };
    if (previous !== undefined) this.#memory.product(gates, previous.hidden, hiddenKernel, shape);
    this.#memory.lstmStep(gates, previous?.memory ?? this.#before, memory, squashed, hidden, tokens.length);
  }

  #backward(tokens: readonly (readonly number[])[], at: number, gradient: Views<LstmTensor>): void {
    const { gates, other, squashed } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    const cells = tokens.length;
    const before = previous?.memory ?? this.#before;
    this.#memory.lstmSlopes(gates, before, squashed, this.#ofHidden, this.#ofMemory, other, cells);
    for (const [i, cell] of tokens.entries()) {
      this.#memory.add(this.#rowOf(this.#ofTable, cell[at]!), this.#rowOf(other, i));
    }
    if (previous === undefined) return;
    const ofKernel = { rows: UNITS, inner: cells, columns: GATES };
    this.#memory.productTransposed(gradient.hiddenKernel, previous.hidden, other, ofKernel);
    this.#ofHidden.fill(0, 0, cells * UNITS);
    const ofHidden = { rows: cells, inner: GATES, columns: UNITS };
    this.#memory.product(this.#ofHidden, other, this.#transposed, ofHidden);
  }

  /** From the table's slopes to those of what it is made of. */
  #backwardTable({ embedding, inputKernel }: Views<LstmTensor>, gradient: Views<LstmTensor>): void {
    for (let token = 0; token < TOKENS; token++) this.#memory.add(gradient.bias, this.#rowOf(this.#ofTable, token));
    const ofKernel = { rows: UNITS, inner: TOKENS, columns: GATES };
    this.#memory.productTransposed(gradient.inputKernel, embedding, this.#ofTable, ofKernel);
    transpose(this.#transposed, inputKernel, UNITS, GATES);
    const ofEmbedding = { rows: TOKENS, inner: GATES, columns: UNITS };
    this.#memory.product(gradient.embedding, this.#ofTable, this.#transposed, ofEmbedding);
  }

  #fillTable({ embedding, inputKernel, bias }: Views<LstmTensor>): void {
    for (let token = 0; token < TOKENS; token++) this.#rowOf(this.#table, token).set(bias);
    this.#memory.product(this.#table, embedding, inputKernel, { rows: TOKENS, inner: UNITS, columns: GATES });
  }

  #rowOf(matrix: Float32Array, row: number): Float32Array {
    return matrix.subarray(row * GATES, (row + 1) * GATES);
  }
}

function states(memory: SimdMemory, cells: number): State {
  return {
    gates: memory.take(cells * GATES),
    other: memory.take(cells * GATES),
    memory: memory.take(cells * UNITS),
    squashed: memory.take(cells * UNITS),
    hidden: memory.take(cells * UNITS),
  };
}
