/**
 * @file The self-test of a device: one small network with every operator at both strides, trained for a step by the plan and, on the processor,
 * by the tfjs implementation; losses, moving statistics and every parameter's change must agree. It runs when a device is opened, before
 * anything trains on it, and compiles what the first children need anyway.
 */
import * as tf from '@tensorflow/tfjs-core';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import type { LayerTable } from '../../src/core/network/layers.ts';
import { OPERATORS } from '../../src/core/space/operators.ts';
import { PNAS_LAYERS } from '../../src/core/network/operator-layers.ts';
import { stream } from '../../src/core/random/rng.ts';
import { TableBuilder } from '../../src/core/network/table-builder.ts';
import { noiseImages, type ImageSet } from '../data/image-set.ts';
import type { BatchPlan } from '../data/batch-plan.ts';
import type { ChildNetwork } from '../network/child-network.ts';
import { TfjsNetwork } from '../network/tfjs/network.ts';
import type { OptimizerConfig } from '../network/optimizer.ts';
import { GpuNetwork, type PlanDevice } from '../network/webgpu/gpu-network.ts';
import type { Tuning } from '../network/webgpu/tuning/tuning.ts';

/** Images of the test's batch. */
const N = 3;
/** Channels: no multiple of four. */
const CHANNELS = 6;
const LEARNING_RATE = 0.1;
/** Greatest relative difference of a tensor's change, 2-norm (ours: float32 sums in another order stay a hundred times below). */
const TOLERANCE = 1e-2;

const ADAM_ALONE: OptimizerConfig = { optimizer: 'adam', weightDecay: 0, clipNorm: 0 };
const OPTIMIZERS: readonly OptimizerConfig[] = [{ optimizer: 'momentum', weightDecay: 1e-2, clipNorm: 1 }, ADAM_ALONE];

/** The reference backend of tfjs: plain JavaScript, without a device or a compiler of its own. */
const REFERENCE = 'cpu';

/** Every operator on 8x8 pixels at stride 1, then at stride 2, added in pairs, and a convolution with a bias; concatenated, pooled. */
function testTable(): LayerTable {
  const t = new TableBuilder();
  let x = t.image(32, 32, 3);
  for (const name of ['stem1', 'stem2']) {
    x = t.batchNorm(t.conv(x, `${name}/conv`, [3, 3], [2, 2], CHANNELS), `${name}/bn`);
  }
  const outputs = OPERATORS.map((operator) => {
    const y = PNAS_LAYERS[operator](t, x, `${operator} stride 1`, CHANNELS, 1);
    return t.add(
      PNAS_LAYERS[operator](t, y, `${operator} stride 2`, CHANNELS, 2),
      PNAS_LAYERS['3x3 maxpool'](t, x, `${operator} beside`, CHANNELS, 2),
      `${operator}/add`,
    );
  });
  outputs.push(t.conv(x, 'biased', [1, 1], [2, 2], CHANNELS, { hasBias: true }));
  const joined = t.relu(t.concat(outputs, 'concat'), 'relu');
  t.dense(t.globalAveragePool(joined, 'pool'), 'dense', 10);
  return t.build();
}

/**
 * Tests the plan's kernels.
 * @param tunings that together run all kernels of the plan's tuning in the test's small network.
 * @returns what disagrees, as a sentence; undefined when nothing does.
 */
export function selfTest(plan: PlanDevice, tunings: readonly Tuning[] = [plan.tuning]): Promise<string | undefined> {
  return compareWithReference(OPTIMIZERS, (table, images, weights, optimizer, i) => {
    const tuning = tunings[i % tunings.length]!; // each with one of the optimizers, as compiling takes seconds
    return GpuNetwork.create({ ...plan, tuning }, table, images, weights, { ...optimizer, batchSize: N });
  });
}

/** Tests the tfjs implementation on a tfjs backend; the reference backend is not tested. */
export async function selfTestTfjs(backend: string): Promise<string | undefined> {
  if (backend === REFERENCE) return undefined;
  return compareWithReference(
    [ADAM_ALONE],
    (table, images, weights, optimizer) => new TfjsNetwork(table, images, weights, optimizer),
  );
}

type Create = (
  ...of: [LayerTable, ImageSet, readonly Float32Array[], OptimizerConfig, number]
) => ChildNetwork | Promise<ChildNetwork>;

async function compareWithReference(
  optimizers: readonly OptimizerConfig[],
  create: Create,
): Promise<string | undefined> {
  const table = testTable();
  const random = stream(1, 'self-test');
  const images = noiseImages(N, random);
  const batch = { indices: Uint32Array.of(2, 0, 1), augmentation: Uint32Array.of(0x144, 0x020, 0x387) };
  const weights = initialWeights(table, random);
  for (const [i, { name }] of table.parameters.entries()) {
    if (name.endsWith('/bias')) weights[i] = weights[i]!.map(() => random.normal()); // a wrong bias of 0 would not show
  }
  for (const [i, optimizer] of optimizers.entries()) {
    const got = await runStep(await create(table, images, weights, optimizer, i), batch);
    const tested = tf.getBackend();
    await tf.setBackend(REFERENCE);
    const want = await runStep(new TfjsNetwork(table, images, weights, optimizer), batch);
    await tf.setBackend(tested);
    const wrong = findDisagreement(table, weights, got, want);
    if (wrong !== undefined) return `${wrong} (${optimizer.optimizer})`;
  }
  return undefined;
}

interface StepResult {
  readonly losses: readonly number[];
  readonly weights: readonly Float32Array[];
}

async function runStep(network: ChildNetwork, batch: BatchPlan): Promise<StepResult> {
  const losses = [];
  network.trainStep(batch, { learningRate: LEARNING_RATE });
  losses.push((await network.readTotals()).loss);
  network.evaluateStep(batch);
  losses.push((await network.readTotals()).loss);
  const weights = await network.readWeights();
  network.dispose();
  return { losses, weights };
}

function findDisagreement(
  table: LayerTable,
  before: readonly Float32Array[],
  got: StepResult,
  want: StepResult,
): string | undefined {
  for (const [i, { name }] of table.parameters.entries()) {
    const error = relativeDifference(got.weights[i]!, want.weights[i]!, before[i]!);
    if (!(error < TOLERANCE)) return `the gradient of ${name} is off by ${(100 * error).toFixed(1)} %`;
  }
  for (const [i, moments] of want.weights.slice(before.length).entries()) {
    const error = relativeDifference(got.weights[before.length + i]!, moments, new Float32Array(moments.length));
    if (!(error < TOLERANCE)) return `the statistics of batch norm ${i >> 1} are off by ${(100 * error).toFixed(1)} %`;
  }
  for (const [i, loss] of want.losses.entries()) {
    if (!(Math.abs(got.losses[i]! / loss - 1) < TOLERANCE)) {
      return `the loss ${i === 0 ? 'in training' : 'in evaluation'} is ${got.losses[i]}, must be ${loss}`;
    }
  }
  return undefined;
}

/** |got - want| / |want - before| in the 2-norm; 0 where nothing changes. */
function relativeDifference(got: Float32Array, want: Float32Array, before: Float32Array): number {
  let difference = 0;
  let change = 0;
  for (let i = 0; i < want.length; i++) {
    difference += (got[i]! - want[i]!) ** 2;
    change += (want[i]! - before[i]!) ** 2;
  }
  return difference === 0 ? 0 : Math.sqrt(difference / change);
}
