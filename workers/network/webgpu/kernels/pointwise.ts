/** @file Elementwise kernels: y = relu(x), y = a + b, their gradients, and copies. One thread a vec4f. */
import { memoizeKernel, read, storeGradient, storeName, write, type GradientStore, type Kernel } from './kernel.ts';

const POINTWISE_FIELDS = ['size'];

export const relu: Kernel = {
  name: 'relu',
  fields: POINTWISE_FIELDS,
  buffers: [read('x'), write('y')],
  body: 'if (i < p.size) { y[i] = max(x[i], vec4f(0.0)); }',
};

export const reluGradient = memoizeKernel((store: GradientStore): Kernel => ({
  name: `reluGradient${storeName(store)}`,
  fields: POINTWISE_FIELDS,
  buffers: [read('dy'), read('y'), write('dx')],
  body: `
  if (i >= p.size) { return; }
  ${storeGradient(store, 'i', 'select(vec4f(0.0), dy[i], y[i] > vec4f(0.0))')}`,
}));

/** The sum of two buffers that are not the output's. */
export const add: Kernel = {
  name: 'add',
  fields: POINTWISE_FIELDS,
  buffers: [read('a'), read('b'), write('y')],
  body: 'if (i < p.size) { y[i] = a[i] + b[i]; }',
};

/**
 * The same within one buffer: y[yFrom + i] = (bIsOwn ? b[i] : y[bFrom + i]) + y[aFrom + i]. The ranges do
 * not overlap unless they are the same.
 */
export const addWithin: Kernel = {
  name: 'addWithin',
  fields: ['size', 'yFrom', 'aFrom', 'bFrom', 'bIsOwn'],
  buffers: [read('b'), write('y')],
  body: `
  if (i >= p.size) { return; }
  var value = y[p.aFrom + i];
  if (p.bIsOwn == 1u) { value += b[i]; } else { value += y[p.bFrom + i]; }
  y[p.yFrom + i] = value;`,
};

/** dx = dy, or dx += dy. */
export const copy = memoizeKernel((store: GradientStore): Kernel => ({
  name: `copy${storeName(store)}`,
  fields: POINTWISE_FIELDS,
  buffers: [read('dy'), write('dx')],
  body: `if (i < p.size) { ${storeGradient(store, 'i', 'dy[i]')} }`,
}));

/** The same within one buffer: dx[yFrom + i] = dx[xFrom + i], or +=. */
export const copyWithin = memoizeKernel((store: GradientStore): Kernel => ({
  name: `copyWithin${storeName(store)}`,
  fields: ['size', 'xFrom', 'yFrom'],
  buffers: [write('dx')],
  body: `if (i < p.size) { ${storeGradient(store, 'p.yFrom + i', 'dx[p.xFrom + i]')} }`,
}));

/**
 * Channels from `xFrom` of x to `yFrom` of y, `channels` of them, value by value: for concatenations whose parts do not begin at
 * a multiple of four. `written` of y's channels are written, those beyond `channels` as 0. One thread a value.
 */
export const copyChannels = memoizeKernel((isAdded: boolean): Kernel => ({
  name: `copyChannels${isAdded ? ' added' : ''}`,
  fields: ['count', 'channels', 'written', 'xFrom', 'yFrom', 'xPlane', 'yPlane'],
  buffers: [read('x', 'f32'), write('y', 'f32')],
  body: `
  let at = i % p.count; let c = i / p.count;
  if (c >= p.written) { return; }
  let to = c + p.yFrom; let source = min(c, p.channels - 1u) + p.xFrom;
  let destination = ((to / 4u) * p.yPlane + at) * 4u + to % 4u;
  let value = select(0.0, x[((source / 4u) * p.xPlane + at) * 4u + source % 4u], c < p.channels);
  y[destination] = value${isAdded ? ' + y[destination]' : ''};`,
}));
