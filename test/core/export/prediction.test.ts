/** @file Every exported form says what the page says: own forward pass, ONNX Runtime, stock tfjs, and the file read back. */
import * as ort from 'onnxruntime-web';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { toLayersModel } from '../../../src/core/export/layers-model.ts';
import { predict } from '../../../src/core/inference/forward.ts';
import { inferenceGraph } from '../../../src/core/inference/fold.ts';
import type { InferenceGraph } from '../../../src/core/inference/graph.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { readOnnx } from '../../../src/core/onnx/read-onnx.ts';
import { toOnnx } from '../../../src/core/onnx/write-onnx.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { forwardPass } from '../../../workers/network/tfjs/network.ts';
import { trainedValues } from '../../support/trained-values.ts';

/** Images that probabilities are compared on, and how near they must be. */
const IMAGES = 2;
const TOLERANCE = 1e-4;

const PIXELS = { mean: [0.49, 0.48, 0.45], deviation: [0.25, 0.24, 0.26] } as const;
const small: NetworkConfig = { macro: 'pnas', repeats: 1, filters: 3, lookback: 2, cellOutput: 'all' };

/** Cells that between them have every operator at both strides, a factorised reduction, unread inputs and one-block concatenations. */
const CASES: readonly (readonly [string, string, Partial<NetworkConfig>])[] = [
  ['separable and pools', '-1,3x3 dconv,-2,5x5 dconv,0,3x3 maxpool,-2,3x3 avgpool', {}],
  ['the others', '-1,7x7 dconv,-2,1x7-7x1 conv,-1,3x3 dilated conv,-1,identity,1,3x3 conv,0,3x3 dilated conv', {}],
  ['lookback 3', '-3,identity,-1,3x3 avgpool', { lookback: 3, cellOutput: 'unused' }],
  ['even filters', '-1,identity,-2,3x3 maxpool', { filters: 4, repeats: 2 }],
  ['titu1994', '-1,3x3 dconv,-1,3x3 dilated conv,-1,1x7-7x1 conv,0,3x3 avgpool,-1,identity,-1,3x3 conv', { macro: 'titu1994' }], // prettier-ignore
];

interface Case {
  readonly graph: InferenceGraph;
  /** Bytes of images, [IMAGES, 32, 32, 3]. */
  readonly images: Float32Array;
  /** Of the layer table with its batch norms, in tfjs ops: what trains and judges it. */
  readonly expected: Float32Array;
}

async function prepare(notation: string, changes: Partial<NetworkConfig>): Promise<Case> {
  const table = layerTable(parseCell(notation), { ...small, ...changes });
  const rng = stream(5, notation);
  const values = trainedValues(table, rng);
  const images = Float32Array.from({ length: IMAGES * 32 * 32 * 3 }, (_, i) => rng.integer(i < 3072 ? 256 : 90)); // one darker
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm').map(({ id }) => id);
  const expected = tf.tidy(() => {
    const weights = table.parameters.map(({ shape }, i) => tf.tensor(values[i]!, [...shape]));
    const moments = (id: number) => {
      const at = table.parameters.length + 2 * norms.indexOf(id);
      return { mean: tf.tensor1d(values[at]!), variance: tf.tensor1d(values[at + 1]!) };
    };
    const pixels = tf.div(tf.tensor4d(images, [IMAGES, 32, 32, 3]), 255);
    const whitened = tf.div(tf.sub(pixels, [...PIXELS.mean]), [...PIXELS.deviation]) as tf.Tensor4D;
    const logits = forwardPass(table, whitened, { weights, moments });
    // a classifier that is neither sure nor equal: the greatest difference of two logits becomes 2, around 0
    const centre = tf.mean(logits, 0);
    const scale = 1 / (tf.max(tf.abs(tf.sub(logits, centre))).arraySync() as number);
    const [weight, bias] = [values[table.parameters.length - 2]!, values[table.parameters.length - 1]!];
    for (const i of weight.keys()) weight[i]! *= scale;
    for (const [i, middle] of centre.dataSync().entries()) bias[i] = (bias[i]! - middle) * scale;
    return tf.softmax(tf.mul(tf.sub(logits, centre), scale));
  });
  return { graph: inferenceGraph(table, values, PIXELS), images, expected: (await expected.data()) as Float32Array };
}

function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

/** What the page says of all images. */
function predictAll(graph: InferenceGraph, images: Float32Array): number[] {
  const size = images.length / IMAGES;
  return Array.from({ length: IMAGES }, (_, i) => [
    ...predict(graph, images.subarray(i * size, (i + 1) * size)),
  ]).flat();
}

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  await tf.setBackend('cpu');
});

describe.each(CASES)('a trained network (%s)', (_name, notation, changes) => {
  let own: Case;
  beforeAll(async () => void (own = await prepare(notation, changes)));

  test('tells images apart', () => {
    expect(greatestDifference(own.expected.slice(0, 10), own.expected.slice(10, 20))).toBeGreaterThan(0.05);
  });

  test('has no batch norm left as a layer of its own', () => {
    expect(own.graph.filter(({ name }) => /bn\d?$/.test(name))).toEqual([]);
  });

  test('predicts the same without a device', () => {
    expect(greatestDifference(predictAll(own.graph, own.images), own.expected)).toBeLessThan(TOLERANCE);
  });

  test('predicts the same in ONNX Runtime', async () => {
    const session = await ort.InferenceSession.create(toOnnx(own.graph));
    const planes = Float32Array.from(own.images, (_, i) => {
      const [n, rest] = [Math.floor(i / 3072), i % 3072]; // [n, 3, 32 * 32] of [n, 32 * 32, 3]
      return own.images[n * 3072 + (rest % 1024) * 3 + Math.floor(rest / 1024)]!;
    });
    const { probabilities } = await session.run({ image: new ort.Tensor('float32', planes, [IMAGES, 3, 32, 32]) });
    expect(probabilities!.dims).toEqual([IMAGES, 10]);
    expect(greatestDifference(probabilities!.data as Float32Array, own.expected)).toBeLessThan(TOLERANCE);
    await session.release();
  });

  test('predicts the same in stock tfjs', async () => {
    const { model, weights } = toLayersModel(own.graph);
    const { modelTopology, weightsManifest } = JSON.parse(JSON.stringify(model)) as tf.io.ModelJSON;
    const weightSpecs = weightsManifest.flatMap((group) => group.weights);
    const loaded = await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weights.buffer }),
    );
    const output = loaded.predict(tf.tensor4d(own.images, [IMAGES, 32, 32, 3])) as tf.Tensor;
    expect(greatestDifference(await output.data(), own.expected)).toBeLessThan(TOLERANCE);
    loaded.dispose();
  });

  test('is the same network after it was written and read', () => {
    const { graph, metadata } = readOnnx(toOnnx(own.graph, { classes: 'Äpfel, 鳥' }));
    expect(metadata).toEqual({ classes: 'Äpfel, 鳥' });
    expect(predictAll(graph, own.images)).toEqual(predictAll(own.graph, own.images));
  });
});
