/**
 * @file Walks down an image: how depthwise and pooling kernels go on a software device, where a load costs as much as a hundred multiply-adds
 * and a value handed over by the next thread almost nothing. The {@link LANES} threads of a subgroup stand side by side, each over
 * {@link COLUMNS} columns, and walk down: every row is loaded once, columns beyond a thread's own are its neighbours' (`subgroupShuffle`), and
 * what a row gives to several rows of results is added to all of them, which are kept in registers until they are complete.
 */
import type { Windows } from './blocks.ts';
import { unroll, WORKGROUP, type Grid } from './kernel.ts';

/** Threads of the subgroups that walk. */
export const LANES = 8;
/** Columns of results of a thread. */
export const COLUMNS = 4;

/** Windows, and how far before an image's first row and column they begin: `py` modulo the stride, `px` itself. */
export interface Walk extends Windows {
  readonly px: number;
}

/** What a walk needs besides the shapes: threads of a row (a power of two, at most {@link LANES}), rows of a thread. */
export const WALK_FIELDS = ['lanes', 'rows'];

/** Threads side by side over `columns` of results; undefined where they are more than a subgroup. */
export function lanesOver(columns: number): number | undefined {
  const lanes = 2 ** Math.ceil(Math.log2(Math.ceil(columns / COLUMNS)));
  return lanes <= LANES ? lanes : undefined;
}

/** Workgroups [threads, c/4]. */
export const walkGrid = (threads: number, quads: number): Grid => [Math.ceil(threads / WORKGROUP), quads, 1];

/** The thread's channel group `c`, its place `position` among the row's lanes, first column `column0`, and the number `walker` of its row of lanes. */
export const PLACE_OF_WALKER = `
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane;
  let position = slot % p.lanes; let walker = slot / p.lanes; let column0 = position * ${COLUMNS}u;
  let hasLeft = position > 0u; let hasRight = position + 1u < p.lanes;`;

/** The same for a walk over `rows` of each image in pieces of p.rows: image `n`, first row `row0`; `isWalker` is false beyond the last. */
export const placeOfWalk = (rows: string): string => `
  ${PLACE_OF_WALKER}
  let pieces = (${rows} + p.rows - 1u) / p.rows; let isWalker = walker < p.n * pieces;
  let n = min(walker / pieces, p.n - 1u); let row0 = (walker % pieces) * p.rows;`;

/**
 * Declares `<name><o>` for o from -before to own - 1 + after (minus is written as m): a row's values from the thread's first column on. `load(o)` is
 * an own one, zero where there is none.
 */
export function rowOfValues(
  name: string,
  { own, before, after }: { own: number; before: number; after: number },
  load: (o: number) => string,
): string {
  if (before > own || after > own) throw new RangeError(`walk: must reach no further than a neighbour; got ${before}`);
  const zero = 'vec4f(0.0)';
  return `
    ${unroll(own, (o) => `let ${name}${o} = ${load(o)};`)}
    ${unroll(before, (b) => `let ${valueAt(name, -1 - b)} = select(${zero}, subgroupShuffleUp(${name}${own - 1 - b}, 1u), hasLeft);`)}
    ${unroll(after, (a) => `let ${name}${own + a} = select(${zero}, subgroupShuffleDown(${name}${a}, 1u), hasRight);`)}`;
}

/** The name of the value at column `o` from the thread's first. */
export const valueAt = (name: string, o: number): string => (o < 0 ? `${name}m${-o}` : `${name}${o}`);
