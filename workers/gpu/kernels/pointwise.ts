/** @file Kernels that take values one at a time: y = relu(x), y = a + b, their gradients, and copies. One thread a vec4f. */
import { read, write, type Kernel } from './kernel.ts';

export const POINTWISE_FIELDS = ['size', 'accumulate'];

export const relu: Kernel = {
  name: 'relu',
  fields: POINTWISE_FIELDS,
  buffers: [read('x'), write('y')],
  body: 'if (i < p.size) { y[i] = max(x[i], vec4f(0.0)); }',
};

export const reluGradient: Kernel = {
  name: 'reluGradient',
  fields: POINTWISE_FIELDS,
  buffers: [read('dy'), read('y'), write('dx')],
  body: `
  if (i >= p.size) { return; }
  var value = select(vec4f(0.0), dy[i], y[i] > vec4f(0.0));
  if (p.accumulate == 1u) { value += dx[i]; }
  dx[i] = value;`,
};

/** The sum of two buffers that are not the output's. */
export const add: Kernel = {
  name: 'add',
  fields: POINTWISE_FIELDS,
  buffers: [read('a'), read('b'), write('y')],
  body: 'if (i < p.size) { y[i] = a[i] + b[i]; }',
};

/**
 * The same where parts of one buffer are read and written: y[yFrom + i] = (bIsOwn ? b[i] : y[bFrom + i]) + y[aFrom + i]. The ranges do
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

/** y = x, or y += x. */
export const copy: Kernel = {
  name: 'copy',
  fields: POINTWISE_FIELDS,
  buffers: [read('x'), write('y')],
  body: 'if (i < p.size) { if (p.accumulate == 1u) { y[i] += x[i]; } else { y[i] = x[i]; } }',
};

/** y[yFrom + i] = y[xFrom + i], or +=. */
export const copyWithin: Kernel = {
  name: 'copyWithin',
  fields: ['size', 'xFrom', 'yFrom', 'accumulate'],
  buffers: [write('y')],
  body: `
  if (i >= p.size) { return; }
  var value = y[p.xFrom + i];
  if (p.accumulate == 1u) { value += y[p.yFrom + i]; }
  y[p.yFrom + i] = value;`,
};

/**
 * Channels from `xFrom` of x to `yFrom` of y, `channels` of them, value by value: for concatenations whose parts do not begin at
 * a multiple of four. With `pad`, y's spare channels up to a multiple of four become 0. One thread a value.
 */
export const copyChannels: Kernel = {
  name: 'copyChannels',
  fields: ['count', 'channels', 'written', 'xFrom', 'yFrom', 'xPlane', 'yPlane', 'accumulate'],
  buffers: [read('x', 'f32'), write('y', 'f32')],
  body: `
  let at = i % p.count; let c = i / p.count;
  if (c >= p.written) { return; }
  let to = c + p.yFrom; let source = min(c, p.channels - 1u) + p.xFrom;
  let destination = ((to / 4u) * p.yPlane + at) * 4u + to % 4u;
  var value = select(0.0, x[((source / 4u) * p.xPlane + at) * 4u + source % 4u], c < p.channels);
  if (p.accumulate == 1u) { value += y[destination]; }
  y[destination] = value;`,
};
