/**
 * @file Walks down an image: how depthwise and pooling kernels go on a software device, where a load costs as much as a hundred multiply-adds
 * and a value handed over by the next thread a tenth of that or less. The threads of a subgroup stand side by side, each over some columns, and walk
 * down: every row is loaded once, columns beyond a thread's own are its neighbours' (`subgroupShuffle`), and what a row gives to several rows
 * of results is added to all of them, which are kept in registers until they are complete.
 */
import type { Windows } from './blocks.ts';
import { unroll, WORKGROUP, type Grid } from './kernel.ts';

/** Columns of results that a subgroup walks over: those of a CIFAR-10 image. */
const WIDTH = 32;

/** Threads of the subgroups that walk. */
export type Lanes = 4 | 8;

/** Windows, where they begin before an image's first column, and who walks over them. */
export interface Streaming extends Windows {
  readonly px: number;
  readonly lanes: Lanes;
}

/** Columns of results of a thread. */
export const columnsOf = ({ lanes }: Pick<Streaming, 'lanes'>): number => WIDTH / lanes;

/** What a walk needs besides the shapes: threads of a row (a power of two, at most the subgroup's), rows of a thread. */
export const STREAMING_FIELDS = ['lanes', 'rows'];

/** Threads side by side over `columns` of results; undefined where they are more than a subgroup of `lanes`. */
export function lanesOver(columns: number, lanes: Lanes): number | undefined {
  const own = 2 ** Math.ceil(Math.log2(Math.ceil(columns / columnsOf({ lanes }))));
  return own <= lanes ? own : undefined;
}

/** Workgroups [threads, c/4]. */
export const streamingGrid = (threads: number, quads: number): Grid => [Math.ceil(threads / WORKGROUP), quads, 1];

/** The thread's channel group `c`, its place `position` among the row's lanes, first column `column0`, and the number `walker` of its row of lanes. */
export const placeOfWalker = (walk: Streaming): string => `
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane;
  let position = slot % p.lanes; let walker = slot / p.lanes; let column0 = position * ${columnsOf(walk)}u;
  let hasLeft = position > 0u; let hasRight = position + 1u < p.lanes;`;

/** The same for a walk over `rows` of each image in pieces of p.rows: image `n`, first row `row0`; `isWalker` is false beyond the last. */
export const placeOfWalk = (walk: Streaming, rows: string): string => `
  ${placeOfWalker(walk)}
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
