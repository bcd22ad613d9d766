import * as tf from '@tensorflow/tfjs';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { SearchConfig } from '../../../src/contract/config.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { NPZ_FILE, toNpz } from '../../../src/core/export/npz.ts';
import { toKeras, toPyTorch } from '../../../src/core/export/python.ts';
import { WEIGHT_LOADERS } from '../../../src/core/export/python-weights.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import { layerTable } from '../../../src/core/network/macro.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { assembleBatch } from '../../../workers/data/assemble.ts';
import { loadSample } from '../../../workers/data/node/files.ts';
import { networkFactory } from '../../../workers/drive/search.ts';
import type { Device } from '../../../workers/device/device.ts';
import { forwardPass } from '../../../workers/network/tfjs/network.ts';
import { openTestDevice } from '../../support/dawn.ts';
import { pythonWith, runPython } from '../../support/python.ts';

/** Real images that outputs are compared on, and how near they must be. */
const IMAGES = 8;
const TOLERANCE = 1e-4;

/** Cells that between them have every operator at both strides, a factorised reduction and one-channel differences. */
const CASES: readonly (readonly [string, string, Partial<SearchConfig>])[] = [
  ['pnas, separable and pools', '-1,3x3 dconv,-2,5x5 dconv,0,3x3 maxpool,-2,3x3 avgpool', {}],
  [
    'pnas, the others',
    '-1,7x7 dconv,-2,1x7-7x1 conv,-1,3x3 dilated conv,-1,identity,1,3x3 conv,0,3x3 dilated conv',
    {},
  ],
  ['pnas, lookback 3', '-3,identity,-1,3x3 avgpool', { lookback: 3, cellOutput: 'unused' }],
  [
    'titu1994',
    '-1,3x3 dconv,-1,3x3 dilated conv,-1,1x7-7x1 conv,0,3x3 avgpool,-1,identity,-1,3x3 conv',
    { macro: 'titu1994' },
  ],
];

interface Trained {
  /** `weights.npz`. */
  readonly exported: Uint8Array;
  readonly images: Float32Array;
  /** Our network's, [IMAGES, 10]. */
  readonly logits: Float32Array;
}

/** A child after a few real steps, exported, and what it says of some images. */
async function train(device: Device, notation: string, changes: Partial<SearchConfig>): Promise<Trained> {
  const config = { ...PRESETS.demo, repeats: 1, filters: 4, batchSize: 16, ...changes };
  const { images: sample } = await loadSample();
  const table = layerTable(parseCell(notation), config);
  const weights = initialWeights(table, stream(1, 'init'));
  const network = await networkFactory(device)(table, sample, weights, config);
  for (let step = 0; step < 4; step++) {
    network.trainStep({ indices: Uint32Array.from({ length: 16 }, (_, i) => 16 * step + i) }, { learningRate: 0.02 });
  }
  const values = await network.readWeights();
  network.dispose();
  const images = assembleBatch(sample, { indices: Uint32Array.from({ length: IMAGES }, (_, i) => 1000 + i) });
  const norms = table.layers.filter(({ kind }) => kind === 'batchNorm').map(({ id }) => id);
  const logits = tf.tidy(() => {
    const tensors = table.parameters.map(({ shape }, i) => tf.tensor(values[i]!, [...shape]));
    const moments = (id: number) => {
      const at = table.parameters.length + 2 * norms.indexOf(id);
      return { mean: tf.tensor1d(values[at]!), variance: tf.tensor1d(values[at + 1]!) };
    };
    return forwardPass(table, tf.tensor4d(images, [IMAGES, 32, 32, 3]), { weights: tensors, moments });
  });
  return { exported: toNpz(table, values), images, logits: (await logits.data()) as Float32Array };
}

function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

const softmax = (logits: Float32Array): Float32Array =>
  tf.tidy(() => tf.softmax(tf.tensor2d(logits, [IMAGES, 10])).dataSync() as Float32Array);

let device: Device | undefined;

describe.each(CASES)('a trained child (%s)', (_name, notation, changes) => {
  let trained: Trained;
  const torch = pythonWith('torch');
  const keras = pythonWith('keras');
  beforeAll(async () => {
    device ??= await openTestDevice();
    await tf.setBackend('cpu'); // what is exported must not depend on our device
    trained = await train(device, notation, changes);
  });

  test('is told apart by its images', () => {
    expect(greatestDifference(trained.logits.slice(0, 10), trained.logits.slice(10, 20))).toBeGreaterThan(0.01);
  });

  /** Outputs of a Python file with the exported weights on the images. */
  function python(
    path: string,
    source: string,
    code: string,
    images = trained.images,
    weights = trained.exported,
  ): number[] {
    const folder = mkdtempSync(join(tmpdir(), 'pnas-export-'));
    writeFileSync(join(folder, 'child.py'), source);
    writeFileSync(join(folder, NPZ_FILE), weights);
    writeFileSync(join(folder, 'images.bin'), new Uint8Array(images.buffer));
    const load = `import sys, json, numpy as np\nsys.path.insert(0, '.')\nx = np.fromfile('images.bin', '<f4').reshape(-1, 32, 32, 3)\nimport child\n`;
    const program = `import os\nos.chdir(${JSON.stringify(folder)})\n${load}${code}\nprint(json.dumps(np.asarray(y).ravel().tolist()))\n`;
    const { stdout, stderr, status } = runPython(path, program);
    expect(status, stderr).toBe(0);
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as number[];
  }

  test.skipIf(torch === undefined)('says the same in PyTorch', () => {
    const source = toPyTorch(
      parseCell(notation),
      { ...PRESETS.demo, repeats: 1, filters: 4, ...changes },
      WEIGHT_LOADERS,
    );
    const code = `import torch\nmodel = child.load_weights(child.Network(), 'weights.npz').eval()\ny = model(torch.from_numpy(x).permute(0, 3, 1, 2)).detach().numpy()`;
    expect(greatestDifference(python(torch!, source, code), trained.logits)).toBeLessThan(TOLERANCE);
  });

  test.skipIf(torch === undefined)('moves its statistics as the search does when PyTorch trains it', async () => {
    const config = { ...PRESETS.demo, repeats: 1, filters: 4, batchSize: 16, ...changes };
    const { images: sample } = await loadSample();
    const table = layerTable(parseCell(notation), config);
    const initial = initialWeights(table, stream(1, 'init'));
    const network = await networkFactory(device!)(table, sample, initial, config);
    const steps = [0, 1, 2].map((step) => ({ indices: Uint32Array.from({ length: 16 }, (_, i) => 16 * step + i) }));
    for (const batch of steps) network.trainStep(batch, { learningRate: 0 }); // only the statistics move
    const values = await network.readWeights();
    network.dispose();
    const blank = values.map((value, i) => (i < initial.length ? value : value.map(() => (i - initial.length) % 2)));
    const batches = Float32Array.from(steps.flatMap((batch) => [...assembleBatch(sample, batch)]));
    const code = `import torch\nmodel = child.load_weights(child.Network(), 'weights.npz').train()
for batch in torch.from_numpy(x.copy()).permute(0, 3, 1, 2).split(16): model(batch)
y = np.concatenate([v for m in model.modules() if isinstance(m, torch.nn.BatchNorm2d) for v in (m.running_mean.numpy(), m.running_var.numpy())])`;
    const got = python(
      torch!,
      toPyTorch(parseCell(notation), config, WEIGHT_LOADERS),
      code,
      batches,
      toNpz(table, blank),
    );
    const want = values.slice(initial.length).flatMap((value) => [...value]);
    expect(got).toHaveLength(want.length);
    // PyTorch's variances are unbiased: 1 part in 1,023 where 16 images of 8x8 are normalised
    const worst = Math.max(...got.map((value, i) => Math.abs(value - want[i]!) / (1 + Math.abs(want[i]!))));
    expect(worst).toBeLessThan(2e-3);
  });

  test.skipIf(keras === undefined)('says the same in Keras 3', () => {
    const source = toKeras(
      parseCell(notation),
      { ...PRESETS.demo, repeats: 1, filters: 4, ...changes },
      WEIGHT_LOADERS,
    );
    const code = `y = np.asarray(child.load_weights(child.build(), 'weights.npz').predict(x, verbose=0))`;
    expect(greatestDifference(python(keras!, source, code), softmax(trained.logits))).toBeLessThan(TOLERANCE);
  });
});
