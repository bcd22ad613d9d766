/**
 * @file A batch norm's sums in the epilogue of the convolution before it, while the outputs are in registers: of y - pivot and its square, by blocks
 * of {@link BLOCK} pixels. blockSums: [c/4][blockStride][2] of vec4f. The order of a block's sum is that of its pixels, whatever the tile,
 * so that all tiles give the same bits. The pivot is the moving mean, near the batch's, so that the variance does not cancel.
 */
import { normBuffers, normFields, normName } from './normalised.ts';
import { read, unroll, write, type Binding } from './kernel.ts';

/** Pixels of a block. */
export const BLOCK = 64;

/** What a dense convolution reads and writes besides its plain input and output. */
export interface ForwardIo {
  /** Whether it reads through a batch norm. */
  readonly isNormalised: boolean;
  /** Whether it sums its outputs for the batch norm behind it. */
  readonly hasStatistics: boolean;
}
export const PLAIN_IO: ForwardIo = { isNormalised: false, hasStatistics: false };

export const ioName = ({ isNormalised, hasStatistics }: ForwardIo): string =>
  `${normName(isNormalised)}${hasStatistics ? ' with sums' : ''}`;

/** `row`: the first output channel group among those of all batch norms. */
export const ioFields = ({ isNormalised, hasStatistics }: ForwardIo): readonly string[] => [
  ...normFields(isNormalised),
  ...(hasStatistics ? ['row', 'blockStride'] : []),
];

export const ioBuffers = ({ isNormalised, hasStatistics }: ForwardIo): readonly Binding[] => [
  ...normBuffers(isNormalised),
  ...(hasStatistics ? [read('moving'), write('blockSums')] : []),
];

/** Shared memory of {@link statistics} over workgroups of `width` pixels. */
export const statisticsMemory = ({ hasStatistics }: ForwardIo, width: number): string =>
  hasStatistics
    ? `var<workgroup> outputs: array<vec4f, ${width}>; var<workgroup> columnSums: array<vec4f, ${(2 * ADDERS * width) / BLOCK}>;`
    : '';

/** Threads that add a block's pixels, of which each has every eighth. */
const ADDERS = 8;

/** One channel group of a workgroup's outputs. */
interface WorkgroupOutputs {
  /** Pixels of the workgroup, a multiple of {@link BLOCK}, from pixel `first` on. */
  readonly width: number;
  readonly first: string;
  /** Pixels of a thread; the jth lies at `place(j)` of the workgroup and is `value(j)`. */
  readonly pixels: number;
  readonly place: (j: number) => string;
  readonly value: (j: number) => string;
  /** Whether the thread has this channel group. */
  readonly isOwn?: string;
  /** The channel group. */
  readonly vec4: string;
}

/**
 * Adds a channel group's outputs by blocks. Two barriers each: the next may begin while sums of the last are stored. The outputs of the thread's other
 * channel groups fill the registers: loops do not begin at a constant, as compilers would unroll them and load all at once.
 */
export function statistics({ width, first, pixels, place, value, isOwn = 'true', vec4 }: WorkgroupOutputs): string {
  const blocks = width / BLOCK;
  return `{
    let vec4 = ${vec4}; let pivot = moving[p.row + min(vec4, p.coq - 1u)];
    ${unroll(pixels, (j) => `if (${isOwn}) { outputs[${place(j)}] = select(vec4f(0.0), ${value(j)} - pivot, ${first} + ${place(j)} < count); }`)}
    workgroupBarrier();
    if (lane < ${ADDERS * blocks}u) {
      let start = (lane / ${ADDERS}u) * ${BLOCK}u + lane % ${ADDERS}u;
      var a = vec4f(0.0); var b = vec4f(0.0);
      for (var at = start; at < start + ${BLOCK}u; at += ${ADDERS}u) { let v = outputs[at]; a += v; b = fma(v, v, b); }
      columnSums[2u * lane] = a; columnSums[2u * lane + 1u] = b;
    }
    workgroupBarrier();
    if (lane < ${blocks}u && ${first} + ${BLOCK}u * lane < count && vec4 < p.coq) {
      let start = ${2 * ADDERS}u * lane;
      var a = vec4f(0.0); var b = vec4f(0.0);
      for (var at = start; at < start + ${2 * ADDERS}u; at += 2u) { a += columnSums[at]; b += columnSums[at + 1u]; }
      let to = 2u * (vec4 * p.blockStride + ${first} / ${BLOCK}u + lane);
      blockSums[to] = a; blockSums[to + 1u] = b;
    }
  }`;
}
