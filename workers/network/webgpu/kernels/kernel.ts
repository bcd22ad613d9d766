/**
 * @file Kernels: WGSL for one operation in any shape. Shapes are in a uniform block, so that one pipeline serves every layer of every child, and a
 * new child compiles nothing.
 *
 * Activations are planes of vec4 channel groups, [c/4][n][h][w] of vec4f (NC4HW4): neighbouring threads have neighbouring pixels and read
 * neighbouring memory; a channel group is one contiguous range, so that a concatenation is an offset in a buffer rather than a copy; and no kernel
 * handles channels that are no multiple of four, as the spare ones are zero, and so are the weights that would reach them. A plane is padded to {@link PLANE_ALIGNMENT} so that a range may be bound.
 */

/** Threads of a workgroup (ours: a multiple of every vendor's wave). */
export const WORKGROUP = 64;
/** Workgroups along x before a dispatch takes a second dimension; WebGPU guarantees 65,535. */
const MAX_ROW = 32_768;
/** vec4 values a plane is padded to: 256 bytes of half floats, the alignment of a buffer binding. */
export const PLANE_ALIGNMENT = 32;

export interface Kernel {
  /** Unique for its text; the pipeline's key. */
  readonly name: string;
  /** The uniform block in order: `name` is a u32 read as `p.name`, `name:f32` a float. */
  readonly fields: readonly string[];
  /** Storage buffers, in order of binding, from 1. */
  readonly buffers: readonly Binding[];
  /** Helper functions and workgroup variables. */
  readonly prelude?: string;
  /** Body of `main`; has `i`, the flat thread index, `lane`, the thread in its workgroup, and `group`, the workgroup [x, y, z]; with subgroups also `sub`. */
  readonly body: string;
  /** Uses subgroup operations. */
  readonly subgroups?: boolean;
  /** Whether activations and their gradients are stored as f16 (`shader.ts`); arithmetic is of f32 always. */
  readonly storesHalves?: boolean;
  /** Whether it is never joined with siblings, as its registers are full: the fields of a part take more than those of a dispatch. */
  readonly isAlone?: boolean;
  /** Whether a dispatch does several parts, each with fields and ranges of its own (`shader.ts`). */
  readonly hasSiblings?: boolean;
}

/** `activation`: a vec4f of an activation or its gradient, which may be stored in half precision. */
export type Element = 'vec4f' | 'f32' | 'u32' | 'vec4u' | 'mat4x4f' | 'activation';

export interface Binding {
  readonly name: string;
  readonly access: 'read' | 'read_write';
  readonly element: Element;
}

/** A read-only buffer. */
export const read = (name: string, element: Element = 'vec4f'): Binding => ({ name, access: 'read', element });
/** A buffer that is written. */
export const write = (name: string, element: Element = 'vec4f'): Binding => ({ name, access: 'read_write', element });

/** Memoizes a function that generates a kernel: a child's layers need the same few again and again. */
export function memoizeKernel<A extends readonly unknown[]>(
  make: (...options: A) => Kernel,
): (...options: A) => Kernel {
  const made = new Map<string, Kernel>();
  return (...options) => {
    const key = JSON.stringify(options);
    const known = made.get(key);
    if (known !== undefined) return known;
    const kernel = make(...options);
    made.set(key, kernel);
    return kernel;
  };
}

/** Workgroups [x, y, z] of a kernel that is indexed by `i`, for `threads` threads. */
export function gridOf(threads: number): Grid {
  const groups = Math.ceil(threads / WORKGROUP);
  return groups <= MAX_ROW ? [groups, 1, 1] : [MAX_ROW, Math.ceil(groups / MAX_ROW), 1];
}

export type Grid = readonly [x: number, y: number, z: number];

/** A kernel chosen for one operation, with its workgroups and the uniform fields beside the operation's shape. */
export interface KernelDispatch {
  readonly kernel: Kernel;
  readonly fields: Readonly<Record<string, number>>;
  readonly grid: Grid;
}

/** `value` rounded up to a multiple of `step`. */
export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Channel groups of four. */
export const vec4Count = (channels: number): number => Math.ceil(channels / 4);

/** `text(0) ... text(count - 1)`, for unrolled WGSL. */
export const unroll = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('\n');

/**
 * How a gradient reaches its buffer. In the kernel's text, not in its uniforms: a software device translates the
 * loads of a branch that is not taken, and executes them.
 */
export interface GradientStore {
  /** Whether the input was read through a ReLU: its gradient is 0 where it was not positive. */
  readonly isMasked: boolean;
  /** Whether it is added to what another reader of the input left there. */
  readonly isAdded: boolean;
  /** Whether the input is stored without the batch norm behind it (`normalised.ts`): a mask must normalise it first. */
  readonly isNormalised?: boolean;
  /** Whether it is summed for the gradient of that batch norm (`depthwise.ts`): then it is masked and not added. */
  readonly isSummed?: boolean;
}

/** Whether a mask normalises. */
export const normalisesMask = ({ isMasked, isNormalised = false }: GradientStore): boolean => isMasked && isNormalised;

/** The end of the kernel's name. */
export const storeName = (store: GradientStore): string =>
  `${normalisesMask(store) ? ' normalised' : ''}${store.isMasked ? ' masked' : ''}${store.isAdded ? ' added' : ''}${store.isSummed === true ? ' summed' : ''}`;

/** The last bindings: the input where a mask needs it, and its gradient. */
export const storeBuffers = (store: GradientStore): readonly Binding[] => [
  ...(store.isMasked ? [read('x', 'activation')] : []),
  ...(normalisesMask(store) ? [read('norms')] : []),
  write('dx', 'activation'),
];

/** Fields of the store. */
export const storeFields = (store: GradientStore): readonly string[] => (normalisesMask(store) ? ['norm'] : []);

/** Stores `value` to dx[to], in channel group `c`; where it is summed, adds it to `a`, and times xhat to `b`, by `mean` and `inverse`. */
export function storeGradient(store: GradientStore, to: string, value: string, c = 'c'): string {
  const { isMasked, isAdded, isSummed = false } = store;
  const norm = `let norm = 2u * (p.norm + ${c}); let read = fma(x[to], norms[norm], norms[norm + 1u]);`;
  const mask = `${normalisesMask(store) ? norm : 'let read = x[to];'} value = select(vec4f(0.0), value, read > vec4f(0.0));`;
  return `
  { let to = ${to}; var value = ${value};
    ${isMasked ? mask : ''}
    ${isSummed ? 'a += value; b = fma(value, (x[to] - mean) * inverse, b);' : ''}
    dx[to] = value${isAdded ? ' + dx[to]' : ''}; }`;
}

/** Lanes of a broadcast, each of which loads a part of values that are the same for all: the 4 of a quad, 8 of a subgroup, or 1, without a broadcast. */
export type BroadcastWidth = 1 | 4 | 8;

/** The value that lane `k` of a broadcast has; all lanes must take part. */
export const broadcast = (broadcastWidth: BroadcastWidth, value: string, k: number): string =>
  broadcastWidth === 1 ? value : `${broadcastWidth === 8 ? 'subgroupBroadcast' : 'quadBroadcast'}(${value}, ${k}u)`;

/**
 * `count` values that are the same for all threads, loaded by broadcast: `load` declares what a lane loads, `value(k)` is the kth value. `at(k)`
 * is the WGSL expression that loads the kth, for an expression k.
 */
export function broadcastValues(
  broadcastWidth: BroadcastWidth,
  name: string,
  count: number,
  at: (k: string) => string,
) {
  const own = (i: number): string =>
    broadcastWidth === 1 ? `${i}u` : `min(${i * broadcastWidth}u + (sub & ${broadcastWidth - 1}u), ${count - 1}u)`;
  return {
    load: unroll(Math.ceil(count / broadcastWidth), (i) => `let ${name}${i} = ${at(own(i))};`),
    value: (k: number): string =>
      broadcast(broadcastWidth, `${name}${Math.floor(k / broadcastWidth)}`, k % broadcastWidth),
  };
}
