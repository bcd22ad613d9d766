/**
 * @file Features of a cell for surrogates besides its sub-cells, invariant to the order of halves and blocks: counts of each kind of half,
 * and a few sums over the cell. Computed block by block, so that children share their parent's.
 */
import { MAX_LOOKBACK, type Block, type Cell, type Half } from '../space/cell.ts';
import { multiplyAdds, parameterCount } from './layers.ts';
import { PNAS_LAYERS } from './operator-layers.ts';
import { OPERATORS, operatorIndex } from '../space/operators.ts';
import { TableBuilder } from './table-builder.ts';

/** Cost of a half in a network. */
interface Cost {
  readonly parameters: number;
  /** Multiply-adds of one image's forward pass. */
  readonly multiplyAdds: number;
}

/** Shape a half's cost is taken at, stride 1: the first stage of the paper's search networks (F = 24). */
const COST_SHAPE = [32, 32, 24] as const;

/** Cost of each operator, in canonical order: the paper's network, first stage. */
const OPERATOR_COSTS: readonly Cost[] = OPERATORS.map((operator) => {
  const t = new TableBuilder();
  PNAS_LAYERS[operator](t, t.image(...COST_SHAPE), 'half', COST_SHAPE[2], 1);
  const table = t.build();
  return { parameters: parameterCount(table), multiplyAdds: multiplyAdds(table) };
});

/** Kinds of halves: an operator on H_{c-1}, .. H_{c-4}, or on any block. */
const INPUT_KINDS = MAX_LOOKBACK + 1;
export const HALF_KINDS = INPUT_KINDS * OPERATORS.length;

/** A half's kind, below {@link HALF_KINDS}. */
export function halfKind({ input, operator }: Half): number {
  return inputKind(input) * OPERATORS.length + operatorIndex(operator);
}

/** H_{c-1} is 0, H_{c-2} is 1, ..; every block is {@link MAX_LOOKBACK}. */
function inputKind(input: number): number {
  return input < 0 ? -input - 1 : MAX_LOOKBACK;
}

/** Sums over a cell's blocks. */
export interface CellSums {
  readonly depths: readonly number[];
  /** Bit i: some block reads block i. */
  readonly read: number;
  readonly parameters: number;
  readonly multiplyAdds: number;
  /** Halves by input kind. */
  readonly inputs: readonly number[];
  readonly equalHalves: number;
  /** Bit i: operator i occurs. */
  readonly operators: number;
  /** Halves without parameters. */
  readonly free: number;
}

/** The sums of no blocks. */
const NOTHING: CellSums = {
  depths: [],
  read: 0,
  parameters: 0,
  multiplyAdds: 0,
  inputs: Array<number>(INPUT_KINDS).fill(0),
  equalHalves: 0,
  operators: 0,
  free: 0,
};

export function cellSums(cell: Cell): CellSums {
  return cell.reduce(addBlock, NOTHING);
}

/** The sums after adding a block. */
export function addBlock(sums: CellSums, block: Block): CellSums {
  const [left, right] = block;
  const inputs = [...sums.inputs];
  let { read, parameters, multiplyAdds: products, operators, free } = sums;
  let depth = 0;
  for (const { input, operator } of block) {
    const index = operatorIndex(operator);
    const cost = OPERATOR_COSTS[index]!;
    inputs[inputKind(input)]!++;
    if (input >= 0) {
      read |= 1 << input;
      depth = Math.max(depth, sums.depths[input]!);
    }
    parameters += cost.parameters;
    products += cost.multiplyAdds;
    operators |= 1 << index;
    if (cost.parameters === 0) free++;
  }
  const isEqual = left.input === right.input && left.operator === right.operator;
  const equalHalves = sums.equalHalves + (isEqual ? 1 : 0);
  return {
    depths: [...sums.depths, depth + 1],
    read,
    parameters,
    multiplyAdds: products,
    inputs,
    equalHalves,
    operators,
    free,
  };
}

/** Number of {@link globalFeatures}. */
export const GLOBAL_FEATURES = 9 + INPUT_KINDS;

/** The sums as features that are comparable across levels: mostly shares and means over the blocks. */
export function globalFeatures(sums: CellSums): number[] {
  const blocks = sums.depths.length;
  const halves = 2 * blocks;
  return [
    sums.parameters / blocks,
    Math.log1p(sums.parameters),
    sums.multiplyAdds / blocks,
    Math.max(...sums.depths),
    sums.depths.reduce((total, depth) => total + depth, 0) / blocks,
    (blocks - bitCount(sums.read)) / blocks,
    ...sums.inputs.map((count) => count / halves),
    sums.equalHalves / blocks,
    bitCount(sums.operators) / blocks,
    sums.free / halves,
  ];
}

/** Number of set bits in a 32-bit integer. */
function bitCount(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}
