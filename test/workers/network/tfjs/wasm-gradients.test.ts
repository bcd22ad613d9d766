/** @file The wasm backend, some of whose kernels are ours: beside tfjs's own on the processor. */
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseCell } from '../../../../src/core/space/cell.ts';
import { initialWeights } from '../../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../../src/core/network/macro.ts';
import { stream } from '../../../../src/core/random/rng.ts';
import { noiseImages } from '../../../../workers/data/image-set.ts';
import { openDevice } from '../../../../workers/device/device.ts';
import { fastestFallback } from '../../../../workers/device/fallback.ts';
import { TfjsNetwork } from '../../../../workers/network/tfjs/network.ts';
import { relativeError } from '../../../support/golden.ts';

beforeAll(async () => void (await openDevice({ backend: 'wasm' })));

async function on<T>(backend: string, compute: () => Promise<T>): Promise<T> {
  await tf.setBackend(backend);
  return compute();
}

/** The gradients of sum(y * dy), y a convolution of x [2, h, w, c] by a filter. */
async function gradients(
  depthwise: boolean,
  { h, w, c, kernel, stride, pad }: (typeof SHAPES)[number],
): Promise<Float32Array[]> {
  const x = tf.randomUniform([2, h, w, c], -1, 1, 'float32', 1);
  const filter = tf.randomUniform([...kernel, c, depthwise ? 1 : 5], -1, 1, 'float32', 2);
  const convolve = (image: tf.Tensor, by: tf.Tensor): tf.Tensor =>
    depthwise
      ? tf.depthwiseConv2d(image as tf.Tensor4D, by as tf.Tensor4D, stride, pad)
      : tf.conv2d(image as tf.Tensor4D, by as tf.Tensor4D, stride, pad);
  const dy = tf.randomUniform(
    tf.tidy(() => convolve(x, filter).shape),
    -1,
    1,
    'float32',
    3,
  );
  const both = tf.grads(convolve)([x, filter], dy);
  const values = await Promise.all(both.map(async (tensor) => (await tensor.data()) as Float32Array));
  tf.dispose([x, filter, dy, ...both]);
  return values;
}

test.each([
  [1, 'same'],
  [2, 'same'],
  [2, 'valid'],
] as const)(
  'the gradient of max pooling, stride %i, %s: windows below zero, and of equals the first',
  async (stride, pad) => {
    const x = tf.tensor4d(
      Array.from({ length: 2 * 8 * 7 }, (_, i) => ((i * i) % 5) - 3),
      [2, 8, 7, 1],
    );
    const compute = async (): Promise<Float32Array> => {
      const pool = (image: tf.Tensor): tf.Tensor => tf.mul(tf.maxPool(image as tf.Tensor4D, 3, stride, pad), 2);
      return (await tf.grad(pool)(x).data()) as Float32Array;
    };
    expect(await on('wasm', compute)).toEqual(await on('cpu', compute));
  },
);

/** Sizes that strides do not divide, filters that are no squares or larger than the image, more channels than a block. */
const SHAPES = [
  { h: 9, w: 6, c: 3, kernel: [3, 3], stride: [1, 1], pad: 'same' },
  { h: 9, w: 6, c: 3, kernel: [3, 3], stride: [2, 2], pad: 'same' },
  { h: 8, w: 8, c: 70, kernel: [5, 5], stride: [2, 2], pad: 'same' },
  { h: 7, w: 8, c: 2, kernel: [1, 1], stride: [2, 2], pad: 'same' },
  { h: 8, w: 5, c: 2, kernel: [1, 7], stride: [2, 2], pad: 'same' },
  { h: 3, w: 4, c: 2, kernel: [7, 1], stride: [1, 1], pad: 'same' },
  { h: 10, w: 9, c: 2, kernel: [3, 2], stride: [3, 3], pad: 'valid' },
] as const satisfies { h: number; w: number; c: number; kernel: [number, number]; stride: [number, number]; pad: 'same' | 'valid' }[]; // prettier-ignore

describe.each([false, true])(
  'gradients of a convolution (depthwise: %s) equal those of the cpu backend',
  (depthwise) => {
    test.each(SHAPES)('$h x $w, $c channels, filter $kernel, stride $stride, $pad', async (shape) => {
      const want = await on('cpu', () => gradients(depthwise, shape));
      const before = tf.memory().numTensors;
      const got = await on('wasm', () => gradients(depthwise, shape));
      expect(tf.memory().numTensors).toBe(before);
      for (const [i, values] of want.entries()) expect(relativeError(got[i]!, values)).toBeLessThan(1e-5);
    });
  },
);

test.each([true, false])(
  "a convolution that strides over pixels (depthwise: %s) is the cpu backend's",
  async (depthwise) => {
    for (const [kh, kw] of [
      [1, 7],
      [7, 1],
      [1, 1],
      [2, 2],
      [1, 2],
    ] as const) {
      // prettier-ignore
      for (const [h, w, stride] of [[8, 8, 2], [9, 8, 3], [8, 7, 2]] as const) { // prettier-ignore
      const compute = async (): Promise<Float32Array> => {
        const x = tf.randomUniform([2, h, w, 3], -1, 1, 'float32', 1) as tf.Tensor4D;
        const filter = tf.randomUniform([kh, kw, 3, depthwise ? 1 : 5], -1, 1, 'float32', 2) as tf.Tensor4D;
        const y = (depthwise ? tf.depthwiseConv2d : tf.conv2d)(x, filter, stride, 'same');
        const values = (await y.data()) as Float32Array;
        tf.dispose([x, filter, y]);
        return values;
      };
      const want = await on('cpu', compute);
      const before = tf.memory().numTensors;
      const got = await on('wasm', compute);
      expect(relativeError(got, want), `${kh} x ${kw}, stride ${stride}, ${h} x ${w}`).toBeLessThan(1e-5);
      expect(tf.memory().numTensors).toBe(before);
    }
    }
  },
);

test('a filter that is assigned other values convolves with these', async () => {
  await tf.setBackend('wasm');
  const x = tf.ones([1, 4, 4, 2]) as tf.Tensor4D;
  const filter = tf.variable(tf.ones([1, 1, 2, 1])) as tf.Variable as unknown as tf.Tensor4D & tf.Variable;
  const first = async (): Promise<number> => (await tf.conv2d(x, filter, 1, 'same').data())[0]!;
  expect(await first()).toBe(2);
  for (let value = 2; value < 6; value++) {
    tf.tidy(() => filter.assign(tf.mul(tf.onesLike(filter), value)));
    expect(await first()).toBe(2 * value); // XNNPACK keeps a packed copy of each filter
  }
});

/** Every operator: at stride 2 in titu1994's children, at both in the paper's, which have more layers on larger images. */
const CELLS = [
  '-1,3x3 dconv,-1,1x7-7x1 conv,-1,3x3 maxpool,-1,3x3 dilated conv',
  '-1,5x5 dconv,-1,3x3 avgpool,-1,7x7 dconv,-1,3x3 conv',
  '-1,identity,-1,3x3 conv',
];

test.each(
  CELLS.flatMap((notation) => [
    { notation, macro: 'titu1994', filters: 3, batch: 2 } as const,
    { notation, macro: 'pnas', filters: 2, batch: 1 } as const,
  ]),
)('ten losses of $notation, $macro, equal those on the cpu backend', async ({ notation, macro, filters, batch }) => {
  const config = { macro, repeats: 1, filters, lookback: 1, cellOutput: 'all' } as const;
  const table = layerTable(parseCell(notation), config);
  const images = noiseImages(6, stream(5, 'images'));
  const losses = async (): Promise<number[]> => {
    const optimizer = { optimizer: 'adam', weightDecay: 1e-3, clipNorm: 5 } as const;
    const network = new TfjsNetwork(table, images, initialWeights(table, stream(1, 'init')), optimizer);
    const result: number[] = [];
    for (let step = 0; step < 10; step++) {
      const indices = Uint32Array.of(step % 6, (step + 2) % 6).slice(0, batch);
      network.trainStep({ indices }, { learningRate: 0.01 });
      result.push((await network.readTotals()).loss);
    }
    network.dispose();
    return result;
  };
  const [want, got] = [await on('cpu', losses), await on('wasm', losses)];
  expect(relativeError(got, want)).toBeLessThan(1e-3);
});

test('without WebGPU the fastest fallback backend that computes right is chosen; plain JavaScript is not tested when another works', async () => {
  const { name, note } = await fastestFallback();
  expect(name).toBe('wasm');
  expect(tf.getBackend()).toBe('wasm');
  expect(note).toMatch(/WebAssembly [\d.,]+ ms; WebGL does not work here\.$/); // Node has no webgl
});

test('a backend that computes wrongly is not chosen, and the note says what is wrong', async () => {
  const kernel = tf.getKernel('MaxPool', 'wasm');
  tf.unregisterKernel('MaxPool', 'wasm');
  tf.registerKernel({ ...tf.getKernel('AvgPool', 'wasm'), kernelName: 'MaxPool' });
  const { name, note } = await fastestFallback();
  tf.unregisterKernel('MaxPool', 'wasm');
  tf.registerKernel(kernel);
  expect(name).toBe('cpu');
  expect(note).toMatch(/WebAssembly computes wrongly: the gradient of .* is off by .*; plain JavaScript [\d.,]+ ms\.$/);
});
