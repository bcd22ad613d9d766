/** @file An LSTM on the processor, and the paper's; `lstm.ts` says what that one computes. */
import { MAX_BLOCKS } from '../../../src/core/space/cell.ts';
import { BATCH, ESTIMATE_BATCH } from './paper-network.ts';
import type { LstmTensor } from './tensors.ts';
import { headLogits, headSlopes } from './wasm-head.ts';
import type { WasmNetwork, WasmWorker, Views } from './wasm-trainer.ts';
import { distinctSteps } from './shared-steps.ts';
import { padded, transpose, type SimdMemory } from '../simd/memory.ts';
import { TOKENS } from './tokens.ts';
import { UNITS } from '../base/units.ts';

/** The four gates of all units. */
export const GATES = 4 * UNITS;
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

/** What an LSTM's tensors are for, whatever it reads: of the state, and of the last layer. */
type StateTensor = 'hiddenKernel' | 'head' | 'headBias';

/** What an LSTM reads, a token a step, and the tensors that make of each token what it adds to the gates. */
export interface Reading<Name extends string> {
  /** Number of tokens there are. */
  readonly tokens: number;
  /** Floats that {@link open} takes. */
  readonly room: number;
  open(memory: SimdMemory): TableMaker<Name>;
}

/** `table` is [tokens, 4 * UNITS], bias included; `transposed` is scratch of UNITS * 4 * UNITS. */
export interface TableMaker<Name extends string> {
  fill(weights: Views<Name>, table: Float32Array): void;
  /** Adds what the table's slopes make of the gradient. */
  learn(weights: Views<Name>, ofTable: Float32Array, gradient: Views<Name>, transposed: Float32Array): void;
}

/** An LSTM of {@link UNITS} over what it reads. */
export function wasmLstmOver<Name extends string>(reading: Reading<Name>): WasmNetwork<Name | StateTensor> {
  return {
    room:
      2 * padded(reading.tokens * GATES) +
      reading.room +
      2 * padded(UNITS * GATES) +
      (MOST_TOKENS * BATCH + 2 * ESTIMATE_BATCH) * STATE +
      (2 * BATCH + ESTIMATE_BATCH) * UNITS,
    open: (memory) => new LstmWorker(memory, reading),
  };
}

/** The paper's: one embedding for every token. */
export const wasmLstm: WasmNetwork<LstmTensor> = wasmLstmOver({
  tokens: TOKENS,
  room: 0,
  open: (memory) => ({
    fill({ embedding, inputKernel, bias }, table) {
      for (let token = 0; token < TOKENS; token++) rowOf(table, token).set(bias);
      memory.product(table, embedding, inputKernel, { rows: TOKENS, inner: UNITS, columns: GATES });
    },
    learn({ embedding, inputKernel }, ofTable, gradient, transposed) {
      for (let token = 0; token < TOKENS; token++) memory.add(gradient.bias, rowOf(ofTable, token));
      const ofKernel = { rows: UNITS, inner: TOKENS, columns: GATES };
      memory.productTransposed(gradient.inputKernel, embedding, ofTable, ofKernel);
      transpose(transposed, inputKernel, UNITS, GATES);
      memory.product(gradient.embedding, ofTable, transposed, { rows: TOKENS, inner: GATES, columns: UNITS });
    },
  }),
} satisfies Reading<Exclude<LstmTensor, StateTensor>>);

class LstmWorker<Name extends string> implements WasmWorker<Name | StateTensor> {
  readonly #memory: SimdMemory;
  readonly #tokens: number;
  readonly #maker: TableMaker<Name>;
  readonly #table: Float32Array; // [tokens, GATES]: what each token adds to the gates, bias included
  readonly #ofTable: Float32Array;
  readonly #transposed: Float32Array; // [GATES, UNITS]
  readonly #trace: readonly State[]; // a training batch's, a token each
  readonly #ofHidden: Float32Array; // [BATCH, UNITS]
  readonly #ofMemory: Float32Array;
  readonly #states: readonly [State, State]; // an estimate's, before and after a token
  readonly #before: Float32Array; // [ESTIMATE_BATCH, UNITS]: memories, gathered; zeros for the first token

  constructor(memory: SimdMemory, { tokens, open }: Reading<Name>) {
    this.#memory = memory;
    this.#tokens = tokens;
    this.#maker = open(memory);
    this.#table = memory.take(tokens * GATES);
    this.#ofTable = memory.take(tokens * GATES);
    this.#transposed = memory.take(UNITS * GATES);
    this.#trace = Array.from({ length: MOST_TOKENS }, () => states(memory, BATCH));
    this.#ofHidden = memory.take(BATCH * UNITS);
    this.#ofMemory = memory.take(BATCH * UNITS);
    this.#states = [states(memory, ESTIMATE_BATCH), states(memory, ESTIMATE_BATCH)];
    this.#before = memory.take(ESTIMATE_BATCH * UNITS);
  }

  /** Each distinct beginning is computed once, and what it adds to the gates of all that follow as well. */
  logits(weights: Views<Name | StateTensor>, tokens: readonly (readonly number[])[]): Float64Array {
    this.#maker.fill(weights, this.#table);
    let [now, after] = this.#states;
    let beginnings: readonly number[] = tokens.map(() => 0);
    this.#before.fill(0);
    now.other.fill(0, 0, GATES);
    for (let at = 0; at < tokens[0]!.length; at++) {
      const { reads, from, next } = distinctSteps(beginnings, tokens, at, this.#tokens);
      for (const [i, token] of reads.entries()) {
        const row = after.gates.subarray(i * GATES, (i + 1) * GATES);
        row.set(rowOf(this.#table, token));
        if (at === 0) continue;
        this.#memory.add(row, rowOf(now.other, from[i]!));
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
    weights: Views<Name | StateTensor>,
    tokens: readonly (readonly number[])[],
    slopesOf: (logits: Float64Array) => Float64Array,
    gradient: Views<Name | StateTensor>,
  ): void {
    const [cells, steps] = [tokens.length, tokens[0]!.length];
    this.#maker.fill(weights, this.#table);
    this.#before.fill(0, 0, cells * UNITS);
    for (let at = 0; at < steps; at++) this.#forward(weights, tokens, at);
    const { hidden } = this.#trace[steps - 1]!;
    const slopes = slopesOf(headLogits(weights, hidden, cells));
    headSlopes(weights, slopes, hidden, gradient, this.#ofHidden);
    this.#ofMemory.fill(0);
    this.#ofTable.fill(0);
    transpose(this.#transposed, weights.hiddenKernel, UNITS, GATES);
    for (let at = steps - 1; at >= 0; at--) this.#backward(tokens, at, gradient);
    this.#maker.learn(weights, this.#ofTable, gradient, this.#transposed);
  }

  #forward({ hiddenKernel }: Views<Name | StateTensor>, tokens: readonly (readonly number[])[], at: number): void {
    const { gates, memory, squashed, hidden } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    for (const [i, cell] of tokens.entries()) gates.set(rowOf(this.#table, cell[at]!), i * GATES);
    const shape = { rows: tokens.length, inner: UNITS, columns: GATES };
    if (previous !== undefined) this.#memory.product(gates, previous.hidden, hiddenKernel, shape);
    this.#memory.lstmStep(gates, previous?.memory ?? this.#before, memory, squashed, hidden, tokens.length);
  }

  #backward(tokens: readonly (readonly number[])[], at: number, gradient: Views<Name | StateTensor>): void {
    const { gates, other, squashed } = this.#trace[at]!;
    const previous = this.#trace[at - 1];
    const cells = tokens.length;
    const before = previous?.memory ?? this.#before;
    this.#memory.lstmSlopes(gates, before, squashed, this.#ofHidden, this.#ofMemory, other, cells);
    for (const [i, cell] of tokens.entries()) {
      this.#memory.add(rowOf(this.#ofTable, cell[at]!), rowOf(other, i));
    }
    if (previous === undefined) return;
    const ofKernel = { rows: UNITS, inner: cells, columns: GATES };
    this.#memory.productTransposed(gradient.hiddenKernel, previous.hidden, other, ofKernel);
    this.#ofHidden.fill(0, 0, cells * UNITS);
    const ofHidden = { rows: cells, inner: GATES, columns: UNITS };
    this.#memory.product(this.#ofHidden, other, this.#transposed, ofHidden);
  }
}

/** A row of a matrix [n, 4 * UNITS]. */
export function rowOf(matrix: Float32Array, row: number): Float32Array {
  return matrix.subarray(row * GATES, (row + 1) * GATES);
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
