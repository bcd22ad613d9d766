import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseCell } from '../../../src/core/space/cell.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import type { SearchConfig } from '../../../src/contract/config.ts';
import type { Guesses } from '../../../src/contract/events.ts';
import type { ImageSet } from '../../../workers/data/image-set.ts';
import type { Device } from '../../../workers/device/device.ts';
import { NetworkManager, type NetworkFactory } from '../../../workers/train/network-manager.ts';
import { Throttle } from '../../../workers/train/throttle.ts';
import type { ChildNetwork } from '../../../workers/network/child-network.ts';
import type { Checkpoint, Checkpoints } from '../../../workers/store/checkpoint.ts';
import { packCheckpoint, unpackCheckpoint } from '../../../workers/store/node/checkpoint-file.ts';
import { evaluationBatches } from '../../../workers/train/batches.ts';
import { streamsOf } from '../../../src/core/streams/streams.ts';
import { splitImages } from '../../../workers/train/split.ts';
import { openTestDevice } from '../../support/dawn.ts';
import { loadSample } from '../../../workers/data/node/files.ts';

const tiny: SearchConfig = {
  ...PRESETS.smoke,
  macro: 'titu1994',
  filters: 4,
  epochs: 2,
  batchSize: 16,
  images: 80,
  validationImages: 16,
};
const cell = parseCell('-1,3x3 dconv,-1,3x3 maxpool');

describe('NetworkManager', () => {
  let device: Device;
  let images: ImageSet;
  let networkFactory: typeof import('../../../workers/drive/search.ts').networkFactory;
  const manager = (config: SearchConfig): NetworkManager =>
    new NetworkManager({ images, config, create: networkFactory(device), check: device.check });

  beforeAll(async () => {
    device = await openTestDevice();
    ({ images } = await loadSample());
    ({ networkFactory } = await import('../../../workers/drive/search.ts'));
  });

  test('gives the same reward twice and leaves no tensor behind', async () => {
    const progress: number[] = [];
    const first = await manager(tiny).getRewards(cell, ({ loss }) => progress.push(loss));
    const before = tf.memory().numTensors;
    const second = await manager(tiny).getRewards(cell);
    expect(tf.memory().numTensors).toBe(before);
    expect(first.failure).toBeUndefined();
    expect(first.curve).toHaveLength(2);
    expect(second.curve).toEqual(first.curve);
    expect(first.accuracy).toBe(first.curve[1]);
    expect(progress.every((loss) => loss > 0 && loss < 20)).toBe(true);
  });

  test('tells what a child answers for a few images of many classes, which changes nothing of it', async () => {
    const told: Guesses[] = [];
    const watched = new NetworkManager({
      images,
      config: tiny,
      create: networkFactory(device),
      check: device.check,
      onGuesses: (guesses) => told.push(guesses),
    });
    expect((await watched.getRewards(cell)).curve).toEqual((await manager(tiny).getRewards(cell)).curve);
    const [first] = told;
    expect(first!.epochs).toBe(1);
    expect(told.length).toBeLessThanOrEqual(2); // once in a while
    const { validation } = splitImages(images.labels.length, tiny, streamsOf());
    const classes = new Set(Array.from(validation, (image) => images.labels[image]!));
    expect(first!.labels).toHaveLength(8);
    expect(new Set(first!.labels).size).toBe(Math.min(8, classes.size));
    const seen = Array.from(validation, (image) => String(images.pixels.subarray(3072 * image, 3072 * (image + 1))));
    for (const i of first!.labels.keys())
      expect(seen).toContain(String(first!.pixels.subarray(3072 * i, 3072 * (i + 1))));
    expect(Math.max(...first!.answers)).toBeLessThan(10);
  });

  test('rewards the best epoch and hands out its weights, also after a pause', async () => {
    const config: SearchConfig = {
      ...tiny,
      macro: 'pnas',
      reward: 'best',
      epochs: 6,
      learningRate: 0.05,
      validationImages: 40,
    };
    const { validation } = splitImages(images.labels.length, config, streamsOf());
    const saved: Checkpoint[] = [];
    const train = async (checkpoints: Checkpoints) => {
      let handedOut: { readonly accuracy: number; readonly weights: readonly Float32Array[] } | undefined;
      const onTrained = async (network: ChildNetwork): Promise<void> => {
        for (const batch of evaluationBatches(validation, config.batchSize)) network.evaluateStep(batch);
        const { correct, examples } = await network.readTotals();
        handedOut = { accuracy: correct / examples, weights: await network.readWeights() };
      };
      const { curve, accuracy } = await manager(config).getRewards(cell, undefined, onTrained, checkpoints);
      return { curve, accuracy, handedOut };
    };
    const whole = await train({ load: async () => undefined, save: async (checkpoint) => void saved.push(checkpoint) });
    expect(whole.accuracy).toBe(Math.max(...whole.curve));
    expect(whole.accuracy).toBeGreaterThan(whole.curve.at(-1)!); // else this test says nothing
    expect(whole.handedOut!.accuracy).toBe(whole.accuracy);
    const kept = { ...saved.at(-1)!, run: 'ab'.repeat(32), epochs: 5 };
    const { run: _run, epochs: _epochs, ...last } = unpackCheckpoint(Buffer.from(packCheckpoint(kept)));
    expect(last).toEqual(saved.at(-1));
    expect(await train({ load: async () => last, save: async () => {} })).toEqual(whole);
    const { accuracy } = await manager({ ...config, reward: 'last' }).getRewards(cell);
    expect(accuracy).toBe(whole.curve.at(-1));
  });

  test('begins a child again whose checkpoint is of another network', async () => {
    const saved: Checkpoint[] = [];
    const keep = { load: async () => undefined, save: async (checkpoint: Checkpoint) => void saved.push(checkpoint) };
    const { curve } = await manager(tiny).getRewards(cell, undefined, undefined, keep);
    const { tensors } = saved[0]!.state;
    const other = { ...saved[0]!, curve: [1], state: { steps: 4, tensors: [...tensors.slice(1), tensors[0]!] } };
    const goesOn = { load: async () => other, save: async () => {} };
    expect((await manager(tiny).getRewards(cell, undefined, undefined, goesOn)).curve).toEqual(curve);
  });

  test('a retraining begins elsewhere, repeats itself, and goes on from no other training of the cell', async () => {
    const first = await manager(tiny).getRewards(cell);
    const seen: { loss: number; epoch: number }[] = [];
    let saved: Checkpoint | undefined;
    const checkpoints: Checkpoints = { load: async () => saved, save: async (checkpoint) => void (saved = checkpoint) };
    const again = (repeat: number) =>
      manager(tiny).getRewards(cell, ({ loss, epoch }) => seen.push({ loss, epoch }), undefined, checkpoints, {
        repeat,
      });
    await manager(tiny).getRewards(cell, undefined, undefined, checkpoints);
    expect(saved).not.toHaveProperty('repeat');
    const second = await again(1);
    expect(seen[0]!.epoch).toBe(0);
    expect(saved).toMatchObject({ repeat: 1 });
    const losses = seen.splice(0).map(({ loss }) => loss);
    const firstLosses: number[] = [];
    await manager(tiny).getRewards(cell, ({ loss }) => firstLosses.push(loss));
    expect(losses).not.toEqual(firstLosses);
    const resumed = await again(1);
    expect(seen.splice(0)[0]!.epoch).toBe(1);
    expect(resumed.curve).toEqual(second.curve);
    await again(2);
    expect(seen[0]!.epoch).toBe(0);
    expect(seen.map(({ loss }) => loss)).not.toEqual(losses);
    expect(second.parameters).toBe(first.parameters);
  });

  test('low priority gives the same reward, and its rests are not in the time recorded', async () => {
    const throttle = new Throttle();
    const throttled = new NetworkManager({
      images,
      config: tiny,
      create: networkFactory(device),
      check: device.check,
      throttle,
    });
    const full = await throttled.getRewards(cell);
    expect(throttle.restedMs).toBe(0);
    throttle.isLowPriority = true;
    const started = performance.now();
    const { curve, accuracy, durationMs } = await throttled.getRewards(cell);
    expect({ curve, accuracy }).toEqual({ curve: full.curve, accuracy: full.accuracy });
    expect(throttle.restedMs).toBeGreaterThan(0);
    expect(durationMs + throttle.restedMs).toBeLessThanOrEqual(performance.now() - started + 1); // rounded to 1 ms
  });

  test('queues the next steps before it waits for a readback, and none at low priority', async () => {
    const throttle = new Throttle();
    let [steps, waiting, most] = [0, 0, 0];
    const create: NetworkFactory = async (...of) => {
      const network = await networkFactory(device)(...of);
      const { trainStep, readTotals } = network;
      network.trainStep = (...step) => {
        steps++;
        waiting++;
        most = Math.max(most, waiting);
        trainStep.apply(network, step);
      };
      network.readTotals = async () => {
        const queued = steps;
        const totals = await readTotals.apply(network);
        waiting = Math.min(waiting, steps - queued);
        return totals;
      };
      return network;
    };
    const config = { ...tiny, batchSize: 2, epochs: 1, macro: 'pnas', filters: 2 } as const; // 32 steps
    const { curve } = await new NetworkManager({ images, config, create, check: device.check, throttle }).getRewards(
      cell,
    );
    expect([steps, most]).toEqual([32, 2 * throttle.stepsPerRead]);
    [steps, waiting, most] = [0, 0, 0];
    throttle.isLowPriority = true;
    const atLowPriority = await new NetworkManager({
      images,
      config,
      create,
      check: device.check,
      throttle,
    }).getRewards(cell);
    expect([steps, most]).toEqual([32, 1]);
    expect(atLowPriority.curve).toEqual(curve);
  });

  test('returns a diverged child as a typed failure, and the next child trains', async () => {
    const { accuracy, failure } = await manager({
      ...tiny,
      learningRate: 10,
      optimizer: 'momentum',
      weightDecay: 1,
      clipNorm: 0,
      epochs: 6,
    }).getRewards(cell);
    expect(accuracy).toBeUndefined();
    expect(failure?.reason).toBe('nan-loss');
    expect((await manager(tiny).getRewards(cell)).accuracy).toBeGreaterThanOrEqual(0);
  });

  test.each(['first', 'last'])(
    'a last update that leaves the %s weight not a number is a failure, not a reward',
    async (which) => {
      const steps = tiny.epochs * Math.floor((tiny.images - tiny.validationImages) / tiny.batchSize);
      let left = steps;
      const create: NetworkFactory = async (...of) => {
        const network = await networkFactory(device)(...of);
        const weights = of[2];
        const spoilt = which === 'first' ? 0 : weights.length - 1;
        const readTotals = network.readTotals.bind(network);
        const trainStep = network.trainStep.bind(network);
        network.trainStep = (...step) => {
          left--;
          trainStep(...step);
        };
        network.readTotals = async () => {
          const isTrained = left === 0;
          const totals = await readTotals();
          if (!isTrained) return totals;
          left = -1; // after the last training step's answer, before the evaluation's is used
          const values = await network.readWeights();
          network.writeWeights(values.map((own, i) => (i === spoilt ? own.map(() => NaN) : own)));
          return totals;
        };
        return network;
      };
      const { accuracy, failure } = await new NetworkManager({
        images,
        config: tiny,
        create,
        check: device.check,
      }).getRewards(cell);
      expect(left).toBe(-1);
      expect(accuracy).toBeUndefined();
      expect(failure).toEqual({ reason: 'nan-loss', message: expect.stringContaining('epoch 2') });
    },
  );

  test('refuses more images than there are, and batches larger than the training set', () => {
    expect(() => manager({ ...tiny, images: 5_000, validationImages: 100 })).toThrow(
      'images must be at most the 2500 of the data set; got 5000',
    );
    expect(() => manager({ ...tiny, batchSize: 100 })).toThrow(
      'batchSize must be at most the 64 training images; got 100',
    );
  });
});
