/**
 * @file Where the parts of a cell's picture lie: inputs first, then blocks by depth, the concatenation last. Pure, and
 * the same for a picture that flows down and one that flows right: `along` is the flow, `across` the other direction.
 */
import type { Cell } from '../../core/space/cell.ts';

/** Measures of a picture, px. */
export interface Measures {
  readonly width: number;
  readonly inputAlong: number;
  readonly blockAlong: number;
  readonly blockAcross: number;
  /** Room between rows, along; and between blocks of a row, across. */
  readonly gapAlong: number;
  readonly gapAcross: number;
  readonly barAlong: number;
  /** Blocks side by side at most. */
  readonly abreast: number;
}

/** A point, [along, across]. */
export type Point = readonly [along: number, across: number];

interface InputNode {
  /** -1 for H_{c-1} and so on. */
  readonly input: number;
  readonly centre: number;
}

export interface BlockNode {
  readonly block: number;
  readonly along: number;
  readonly centre: number;
}

export interface Edge {
  readonly from: number;
  /** The block read into, or undefined for the concatenation. */
  readonly to?: number;
  readonly points: readonly Point[];
}

export interface GraphLayout {
  readonly inputs: readonly InputNode[];
  readonly blocks: readonly BlockNode[];
  readonly edges: readonly Edge[];
  /** Where the concatenation starts, along; and the whole length. */
  readonly bar: number;
  readonly length: number;
}

/** Lays out a cell; `handedOn` are the blocks whose outputs are concatenated. */
export function layoutCell(cell: Cell, handedOn: readonly number[], m: Measures): GraphLayout {
  const rows = rowsOf(cell, m.abreast);
  const start = (row: number): number => m.inputAlong + m.gapAlong + row * (m.blockAlong + m.gapAlong);
  const read = new Set(cell.flatMap((block) => block.map(({ input }) => input)));
  const inputs = placeInputs(
    [...read].filter((input) => input < 0).sort((a, b) => a - b),
    m.width,
  );
  const centres = new Map(inputs.map(({ input, centre }) => [input, centre]));
  const blocks: BlockNode[] = [];
  for (const [row, members] of rows.entries()) {
    const wanted = (block: number): number =>
      cell[block]!.reduce((sum, { input }) => sum + (centres.get(input) ?? 0), 0) / 2;
    const sorted = [...members].sort((a, b) => wanted(a) - wanted(b) || a - b);
    const span = m.blockAcross + m.gapAcross;
    for (const [i, block] of sorted.entries()) {
      const centre = m.width / 2 + (i - (sorted.length - 1) / 2) * span;
      centres.set(block, centre);
      blocks.push({ block, along: start(row), centre });
    }
  }
  const router = new Router(blocks, rows.length, start, m);
  const edges = cell.flatMap((block, to) =>
    block.map(({ input }, side): Edge => {
      const target = blocks.find((node) => node.block === to)!;
      const end: Point = [target.along + 4, target.centre + (side - 0.5) * (m.blockAcross / 2)];
      return { from: input, to, points: router.route(input, centres.get(input)!, end, side) };
    }),
  );
  const bar = start(rows.length);
  for (const from of handedOn) {
    const centre = centres.get(from)!;
    edges.push({ from, points: router.route(from, centre, [bar, centre], 2) });
  }
  return { inputs, blocks, edges, bar, length: bar + m.barAlong };
}

/** Blocks by depth, a depth with many blocks in several rows. */
function rowsOf(cell: Cell, abreast: number): number[][] {
  const depths: number[] = [];
  for (const block of cell) {
    depths.push(1 + Math.max(...block.map(({ input }) => (input < 0 ? 0 : depths[input]!))));
  }
  const rows: number[][] = [];
  for (let depth = 1; depth <= Math.max(...depths); depth++) {
    const members = [...depths.keys()].filter((block) => depths[block] === depth);
    for (let at = 0; at < members.length; at += abreast) rows.push(members.slice(at, at + abreast));
  }
  return rows;
}

/** Spread evenly, the furthest cell first. */
function placeInputs(inputs: readonly number[], width: number): InputNode[] {
  return inputs.map((input, i) => ({ input, centre: (width * (i + 0.5)) / inputs.length }));
}

/** Px between two edges that share a lane. */
const LANE_STEP = 5;

/** Finds ways past rows: between or beside their blocks, never behind one. */
class Router {
  readonly #blocks: readonly BlockNode[];
  readonly #rows: number;
  readonly #start: (row: number) => number;
  readonly #m: Measures;
  readonly #used = new Map<string, number>();

  constructor(blocks: readonly BlockNode[], rows: number, start: (row: number) => number, m: Measures) {
    this.#blocks = blocks;
    this.#rows = rows;
    this.#start = start;
    this.#m = m;
  }

  route(from: number, centre: number, end: Point, side: number): Point[] {
    const { inputAlong, blockAlong } = this.#m;
    const source = this.#blocks.find(({ block }) => block === from);
    const along = source === undefined ? inputAlong : source.along + blockAlong + 8;
    const points: Point[] = [[along, centre + (source === undefined ? (side - 0.5) * 8 : 0)]];
    for (let row = 0; row < this.#rows; row++) {
      const rowStart = this.#start(row);
      if (rowStart <= along - blockAlong || rowStart + blockAlong > end[0]) continue;
      const lane = this.#lane(row, points.at(-1)![1], end[1]);
      points.push([rowStart - 4, lane], [rowStart + blockAlong + 4, lane]);
    }
    return [...points, end];
  }

  /** The free lane through a row that is the shortest way. */
  #lane(row: number, from: number, to: number): number {
    const { blockAcross, gapAcross, width } = this.#m;
    const centres = this.#blocks.filter(({ along }) => along === this.#start(row)).map((node) => node.centre);
    const half = (blockAcross + gapAcross) / 2;
    const lanes = [...new Set(centres.flatMap((centre) => [centre - half, centre + half]))].filter(
      (lane) => lane >= 2 && lane <= width - 2,
    );
    const way = (lane: number): number => Math.abs(lane - from) + Math.abs(lane - to);
    const lane = lanes.sort((a, b) => way(a) - way(b))[0] ?? Math.min(width - 2, centres.at(-1)! + half);
    const name = `${row} ${Math.round(lane)}`;
    const used = this.#used.get(name) ?? 0;
    this.#used.set(name, used + 1);
    return lane + (used % 2 === 0 ? 1 : -1) * Math.ceil(used / 2) * LANE_STEP;
  }
}
