/**
 * @file Row streaming of depthwise kernels on a software device, where a load costs as much as a hundred multiply-adds and a subgroup shuffle a
 * tenth of that or less. A stream is a row of neighbouring lanes, each with some columns, that moves down an image: it loads every row once, gets
 * the columns beside a lane's own by shuffle, and adds to all rows of results under the row, which stay in registers until they are complete.
 */
import type { Windows } from './blocks.ts';
import { unroll, WORKGROUP, type Grid } from './kernel.ts';

/** Columns of results of a subgroup: those of a CIFAR-10 image. */
const WIDTH = 32;

/** Lanes of a subgroup that streams. */
export type Lanes = 4 | 8;

/** Options of a row-streaming kernel: its windows, their padding before the first column, and the lanes of a subgroup. */
export interface Streaming extends Windows {
  readonly px: number;
  readonly lanes: Lanes;
}

/** Columns of results of a lane. */
export const columnsPerLane = ({ lanes }: Pick<Streaming, 'lanes'>): number => WIDTH / lanes;

/** Fields beside the shapes: lanes of a stream (a power of two, at most the subgroup's), rows of results of a stream. */
export const STREAMING_FIELDS = ['lanes', 'rows'];

/** Lanes of a stream over `columns` columns of results; undefined where they are more than a subgroup's `lanes`. */
export function lanesForColumns(columns: number, lanes: Lanes): number | undefined {
  const own = 2 ** Math.ceil(Math.log2(Math.ceil(columns / columnsPerLane({ lanes }))));
  return own <= lanes ? own : undefined;
}

/** Workgroups [threads, c/4]. */
export const streamingGrid = (threads: number, vec4s: number): Grid => [Math.ceil(threads / WORKGROUP), vec4s, 1];

/** WGSL of a lane's channel group `c`, `position` in its stream, first column `column0`, and the index `stream` of its stream. */
export const streamCoordinates = (streaming: Streaming): string => `
  let c = group.y; let slot = group.x * ${WORKGROUP}u + lane;
  let position = slot % p.lanes; let stream = slot / p.lanes; let column0 = position * ${columnsPerLane(streaming)}u;
  let hasLeft = position > 0u; let hasRight = position + 1u < p.lanes;`;

/** The same where each image's `rows` are divided among streams of p.rows: image `n`, first row `row0`; `isStream` is false beyond the last. */
export const streamRowCoordinates = (streaming: Streaming, rows: string): string => `
  ${streamCoordinates(streaming)}
  let pieces = (${rows} + p.rows - 1u) / p.rows; let isStream = stream < p.n * pieces;
  let n = min(stream / pieces, p.n - 1u); let row0 = (stream % pieces) * p.rows;`;

/**
 * Declares `<name><o>` for o from -before to own - 1 + after (minus is written as m): a row's values from the lane's first column on. `load(o)` loads
 * one of its own, zero outside the image.
 */
export function rowOfValues(
  name: string,
  { own, before, after }: { own: number; before: number; after: number },
  load: (o: number) => string,
): string {
  if (before > own || after > own)
    throw new RangeError(`row streaming: must reach no further than a neighbour; got ${before}`);
  const zero = 'vec4f(0.0)';
  return `
    ${unroll(own, (o) => `let ${name}${o} = ${load(o)};`)}
    ${unroll(before, (b) => `let ${valueAt(name, -1 - b)} = select(${zero}, subgroupShuffleUp(${name}${own - 1 - b}, 1u), hasLeft);`)}
    ${unroll(after, (a) => `let ${name}${own + a} = select(${zero}, subgroupShuffleDown(${name}${a}, 1u), hasRight);`)}`;
}

/** Name of the value at column `o` from the lane's first. */
export const valueAt = (name: string, o: number): string => (o < 0 ? `${name}m${-o}` : `${name}${o}`);
