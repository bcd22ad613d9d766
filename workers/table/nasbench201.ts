/**
 * @file Cells of NAS-Bench-201 (Dong & Yang 2020, arXiv 2001.00326) as cells of blocks. Theirs is a graph of four nodes whose six edges each
 * have one of five operators. An edge that is not `skip_connect` is a block, so that a cell's level is the number of such edges and a
 * cell grows by an operator on an edge that was a skip before. An edge's two ends are the two inputs of its block, -1 - node, and both halves
 * have its operator:
 *
 *     |nor_conv_3x3~0|+|skip_connect~0|none~1|+|...    edges 0-1, 0-2, 1-2, ...
 *     -1,3x3 conv,-2,3x3 conv,-2,identity,-3,identity  edge 0-1, edge 1-2
 *
 * Surrogates read the inputs as names of nodes and count an operator twice; no block reads another. The cell of skips alone has no
 * blocks and is no cell of a search.
 */
import type { Block, Cell } from '../../src/core/space/cell.ts';
import type { OperatorName } from '../../src/core/space/operators.ts';
import type { Growth } from './table-space.ts';

/** Their operators, by the operator here that has most in common with each; two have no equal (ours). */
const OPERATOR: Readonly<Record<string, OperatorName>> = {
  nor_conv_3x3: '3x3 conv',
  avg_pool_3x3: '3x3 avgpool',
  nor_conv_1x1: '3x3 dconv', // of ours with weights the one that costs least
  none: 'identity', // no weights and no multiply-adds; a skip is no block
};
const SKIP = 'skip_connect';

/** Their edges in the order of the notation: from, to. */
const EDGES = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 3],
] as const;
const NOTATION = /^\|(\w+)~0\|\+\|(\w+)~0\|(\w+)~1\|\+\|(\w+)~0\|(\w+)~1\|(\w+)~2\|$/;

const OPERATORS = Object.values(OPERATOR);

/** The cell of a notation. @throws {RangeError} for another text; `[]` for skips alone. */
export function parseNasbench201(notation: string, place: string): Cell {
  const operators = NOTATION.exec(notation)?.slice(1);
  const isKnown = (name: string): boolean => name === SKIP || Object.hasOwn(OPERATOR, name);
  if (operators === undefined || !operators.every(isKnown)) {
    throw new RangeError(`${place}: must be a cell such as |none~0|+|none~0|none~1|+|none~0|none~1|none~2| of none, skip_connect, nor_conv_1x1, nor_conv_3x3, avg_pool_3x3; got "${notation.slice(0, 120)}"`); // prettier-ignore
  }
  return operators.flatMap((name, edge) => (name === SKIP ? [] : [blockOf(edge, OPERATOR[name]!)]));
}

/** How its cells grow and which are neighbours: those with another operator on one edge. */
export const NASBENCH201: Growth = {
  blocks: EDGES.length,
  lookback: 4,
  operators: OPERATORS,
  *grow(parent) {
    const used = new Set(parent.map(edgeOf));
    for (const edge of EDGES.keys()) {
      if (!used.has(edge)) for (const operator of OPERATORS) yield blockOf(edge, operator);
    }
  },
  *neighbours(cell) {
    for (const [index, block] of cell.entries()) {
      yield cell.toSpliced(index, 1);
      for (const operator of OPERATORS) {
        if (operator !== block[0].operator) yield cell.with(index, blockOf(edgeOf(block), operator));
      }
    }
    for (const block of this.grow(cell)) yield [...cell, block];
  },
};

function blockOf(edge: number, operator: OperatorName): Block {
  const [from, to] = EDGES[edge]!;
  return [
    { input: -1 - from, operator },
    { input: -1 - to, operator },
  ];
}

function edgeOf([a, b]: Block): number {
  const [from, to] = [-1 - a.input, -1 - b.input];
  return EDGES.findIndex((edge) => edge[0] === from && edge[1] === to);
}

/** Multiply-adds of one image, of all that is no edge: stem, two residual blocks that halve the image, classifier (their section 2.1). */
const FIXED = 27 * 16 * 1024 + 2 * 3_670_016 + 640;
/** Of a 1x1 convolution on one edge of all 15 cells: 16, 32, 64 channels at 32x32, 16x16, 8x8 cost the same. */
const POINTWISE = 15 * 16 ** 2 * 32 ** 2;

/** Multiply-adds of one image through the network of a cell, as they are published: 7.78 to 220.12 million. */
export function nasbench201MultiplyAdds(cell: Cell): number {
  const count = (operator: OperatorName): number => cell.filter(([half]) => half.operator === operator).length;
  return FIXED + POINTWISE * (9 * count('3x3 conv') + count(OPERATOR['nor_conv_1x1']!));
}

/** Images of a training set, by the first word of a column's name (their table 2: half of CIFAR-10's when validation is searched by), 200 epochs. */
const IMAGES: Readonly<Record<string, number>> = { cifar10: 25_000, cifar100: 50_000, imagenet16: 151_700 };
const EPOCHS = 200;

/** Examples that each child was trained on; undefined for a column whose data set is not known. */
export function nasbench201Examples(column: string): number | undefined {
  const [dataSet = ''] = column.toLowerCase().split(/[_-]/);
  return Object.hasOwn(IMAGES, dataSet) ? IMAGES[dataSet]! * EPOCHS : undefined;
}
