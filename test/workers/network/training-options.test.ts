import { beforeAll, describe, expect, test } from 'vitest';
import { judgedTensors } from '../../../src/core/final/judged-tensors.ts';
import { parseCell } from '../../../src/core/space/cell.ts';
import { initialWeights } from '../../../src/core/network/initial-weights.ts';
import type { LayerTable } from '../../../src/core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../../src/core/network/macro.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { CUTOUT, MIRROR_BIT, NO_AUGMENTATION } from '../../../workers/data/assemble.ts';
import { openFallback } from '../../../workers/device/fallback.ts';
import { noiseImages } from '../../../workers/data/image-set.ts';
import { averagingDecay, type TrainingOptions } from '../../../workers/network/optimizer.ts';
import { GpuNetwork, type PlanDevice } from '../../../workers/network/webgpu/gpu-network.ts';
import type { ChildNetwork, StepSettings } from '../../../workers/network/child-network.ts';
import { TfjsNetwork } from '../../../workers/network/tfjs/network.ts';
import { whiteningFilters } from '../../../workers/train/whitening.ts';
import { openTestDevice } from '../../support/dawn.ts';
import { relativeError } from '../../support/golden.ts';

const N = 2;
const images = noiseImages(24, stream(5, 'images'));
// sums that are read in the cell and such that are not, an identity, a pool that ends in a sum, odd numbers of channels
const cell = parseCell('-1,identity,-1,3x3 dconv,0,3x3 maxpool,-2,3x3 conv');
const size = { macro: 'pnas', repeats: 1, filters: 3, lookback: 2, cellOutput: 'all' } as const;
const optimizer = { optimizer: 'momentum', weightDecay: 1e-3, clipNorm: 5, batchSize: N } as const;

interface Option {
  readonly network?: Partial<NetworkConfig>;
  readonly training?: Partial<TrainingOptions>;
  readonly step?: Partial<StepSettings>;
  readonly augmentation?: number;
}

/** Each option of a final training that a network knows. */
const OPTIONS: Readonly<Record<string, Option>> = {
  'label smoothing': { training: { labelSmoothing: 0.2 } },
  'the auxiliary classifier': { network: { hasAuxiliary: true }, training: { auxiliaryWeight: 0.4 } },
  'dropped paths': { network: { dropsPaths: true }, step: { dropPath: 0.5 } },
  'averaged weights': { training: { averaging: 0.9 } },
  'a whitening stem': { network: { stem: 'whitening' } },
  cutout: { augmentation: NO_AUGMENTATION | (5 << CUTOUT.row) | (30 << CUTOUT.column) | (13 << CUTOUT.side) },
  'mirrored and moved images': { augmentation: 2 | (6 << 4) | (1 << MIRROR_BIT) },
  all: {
    network: { hasAuxiliary: true, dropsPaths: true, stem: 'whitening' },
    training: { labelSmoothing: 0.1, auxiliaryWeight: 0.4, averaging: 0.9 },
    step: { dropPath: 0.3 },
    augmentation: NO_AUGMENTATION | (1 << MIRROR_BIT) | (16 << CUTOUT.row) | (4 << CUTOUT.column) | (8 << CUTOUT.side),
  },
};

let plan: PlanDevice;
beforeAll(async () => {
  plan = (await openTestDevice()).plan!;
  await openFallback('wasm'); // tfjs on a software device takes minutes; the plan has a device of its own
});

const EXECUTORS = ['tfjs', 'plan'] as const;
type ExecutorName = (typeof EXECUTORS)[number];

const tableOf = ({ network = {} }: Option): LayerTable => layerTable(cell, { ...size, ...network });
const all = Uint32Array.from({ length: 24 }, (_, i) => i);

async function create(executor: ExecutorName, option: Option): Promise<ChildNetwork> {
  const table = tableOf(option);
  const whitening = option.network?.stem === 'whitening' ? whiteningFilters(images, all) : undefined;
  const weights = initialWeights(table, stream(3, 'init'), 'smallNormal', whitening);
  const options = { ...optimizer, ...option.training };
  return executor === 'tfjs'
    ? new TfjsNetwork(table, images, weights, options)
    : GpuNetwork.create(plan, table, images, weights, options);
}

async function train(network: ChildNetwork, { step = {}, augmentation }: Option, from: number, to: number) {
  const losses: number[] = [];
  for (let i = from; i < to; i++) {
    const indices = Uint32Array.from({ length: N }, (_, j) => (i * N + j) % 24);
    const codes = augmentation === undefined ? {} : { augmentation: indices.map(() => augmentation) };
    network.trainStep({ indices, ...codes }, { learningRate: 0.01, dropSeed: 77 + i, ...step });
    const { loss, examples } = await network.readTotals();
    losses.push(loss / examples);
  }
  return losses;
}

/** A few losses, then logits of images that were not all trained on. */
async function outcome(executor: ExecutorName, option: Option) {
  const network = await create(executor, option);
  const losses = await train(network, option, 0, 3);
  const logits = await network.predict({ indices: Uint32Array.of(23, 1) });
  network.dispose();
  return { losses, logits };
}

describe('the plan trains and judges as the tfjs network does, and otherwise than without', () => {
  let plain: ReturnType<typeof outcome> | undefined;

  test.each(Object.entries(OPTIONS))('%s', async (_name, option) => {
    plain ??= outcome('plan', {});
    const [want, got] = [await outcome('tfjs', option), await outcome('plan', option)];
    expect(relativeError(got.losses, want.losses)).toBeLessThan(2e-4);
    expect(relativeError(got.logits, want.logits)).toBeLessThan(2e-2);
    expect(relativeError(got.logits, (await plain).logits)).toBeGreaterThan(5e-2);
  });

  test('a network with all of them goes on from its state bit for bit', async () => {
    const option = OPTIONS['all']!;
    for (const executor of EXECUTORS) {
      const straight = await create(executor, option);
      await train(straight, option, 0, 1);
      const state = await straight.readState();
      const resumed = await create(executor, option);
      resumed.writeState(state);
      expect(await resumed.readState()).toEqual(state);
      await train(straight, option, 1, 2);
      resumed.evaluateStep({ indices: Uint32Array.of(1) }); // judging in between changes nothing
      await resumed.readTotals();
      await train(resumed, option, 1, 2);
      expect(await resumed.readState()).toEqual(await straight.readState());
      straight.dispose();
      resumed.dispose();
    }
  });
});

describe.each(EXECUTORS)('a final training, %s', (executor) => {
  test('averages weights and moving statistics by the decay of the step, and judges by them', async () => {
    const option = OPTIONS['averaged weights']!;
    const network = await create(executor, option);
    let averages = await network.readWeights();
    const { length } = averages;
    for (let i = 0; i < 3; i++) {
      await train(network, option, i, i + 1);
      const { tensors } = await network.readState();
      const decay = averagingDecay(0.9, i + 1);
      averages = averages.map((average, t) => average.map((value, j) => decay * value + (1 - decay) * tensors[t]![j]!));
    }
    const judged = await network.readWeights();
    expect(relativeError(judged.flatMap((tensor) => [...tensor]), averages.flatMap((tensor) => [...tensor]))).toBeLessThan(1e-5); // prettier-ignore
    const { tensors } = await network.readState();
    expect(judged).not.toEqual(tensors.slice(0, length));
    const plain = await create(executor, {});
    plain.writeWeights(judged);
    const batch = { indices: Uint32Array.of(3, 9) };
    expect(await network.predict(batch)).toEqual(await plain.predict(batch));
    network.dispose();
    plain.dispose();
  });

  test('does not train the filters of a whitening stem, and all others', async () => {
    const option = { ...OPTIONS['a whitening stem'], training: { weightDecay: 0.1 } };
    const { parameters } = tableOf(option);
    const network = await create(executor, option);
    const before = await network.readWeights();
    await train(network, option, 0, 2);
    const after = await network.readWeights();
    const same = parameters.filter((_, i) => after[i]!.every((value, j) => value === before[i]![j]));
    expect(same.map(({ name }) => name)).toEqual(['stem/whitening/filter']);
    network.dispose();
  });

  test('judges a network without its auxiliary classifier as with it', async () => {
    const option = OPTIONS['the auxiliary classifier']!;
    const network = await create(executor, option);
    await train(network, option, 0, 2);
    const batch = { indices: Uint32Array.of(3, 9) };
    const logits = await network.predict(batch);
    const judged = await create(executor, {});
    judged.writeWeights(judgedTensors(tableOf(option), tableOf({}), await network.readWeights()));
    expect(relativeError(await judged.predict(batch), logits)).toBeLessThan(1e-5);
    network.dispose();
    judged.dispose();
  });
});
