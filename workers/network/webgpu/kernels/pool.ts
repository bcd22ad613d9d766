/**
 * @file 3x3 pooling, SAME. The average divides by the pixels under the window, never by padding. The maximum keeps which pixel it
 * was (the first, row by row, where several are equal: as tfjs does), a byte a channel, and the gradient goes there.
 * A thread makes a block of values, of which neighbours share most inputs at stride 1, a third at stride 2; workgroups [blocks, c/4].
 */
import {
  blockSums,
  eachWindowOver,
  blockCoordinates,
  storeBlock,
  type Block,
  type Phase,
  type Windows,
} from './blocks.ts';
import { declareNorm, normalised, normBuffers, normFields, normName } from './normalised.ts';
import {
  memoizeKernel,
  read,
  storeGradient,
  storeName,
  unroll,
  write,
  type Binding,
  type GradientStore,
  type Kernel,
} from './kernel.ts';

const POOL_FIELDS = ['n', 'h', 'w', 'oh', 'ow', 'py', 'px', 'xPlane', 'yPlane'];

/** The windows of a pool. */
export const poolWindows = (stride: number): Windows => ({ kernel: 3, stride, dilation: 1 });

const blockName = ({ rows, columns }: Block): string => ` ${rows} by ${columns}`;

/** Runs `each(v, row, column, k)` for every input v under the window of an output of the block, k its tap, row by row. */
function eachInput(
  stride: number,
  block: Block,
  isNormalised: boolean,
  each: (row: number, column: number, k: number) => string,
): string {
  const size = (outputs: number): number => (outputs - 1) * stride + 3;
  const uses = (input: number, outputs: number): [number, number][] =>
    Array.from({ length: outputs }, (_, j): [number, number] => [j, input - j * stride]).filter(
      ([, k]) => k >= 0 && k < 3,
    );
  return `
  let top = i32(row0) * ${stride} - i32(p.py); let left = i32(column0) * ${stride} - i32(p.px);
  let width = i32(p.w); let base = c * p.xPlane + n * p.h * p.w;
  ${declareNorm(isNormalised, 'c')}
  ${unroll(size(block.rows), (y) =>
    unroll(
      size(block.columns),
      (x) => `if (top + ${y} >= 0 && top + ${y} < i32(p.h) && left + ${x} >= 0 && left + ${x} < width) {
    let v = ${normalised(isNormalised, `x[base + u32((top + ${y}) * width + left + ${x})]`)};
    ${uses(y, block.rows)
      .flatMap(([row, ky]) => uses(x, block.columns).map(([column, kx]) => each(row, column, 3 * ky + kx)))
      .join(' ')} }`,
    ),
  )}`;
}

const OUTPUTS = ['p.oh', 'p.ow', 'c * p.yPlane + (n * p.oh + row0) * p.ow + column0'] as const;
const INPUTS = ['p.h', 'p.w', 'c * p.xPlane + (n * p.h + row0) * p.w + column0'] as const;

/** How a pool reads, and what it adds to its outputs: the other summand, where it is added in the epilogue. */
export interface PoolIo {
  readonly isNormalised: boolean;
  readonly addend: 'none' | 'own' | 'normalised';
}
export const PLAIN_POOL: PoolIo = { isNormalised: false, addend: 'none' };

const ioName = ({ isNormalised, addend }: PoolIo): string =>
  `${normName(isNormalised)}${addend === 'none' ? '' : ` plus ${addend}`}`;
const ioFields = ({ isNormalised, addend }: PoolIo): readonly string[] => [
  ...normFields(isNormalised),
  ...(addend === 'normalised' ? ['addendNorm'] : []),
];
const ioBuffers = ({ isNormalised, addend }: PoolIo): readonly Binding[] => [
  ...(addend === 'none' ? [] : [read('addend', 'activation')]),
  ...normBuffers(isNormalised || addend === 'normalised'),
];
/** The output at `at`, whose pooled value is `sum`. */
const output = ({ addend }: PoolIo, at: string, sum: string): string => {
  if (addend === 'none') return sum;
  const row = 'norms[2u * (p.addendNorm + c)';
  return `${sum} + addend[${at}]${addend === 'normalised' ? ` * ${row}] + ${row} + 1u]` : ''}`;
};

export const maxPoolForward = memoizeKernel((stride: number, block: Block, io: PoolIo): Kernel => ({
  name: `maxPoolForward stride ${stride}${blockName(block)}${ioName(io)}`,
  fields: [...POOL_FIELDS, ...ioFields(io)],
  buffers: [read('x', 'activation'), ...ioBuffers(io), write('y', 'activation'), write('argmax', 'u32')],
  body: `
  ${blockCoordinates(block, 'p.oh', 'p.ow')}
  ${unroll(block.rows, (j) => unroll(block.columns, (i) => `var s${j}_${i} = vec4f(-3.4e38); var tap${j}_${i} = vec4u(0u);`))}
  ${eachInput(
    stride,
    block,
    io.isNormalised,
    (j, i, k) => `tap${j}_${i} = select(tap${j}_${i}, vec4u(${k}u), v > s${j}_${i}); s${j}_${i} = max(s${j}_${i}, v);`,
  )}
  ${storeBlock(block, OUTPUTS, (at, sum) => {
    const tap = sum.replace('s', 'tap');
    return `y[${at}] = ${output(io, at, sum)}; argmax[${at}] = ${tap}.x | (${tap}.y << 8u) | (${tap}.z << 16u) | (${tap}.w << 24u);`;
  })}`,
}));

/** Pixels along an axis of `size` under the window that begins at `start`. */
const UNDER = 'fn under(start: i32, size: u32) -> f32 { return f32(min(start + 3, i32(size)) - max(start, 0)); }';

export const averagePoolForward = memoizeKernel((stride: number, block: Block, io: PoolIo): Kernel => ({
  name: `averagePoolForward stride ${stride}${blockName(block)}${ioName(io)}`,
  fields: [...POOL_FIELDS, ...ioFields(io)],
  buffers: [read('x', 'activation'), ...ioBuffers(io), write('y', 'activation')],
  prelude: UNDER,
  body: `
  ${blockCoordinates(block, 'p.oh', 'p.ow')}
  ${blockSums(block)}
  ${eachInput(stride, block, io.isNormalised, (j, i) => `s${j}_${i} += v;`)}
  ${unroll(block.rows, (j) => unroll(block.columns, (i) => `s${j}_${i} /= under(top + ${j * stride}, p.h) * under(left + ${i * stride}, p.w);`))}
  ${storeBlock(block, OUTPUTS, (at, sum) => `y[${at}] = ${output(io, at, sum)};`)}`,
}));

/** A gradient's kernel: `each(k, uses)` adds what window k gives to the inputs under it. */
const poolGradient = (
  kind: 'maxPoolGradient' | 'averagePoolGradient',
  [stride, block, phase, store]: readonly [stride: number, block: Block, phase: Phase, store: GradientStore],
  { buffers, prelude, each }: Pick<Kernel, 'buffers' | 'prelude'> & { each: Parameters<typeof eachWindowOver>[3] },
): Kernel => ({
  name: `${kind} stride ${stride}${blockName(block)} phase ${phase.join(' ')}${storeName(store)}`,
  fields: POOL_FIELDS,
  buffers: [read('dy', 'activation'), ...buffers, write('dx', 'activation')],
  prelude,
  body: `
  ${blockCoordinates(block, 'p.h', 'p.w')}
  ${blockSums(block)}
  ${eachWindowOver(block, poolWindows(stride), phase, each)}
  ${storeBlock(block, INPUTS, (at, sum) => storeGradient(store, at, sum))}`,
});

export const maxPoolGradient = memoizeKernel(
  (stride: number, block: Block, phase: Phase, store: GradientStore): Kernel =>
    poolGradient('maxPoolGradient', [stride, block, phase, store], {
      buffers: [read('argmax', 'u32')],
      each: (k, uses) => `let v${k} = select(vec4f(0.0), dy[source${k}], inside${k});
  let tap${k} = (vec4u(argmax[source${k}]) >> vec4u(0u, 8u, 16u, 24u)) & vec4u(255u);
  ${uses.map(({ row, column, tap: [ky, kx] }) => `s${row}_${column} += select(vec4f(0.0), v${k}, tap${k} == vec4u(${3 * ky + kx}u));`).join(' ')}`,
    }),
);

export const averagePoolGradient = memoizeKernel(
  (stride: number, block: Block, phase: Phase, store: GradientStore): Kernel =>
    poolGradient('averagePoolGradient', [stride, block, phase, store], {
      buffers: [],
      prelude: UNDER,
      each: (k, uses) => `
  let oy${k} = i32((source${k} - base) / p.ow); let ox${k} = i32((source${k} - base) % p.ow);
  let count${k} = under(oy${k} * ${stride} - i32(p.py), p.h) * under(ox${k} * ${stride} - i32(p.px), p.w);
  let v${k} = select(vec4f(0.0), dy[source${k}] / count${k}, inside${k});
  ${uses.map(({ row, column }) => `s${row}_${column} += v${k};`).join(' ')}`,
    }),
);
