/** @file The fused LSTM against the same formula of stock ops, on the device. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { stream } from '../../../../src/core/random/rng.ts';
import { lstmSequence } from '../../../../workers/surrogate/ensemble/lstm-sequence.ts';
import { TOKENS } from '../../../../workers/surrogate/ensemble/tokens.ts';
import { UNITS } from '../../../../workers/surrogate/base/units.ts';
import type { Device } from '../../../../workers/device/device.ts';
import { openTestDevice } from '../../../support/dawn.ts';

const MEMBERS = 2;
const STEPS = 5;
const CELLS = 7; // not a multiple of a workgroup's four
const rng = stream(1, 'lstm sequence');
const normals = (shape: number[], scale: number): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => scale * rng.normal()),
    shape,
  );

/** h_t = o tanh(c_t), c_t = f c_{t-1} + i g, gates_t = table[token_t] + h_{t-1} U; [m, n, UNITS]. */
function composed(table: tf.Tensor, kernel: tf.Tensor, tokens: tf.Tensor3D): tf.Tensor {
  let hidden: tf.Tensor = tf.zeros([MEMBERS, CELLS, UNITS]);
  let memory: tf.Tensor = tf.zeros([MEMBERS, CELLS, UNITS]);
  for (let at = 0; at < STEPS; at++) {
    const reads = tf.oneHot(tf.reshape(tf.slice(tokens, [0, at, 0], [MEMBERS, 1, CELLS]), [MEMBERS, CELLS]), TOKENS);
    const gates = tf.add(tf.matMul(tf.cast(reads, 'float32'), table), tf.matMul(hidden, kernel));
    const [i, f, g, o] = tf.split(gates, 4, 2) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    memory = tf.add(tf.mul(tf.sigmoid(f), memory), tf.mul(tf.sigmoid(i), tf.tanh(g)));
    hidden = tf.mul(tf.sigmoid(o), tf.tanh(memory));
  }
  return hidden;
}

let device: Device;
beforeAll(async () => {
  device = await openTestDevice();
});

test('the fused LSTM has the values and gradients of the composed one', async () => {
  const table = normals([MEMBERS, TOKENS, 4 * UNITS], 1);
  const kernel = normals([MEMBERS, UNITS, 4 * UNITS], 0.2);
  const weight = normals([MEMBERS, CELLS, UNITS], 1);
  const drawn = Array.from({ length: MEMBERS * STEPS * CELLS }, () => rng.integer(TOKENS));
  const tokens = tf.tensor3d(drawn, [MEMBERS, STEPS, CELLS], 'int32');
  const all = (sequence: typeof composed) => {
    const { value, grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) =>
      tf.sum(tf.mul(sequence(a, b, tokens), weight)),
    )([table, kernel]);
    return [sequence(table, kernel, tokens), value, ...grads];
  };
  const [fused, stock] = [all(lstmSequence), all(composed)];
  for (const [i, name] of ['hidden states', 'sum', 'slope of table', 'slope of kernel'].entries()) {
    const [a, b] = await Promise.all([fused[i]!.data(), stock[i]!.data()]);
    const size = Math.max(...b.map(Math.abs));
    const off = Math.max(...a.map((value, at) => Math.abs(value - b[at]!))) / size;
    expect(off, name).toBeLessThan(1e-5);
    expect(size, name).toBeGreaterThan(0.1);
  }
  device.check();
});
