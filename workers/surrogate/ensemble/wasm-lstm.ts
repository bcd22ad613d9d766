/** @file An LSTM in WebAssembly over any input, and the paper's, which `lstm.ts` defines. */
import { MAX_BLOCKS } from '../../../src/core/space/cell.ts';
import { BATCH, PREDICT_BATCH } from './paper-network.ts';
import type { LstmTensor } from './tensors.ts';
import { headLogits, headBackward } from './wasm-head.ts';
import type { WasmNetwork, WasmWorker, Views } from './wasm-trainer.ts';
import { distinctSteps } from './shared-steps.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { TOKENS } from './tokens.ts';
import { UNITS } from '../base/units.ts';

/** The four gates of all units. */
export const GATES = 4 * UNITS;
/** Tokens of the largest cell. */
const MOST_TOKENS = 4 * MAX_BLOCKS;

/** Floats per cell of {@link State}. */
const STATE = 2 * GATES + 3 * UNITS;

/** A step of n cells: `gates`, [n, GATES]; `other`, their gradients or the recurrent part of the next step's, [n, GATES]; the rest [n, UNITS]. */
interface State {
  readonly gates: Float32Array;
  readonly other: Float32Array;
  readonly cellState: Float32Array;
  readonly squashed: Float32Array;
  readonly hidden: Float32Array;
}

/** The tensors that do not depend on the input: of the recurrence, and of the last layer. */
type StateTensor = 'hiddenKernel' | 'head' | 'headBias';

/** The input side of an LSTM that reads a token per step: the vocabulary, and the tensors of the input projection. */
export interface LstmInput<Name extends string> {
  /** Size of the vocabulary. */
  readonly tokens: number;
  /** Floats that {@link createProjection} allocates. */
  readonly workspaceFloats: number;
  createProjection(memory: SimdMemory): InputProjection<Name>;
}

/** Computes the table of all tokens' input projections, [tokens, 4 * UNITS], bias included; `transposed` is scratch of UNITS * 4 * UNITS. */
export interface InputProjection<Name extends string> {
  fill(weights: Views<Name>, table: Float32Array): void;
  /** Adds the gradient of its tensors. @param dTable the gradient of the table. */
  addGradient(weights: Views<Name>, dTable: Float32Array, gradient: Views<Name>, transposed: Float32Array): void;
}

/** An LSTM of {@link UNITS} over an input. */
export function wasmLstmOver<Name extends string>(input: LstmInput<Name>): WasmNetwork<Name | StateTensor> {
  return {
    workspaceFloats:
      2 * padded(input.tokens * GATES) +
      input.workspaceFloats +
      2 * padded(UNITS * GATES) +
      (MOST_TOKENS * BATCH + 2 * PREDICT_BATCH) * STATE +
      (2 * BATCH + PREDICT_BATCH) * UNITS,
    createWorker: (memory) => new LstmWorker(memory, input),
  };
}

/** The paper's LSTM: one embedding per token. */
export const wasmLstm: WasmNetwork<LstmTensor> = wasmLstmOver({
  tokens: TOKENS,
  workspaceFloats: 0,
  createProjection: (memory) => ({
    fill({ embedding, inputKernel, bias }, table) {
      for (let token = 0; token < TOKENS; token++) rowOf(table, token).set(bias);
      memory.product(table, embedding, inputKernel, { rows: TOKENS, inner: UNITS, columns: GATES });
    },
    addGradient({ embedding, inputKernel }, dTable, gradient, transposed) {
      for (let token = 0; token < TOKENS; token++) memory.add(gradient.bias, rowOf(dTable, token));
      const kernelShape = { rows: UNITS, inner: TOKENS, columns: GATES };
      memory.productTransposed(gradient.inputKernel, embedding, dTable, kernelShape);
      transpose(transposed, inputKernel, UNITS, GATES);
      memory.product(gradient.embedding, dTable, transposed, { rows: TOKENS, inner: GATES, columns: UNITS });
    },
  }),
} satisfies LstmInput<Exclude<LstmTensor, StateTensor>>);

class LstmWorker<Name extends string> implements WasmWorker<Name | StateTensor> {
  readonly #memory: SimdMemory;
  readonly #tokens: number;
  readonly #projection: InputProjection<Name>;
  readonly #table: Float32Array; // [tokens, GATES]: the input projections, bias included
  readonly #dTable: Float32Array;
  readonly #transposed: Float32Array; // [GATES, UNITS]
  readonly #trace: readonly State[]; // of a training batch, one per token
  readonly #dHidden: Float32Array; // [BATCH, UNITS]
  readonly #dCellState: Float32Array;
  readonly #states: readonly [State, State]; // of a prediction, before and after a token
  readonly #before: Float32Array; // [PREDICT_BATCH, UNITS]: gathered cell states; zeros for the first token

  constructor(memory: SimdMemory, { tokens, createProjection }: LstmInput<Name>) {
    this.#memory = memory;
    this.#tokens = tokens;
    this.#projection = createProjection(memory);
    this.#table = memory.allocate(tokens * GATES);
    this.#dTable = memory.allocate(tokens * GATES);
    this.#transposed = memory.allocate(UNITS * GATES);
    this.#trace = Array.from({ length: MOST_TOKENS }, () => allocateState(memory, BATCH));
    this.#dHidden = memory.allocate(BATCH * UNITS);
    this.#dCellState = memory.allocate(BATCH * UNITS);
    this.#states = [allocateState(memory, PREDICT_BATCH), allocateState(memory, PREDICT_BATCH)];
    this.#before = memory.allocate(PREDICT_BATCH * UNITS);
  }

  /** Each distinct prefix is computed once, and so is the recurrent part of the gates after it. */
  logits(weights: Views<Name | StateTensor>, tokens: readonly (readonly number[])[]): Float64Array {
    this.#projection.fill(weights, this.#table);
    let [now, after] = this.#states;
    let prefixes: readonly number[] = tokens.map(() => 0);
    this.#before.fill(0);
    now.other.fill(0, 0, GATES);
    for (let at = 0; at < tokens[0]!.length; at++) {
      const { reads, from, next } = distinctSteps(prefixes, tokens, at, this.#tokens);
      for (const [i, token] of reads.entries()) {
        const row = after.gates.subarray(i * GATES, (i + 1) * GATES);
        row.set(rowOf(this.#table, token));
        if (at === 0) continue;
        this.#memory.add(row, rowOf(now.other, from[i]!));
        this.#before.set(now.cellState.subarray(from[i]! * UNITS, (from[i]! + 1) * UNITS), i * UNITS);
      }
      this.#memory.lstmStep(after.gates, this.#before, after.cellState, after.squashed, after.hidden, reads.length);
      if (at < tokens[0]!.length - 1) {
        after.other.fill(0, 0, reads.length * GATES);
        const shape = { rows: reads.length, inner: UNITS, columns: GATES };
        this.#memory.product(after.other, after.hidden, weights.hiddenKernel, shape);
      }
      [now, after] = [after, now];
      prefixes = next;
    }
    const distinct = headLogits(weights, now.hidden, Math.max(...prefixes) + 1);
    return Float64Array.from(prefixes, (i) => distinct[i]!);
  }

  addGradient(
    weights: Views<Name | StateTensor>,
    tokens: readonly (readonly number[])[],
    lossGradient: (logits: Float64Array) => Float64Array,
    gradient: Views<Name | StateTensor>,
  ): void {
    const [cells, steps] = [tokens.length, tokens[0]!.length];
    this.#projection.fill(weights, this.#table);
    this.#before.fill(0, 0, cells * UNITS);
    for (let at = 0; at < steps; at++) this.#forward(weights, tokens, at);
    const { hidden } = this.#trace[steps - 1]!;
    const dLogits = lossGradient(headLogits(weights, hidden, cells));
    headBackward(weights, dLogits, hidden, gradient, this.#dHidden);
    this.#dCellState.fill(0);
    this.#dTable.fill(0);
    transpose(this.#transposed, weights.hiddenKernel, UNITS, GATES);
    for (let at = steps - 1; at >= 0; at--) this.#backward(tokens, at, gradient);
    this.#projection.addGradient(weights, this.#dTable, gradient, this.#transposed);
  }

  #forward({ hiddenKernel }: Views<Name | StateTensor>, tokens: readonly (readonly number[])[], at: number): void {
    const { gates, cellState, squashed, hidden } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    for (const [i, cell] of tokens.entries()) gates.set(rowOf(this.#table, cell[at]!), i * GATES);
    const shape = { rows: tokens.length, inner: UNITS, columns: GATES };
    if (previous !== undefined) this.#memory.product(gates, previous.hidden, hiddenKernel, shape);
    this.#memory.lstmStep(gates, previous?.cellState ?? this.#before, cellState, squashed, hidden, tokens.length);
  }

  #backward(tokens: readonly (readonly number[])[], at: number, gradient: Views<Name | StateTensor>): void {
    const { gates, other, squashed } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    const cells = tokens.length;
    const before = previous?.cellState ?? this.#before;
    this.#memory.lstmBackward(gates, before, squashed, this.#dHidden, this.#dCellState, other, cells);
    for (const [i, cell] of tokens.entries()) {
      this.#memory.add(rowOf(this.#dTable, cell[at]!), rowOf(other, i));
    }
    if (previous === undefined) return;
    const kernelShape = { rows: UNITS, inner: cells, columns: GATES };
    this.#memory.productTransposed(gradient.hiddenKernel, previous.hidden, other, kernelShape);
    this.#dHidden.fill(0, 0, cells * UNITS);
    const hiddenShape = { rows: cells, inner: GATES, columns: UNITS };
    this.#memory.product(this.#dHidden, other, this.#transposed, hiddenShape);
  }
}

/** A row of a matrix [n, 4 * UNITS]. */
export function rowOf(matrix: Float32Array, row: number): Float32Array {
  return matrix.subarray(row * GATES, (row + 1) * GATES);
}

function allocateState(memory: SimdMemory, cells: number): State {
  return {
    gates: memory.allocate(cells * GATES),
    other: memory.allocate(cells * GATES),
    cellState: memory.allocate(cells * UNITS),
    squashed: memory.allocate(cells * UNITS),
    hidden: memory.allocate(cells * UNITS),
  };
}
