/**
 * @file What a dispatch has to do: multiply-adds, bytes, and rounds of loads that wait for one another. Bytes that must move are those bound, each
 * read or written once; the rest depends on the kernel's kind, which is the first word of its name, and its tile, which the name has too.
 */
import { WORKGROUP } from '../../network/webgpu/kernels/kernel.ts';
import type { StepDispatch, StepPart } from './record.ts';

/** The work of a dispatch. */
export interface Work {
  readonly multiplyAdds: number;
  /** Bytes that must come from or go to memory, if caches keep nothing between dispatches and everything within one. */
  readonly bytes: number;
  /** Bytes that caches are asked for. */
  readonly cacheBytes: number;
  /** Longest chain of loads that wait for one another. */
  readonly chain: number;
  readonly threads: number;
}

type Shaped = Pick<Work, 'multiplyAdds'> & Partial<Pick<Work, 'bytes' | 'cacheBytes' | 'chain'>>;

/** Bytes of a vec4f, and of a vec4 of activations as the kernel stores them. */
const V = 16;
const activation = (name: string): number => (name.endsWith(' f16') ? V / 2 : V);

/** The work of all parts of a dispatch, which run at once. */
export function workOf({ parts }: StepDispatch): Work {
  const works = parts.map(workOfPart);
  const sum = (of: (work: Work) => number): number => works.reduce((total, work) => total + of(work), 0);
  return {
    multiplyAdds: sum((work) => work.multiplyAdds),
    bytes: sum((work) => work.bytes),
    cacheBytes: sum((work) => work.cacheBytes),
    chain: Math.max(...works.map(({ chain }) => chain)),
    threads: sum((work) => work.threads),
  };
}

function workOfPart(part: StepPart): Work {
  const { kernel, boundBytes, grid } = part;
  const groups = grid[0] * grid[1] * grid[2];
  const isAdded = / added/.test(kernel.name);
  const isReadToo = (name: string): boolean => isAdded && (name === 'dx' || name === 'y');
  const bound = kernel.buffers.reduce((sum, { name }, i) => sum + boundBytes[i]! * (isReadToo(name) ? 2 : 1), 0);
  const kind = kernel.name.split(' ')[0]!;
  const shaped = SHAPED[kind]?.(part, groups) ?? { multiplyAdds: 0 };
  const bytes = shaped.bytes ?? bound;
  return { cacheBytes: bytes, chain: 1, ...shaped, bytes, threads: WORKGROUP * groups };
}

/** Numbers in a kernel's name. */
const numbers = (name: string, pattern: RegExp): number[] => (pattern.exec(name) ?? []).slice(1).map(Number);

/** The lanes that one load of a filter serves. */
const broadcastLanes = (name: string): number => numbers(name, /broadcast (\d)/)[0] ?? 1;

function convolution(isForward: boolean, { kernel: { name }, fields: f }: StepPart, groups: number): Shaped {
  const [pixels, vec4s] = numbers(name, /(\d)x(\d)/) as [number, number];
  const [inputs, outputs] = [f['n']! * f['h']! * f['w']!, f['n']! * f['oh']! * f['ow']!];
  const [to, toVec4s, fromVec4s] = isForward ? [outputs, f['coq']!, f['ciq']!] : [inputs, f['ciq']!, f['coq']!];
  const taps = f['kh']! * f['kw']! / (isForward ? 1 : f['sh']! * f['sw']!); // prettier-ignore
  const isStaged = / staged/.test(name);
  const perRound = isStaged ? groups * (32 * pixels + 8 * vec4s) : WORKGROUP * groups * (pixels + (4 * vec4s) / broadcastLanes(name)); // prettier-ignore
  return {
    multiplyAdds: 16 * to * toVec4s * fromVec4s * taps,
    cacheBytes: V * perRound * taps * fromVec4s,
    chain: Math.ceil(taps) * (isStaged ? 2 * Math.ceil(fromVec4s / 4) : fromVec4s),
  };
}

/** Rounds of shared memory that add eight sums over a workgroup. */
const SUM_ROUNDS = 10;

function pointwiseFilterGradient({ kernel: { name }, fields: f, grid }: StepPart): Shaped {
  const [inVec4s, outVec4s] = numbers(name, /(\d)x(\d)/) as [number, number];
  return {
    multiplyAdds: 16 * f['ciq']! * f['coq']! * f['count']!,
    cacheBytes: V * grid[1] * f['count']! * (inVec4s + outVec4s),
    chain: f['perSlice']! / WORKGROUP + SUM_ROUNDS * Math.ceil((4 * inVec4s * outVec4s) / 8),
  };
}

function filterGradient(part: StepPart): Shaped {
  const { kernel: { name }, fields: f, grid } = part; // prettier-ignore
  if (/ pointwise/.test(name)) return pointwiseFilterGradient(part);
  const [taps] = numbers(name, /(\d) taps/) as [number];
  const [inVec4s, outVec4s] = numbers(name, /(\d)x(\d)/) as [number, number];
  const lines = f['n']! * f['lineOut']!;
  const perThread = Math.ceil(Math.ceil(lines / f['slices']!) / WORKGROUP);
  return {
    multiplyAdds: 16 * f['ciq']! * f['coq']! * f['taps']! * f['lineTaps']! * lines * f['streamOut']!,
    cacheBytes: V * grid[1] * grid[2] * lines * f['streamOut']! * (inVec4s + outVec4s),
    chain: perThread * f['streamOut']! + SUM_ROUNDS * Math.ceil((4 * taps * inVec4s * outVec4s) / 8),
  };
}

const kernelSize = (name: string): number => numbers(name, /(\d)x\d stride/)[0]!;

function depthwise(isForward: boolean, { kernel: { name }, fields: f }: StepPart, groups: number): Shaped {
  const k = kernelSize(name);
  const outputs = f['n']! * f['oh']! * f['ow']!;
  const to = isForward ? outputs : f['n']! * f['h']! * f['w']!;
  const filters = (WORKGROUP * groups * k ** 2) / broadcastLanes(name);
  return {
    multiplyAdds: 4 * outputs * f['cq']! * k ** 2,
    cacheBytes: V * ((to * f['cq']! * (k + 3) * (k + 1)) / 8 + filters),
    chain: k + 1,
  };
}

function depthwiseFilter({ kernel: { name }, fields: f, grid }: StepPart): Shaped {
  const lines = f['n']! * f['ow']!;
  const perThread = Math.ceil(Math.ceil(lines / f['slices']!) / WORKGROUP);
  return {
    multiplyAdds: 4 * lines * f['oh']! * f['cq']! * kernelSize(name) ** 2,
    cacheBytes: V * grid[1] * lines * f['oh']! * 2,
    chain: perThread * f['oh']! + SUM_ROUNDS,
  };
}

/** Both gradients of a depthwise convolution, side by side. */
function bothDepthwise(part: StepPart): Shaped {
  const { kernel: { name }, fields: f, grid } = part; // prettier-ignore
  const [, ofInput, ofFilter] = /of (.*) and (.*)/.exec(name)!;
  const named = (of: string): StepPart => ({ ...part, kernel: { ...part.kernel, name: of } });
  const filterGroups = ((grid[0] - f['inputGroups']!) / f['slices']!) * grid[1];
  const input = depthwise(false, named(ofInput!), f['inputGroups']! * grid[1]);
  const filter = depthwiseFilter({ ...named(ofFilter!), grid: [f['slices']!, filterGroups, 1] });
  return {
    multiplyAdds: input.multiplyAdds + filter.multiplyAdds,
    cacheBytes: input.cacheBytes! + filter.cacheBytes!,
    chain: Math.max(input.chain!, filter.chain!),
  };
}

/** Binds whole buffers, of which it reads the planes of its batch norms `passes` times. */
const batchNorm = (passes: number, isSum: boolean, { kernel: { name }, fields: f }: StepPart): Shaped => ({
  multiplyAdds: 8 * f['count']! * f['cq']!,
  bytes: activation(name) * f['count']! * f['cq']! * (passes + (/ added/.test(name) ? 1 : 0)),
  chain: isSum ? Math.ceil(Math.ceil(f['count']! / f['slices']!) / WORKGROUP) + 2 : f['slices']! + 4,
});

/** Reads the partial sums, or those that blocks left, and reads and writes a dozen values of each channel group. */
const gradientNorms = (part: StepPart): Shaped => {
  const { cq, slices, blocks } = part.fields;
  if (blocks !== undefined) return norms(part);
  return { multiplyAdds: 0, bytes: V * cq! * (2 * slices! + 12), chain: slices! + 4 };
};

/** Both gradients of a 1x1 convolution: as many products each; every workgroup of two input groups reads all gradients. */
function bothGradients({ kernel: { name }, fields: f, grid }: StepPart): Shaped {
  const pixels = f['n']! * f['h']! * f['w']!;
  const read = name.includes(' folded') ? 2 : 1;
  const perSlice = Math.ceil(pixels / WORKGROUP / f['slices']!);
  return {
    multiplyAdds: 32 * pixels * f['ciq']! * f['coq']!,
    cacheBytes: activation(name) * pixels * (grid[0] * read * f['coq']! + 2 * f['ciq']!),
    chain: perSlice * f['coq']!,
  };
}

/** Reads the sums of all blocks, and reads and writes a dozen values of each channel group. */
const norms = ({ fields: f }: StepPart): Shaped => ({
  multiplyAdds: 0,
  bytes: V * f['cq']! * (2 * f['blocks']! + 12),
  chain: Math.ceil(f['blocks']! / WORKGROUP) + 4,
});

const pool = ({ fields: f, grid }: StepPart): Shaped => ({
  multiplyAdds: 36 * f['n']! * f['oh']! * f['ow']! * grid[1],
  chain: 2,
});

/** Reads and writes ranges of one buffer, which is bound whole. */
const within = (streams: number, { kernel: { name }, fields: f }: StepPart): Shaped => ({
  multiplyAdds: 0,
  bytes: activation(name) * f['size']! * (streams + (/ added/.test(name) ? 1 : 0)),
});

/** Reads all slices, and reads and writes weights and moments. */
const update = ({ fields: f, boundBytes }: StepPart): Shaped => ({
  multiplyAdds: 10 * WORKGROUP * f['groups']!,
  bytes: boundBytes[0]! + 6 * V * WORKGROUP * f['groups']!,
  chain: 8,
});

/** By kind of kernel; kinds that are not here only move their bytes. */
const SHAPED: Readonly<Record<string, (part: StepPart, groups: number) => Shaped>> = {
  convForward: (dispatch, groups) => convolution(true, dispatch, groups),
  convInputGradient: (dispatch, groups) => convolution(false, dispatch, groups),
  convFilterGradient: filterGradient,
  depthwiseForward: (dispatch, groups) => depthwise(true, dispatch, groups),
  depthwiseInputGradient: (dispatch, groups) => depthwise(false, dispatch, groups),
  depthwiseFilterGradient: depthwiseFilter,
  depthwiseBackward: bothDepthwise,
  batchNormSums: (dispatch) => batchNorm(1, true, dispatch),
  batchNormForward: (dispatch) => batchNorm(2, false, dispatch),
  batchNormNorms: norms,
  batchNormGradientNorms: gradientNorms,
  convBackward: bothGradients,
  batchNormGradientSums: (dispatch) => batchNorm(2, true, dispatch),
  batchNormInputGradient: (dispatch) => batchNorm(3, false, dispatch),
  maxPoolForward: pool,
  averagePoolForward: pool,
  maxPoolGradient: pool,
  averagePoolGradient: pool,
  globalPoolForward: ({ fields: f }) => ({ multiplyAdds: 4 * f['n']! * f['cq']! * f['pixels']!, chain: f['pixels']! }),
  gather: () => ({ multiplyAdds: 0, chain: 3 }),
  crossEntropy: ({ fields: f }) => ({ multiplyAdds: 0, chain: 3 * f['classes']! * Math.ceil(f['n']! / WORKGROUP) + f['n']! + 8 }), // prettier-ignore
  copyWithin: (dispatch) => within(2, dispatch),
  adamUpdate: update,
};
