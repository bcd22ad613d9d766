/** @file Elementwise kernels: y = relu(x), y = a + b, their gradients, and copies. One thread a vec4f. */
import { normBuffers } from './normalised.ts';
import {
  gridOf,
  memoizeKernel,
  read,
  storeGradient,
  storeName,
  write,
  type GradientStore,
  type Grid,
  type Kernel,
} from './kernel.ts';

const POINTWISE_FIELDS = ['size'];

export const relu: Kernel = {
  name: 'relu',
  fields: POINTWISE_FIELDS,
  buffers: [read('x', 'activation'), write('y', 'activation')],
  body: 'if (i < p.size) { y[i] = max(x[i], vec4f(0.0)); }',
};

export const reluGradient = memoizeKernel((store: GradientStore): Kernel => ({
  name: `reluGradient${storeName(store)}`,
  fields: POINTWISE_FIELDS,
  buffers: [read('dy', 'activation'), read('y', 'activation'), write('dx', 'activation')],
  body: `
  if (i >= p.size) { return; }
  ${storeGradient(store, 'i', 'select(vec4f(0.0), dy[i], y[i] > vec4f(0.0))')}`,
}));

/** Where a summand lies: in a buffer of its own, there without the batch norm behind it, or in the sum's buffer. */
export type Summand = 'own' | 'normalised' | 'within';

/**
 * y = a + b. `From` fields are vec4f from the start of y's binding, which is the whole buffer where a summand lies within; they do not overlap
 * unless they are the same.
 */
export const add = memoizeKernel((kinds: readonly [a: Summand, b: Summand]): Kernel => {
  const names = ['a', 'b'] as const;
  const value = (i: 0 | 1): string => {
    const name = names[i];
    if (kinds[i] === 'within') return `y[p.${name}From + i]`;
    if (kinds[i] === 'own') return `${name}[i]`;
    return `(${name}[i] * norms[2u * (p.${name}Norm + c)] + norms[2u * (p.${name}Norm + c) + 1u])`;
  };
  return {
    name: `add ${kinds.join(' ')}`,
    fields: ['size', 'plane', 'yFrom', 'aFrom', 'bFrom', 'aNorm', 'bNorm'],
    buffers: [
      ...names.filter((_, i) => kinds[i] !== 'within').map((name) => read(name, 'activation')),
      ...normBuffers(kinds.includes('normalised')),
      write('y', 'activation'),
    ],
    body: `
  if (i >= p.size) { return; }
  let c = i / p.plane;
  y[p.yFrom + i] = ${value(0)} + ${value(1)};`,
  };
});

/** dx = dy, or dx += dy. */
export const copy = memoizeKernel((store: GradientStore): Kernel => ({
  name: `copy${storeName(store)}`,
  fields: POINTWISE_FIELDS,
  buffers: [read('dy', 'activation'), write('dx', 'activation')],
  body: `if (i < p.size) { ${storeGradient(store, 'i', 'dy[i]')} }`,
}));

/** The same within one buffer: dx[yFrom + i] = dx[xFrom + i], or +=. */
export const copyWithin = memoizeKernel((store: GradientStore): Kernel => ({
  name: `copyWithin${storeName(store)}`,
  fields: ['size', 'xFrom', 'yFrom'],
  buffers: [write('dx', 'activation')],
  body: `if (i < p.size) { ${storeGradient(store, 'p.yFrom + i', 'dx[p.xFrom + i]')} }`,
}));

/**
 * Channels from `xFrom` of x to `yFrom` of y, `channels` of them: for concatenations whose parts do not begin at a multiple of four. `written` of
 * y's channels are written, those beyond `channels` as 0. One thread a vec4 of y, whose other channels it leaves as they are.
 */
export const copyChannels = memoizeKernel((isAdded: boolean): Kernel => ({
  name: `copyChannels${isAdded ? ' added' : ''}`,
  fields: ['count', 'channels', 'written', 'xFrom', 'yFrom', 'xPlane', 'yPlane'],
  buffers: [read('x', 'activation'), write('y', 'activation')],
  body: `
  let at = i % p.count; let group4 = p.yFrom / 4u + i / p.count;
  if (4u * group4 >= p.yFrom + p.written) { return; }
  let to = group4 * p.yPlane + at;
  var value = y[to];
  for (var r = 0u; r < 4u; r++) {
    let c = 4u * group4 + r - p.yFrom; // wraps around before the first
    if (c < p.written) {
      let source = min(c, p.channels - 1u) + p.xFrom;
      let copied = select(0.0, x[(source / 4u) * p.xPlane + at][source % 4u], c < p.channels);
      value[r] = copied${isAdded ? ' + value[r]' : ''};
    }
  }
  y[to] = value;`,
}));

/** Workgroups of {@link copyChannels}: its vec4s of `count` pixels. */
export const copyChannelsGrid = (count: number, yFrom: number, written: number): Grid =>
  gridOf(count * (Math.ceil((yFrom + written) / 4) - Math.floor(yFrom / 4)));
