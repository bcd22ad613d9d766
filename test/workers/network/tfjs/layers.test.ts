import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyLayer } from '../../../../workers/network/tfjs/layers.ts';
import { openTestDevice } from '../../../support/dawn.ts';
import { goldenCases, goldenTable, relativeError, type GoldenCase } from '../../../support/golden.ts';
import { openDevice, type Device } from '../../../../workers/device/device.ts';

/** Of float32 sums against float64. */
const TOLERANCE = 1e-4;

/** The operator's output, and the gradients of sum(y * dy) by x and by each parameter in the table's order. */
async function run(golden: GoldenCase): Promise<{ y: Float32Array; gradients: Float32Array[] }> {
  const table = goldenTable(golden);
  const values = Object.values(golden.parameters);
  const inputs = [
    tf.tensor([...golden.x], [...golden.xShape]),
    ...values.map(({ value, shape }) => tf.tensor([...value], [...shape])),
  ];
  const forward = (...all: tf.Tensor[]): tf.Tensor => {
    const outputs: tf.Tensor4D[] = [];
    for (const layer of table.layers) {
      const from = layer.kind === 'image' ? [all[0] as tf.Tensor4D] : layer.inputs.map((id) => outputs[id]!);
      outputs.push(applyLayer(layer, from, { weights: all.slice(1) }));
    }
    return tf.clone(outputs.at(-1)!); // an op of its own, so that a free identity has a gradient too
  };
  const y = tf.tidy(() => forward(...inputs));
  const gradients = tf.grads(forward)(inputs, tf.tensor([...golden.dy], [...golden.yShape]));
  const read = async (tensor: tf.Tensor) => (await tensor.data()) as Float32Array;
  return { y: await read(y), gradients: await Promise.all(gradients.map(read)) };
}

describe.each(['webgpu', 'wasm'] as const)(
  'on %s the tfjs operators equal the float64 values and gradients',
  (backend) => {
    let device: Device;
    beforeAll(async () => {
      device = await (backend === 'webgpu' ? openTestDevice() : openDevice({ backend }));
    });

    test.each(goldenCases().map((golden, index) => ({ index, golden, name: golden.op, stride: golden.stride })))(
      'case $index: $name, stride $stride',
      async ({ golden }) => {
        expect(tf.getBackend()).toBe(backend);
        const values = Object.values(golden.parameters);
        const table = goldenTable(golden);
        expect(table.parameters.map(({ shape }) => shape)).toEqual(values.map(({ shape }) => shape));
        const { y, gradients } = await run(golden);
        expect(relativeError(y, golden.y)).toBeLessThan(TOLERANCE);
        expect(relativeError(gradients[0]!, golden.dx)).toBeLessThan(TOLERANCE);
        for (const [i, { gradient }] of values.entries()) {
          expect(relativeError(gradients[i + 1]!, gradient)).toBeLessThan(TOLERANCE);
        }
        device.check();
      },
    );
  },
);
