/**
 * @file One training step of the plan and of tfjs, alternating in one process on one device, and the device's best matrix product for
 * comparison. Losses are compared, as a wrong kernel might be fast.
 */
import type { Precision } from '../../src/contract/config.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import type { LayerTable } from '../../src/core/network/layers.ts';
import { layerTable, type NetworkConfig } from '../../src/core/network/macro.ts';
import { stream } from '../../src/core/random/rng.ts';
import { noiseImages } from '../data/image-set.ts';
import type { Device } from '../device/device.ts';
import { GpuNetwork } from '../network/webgpu/gpu-network.ts';
import type { ChildNetwork } from '../network/child-network.ts';
import type { Trial } from '../network/webgpu/autotune/trial.ts';
import { bestProduct, MATMUL_FLOPS } from './matmul.ts';
import { createTfjsExecutor, type TfjsExecutor } from './tfjs-executor.ts';

/** What to measure. */
interface StepBenchOptions {
  readonly notation: string;
  readonly network: NetworkConfig;
  readonly batchSize: number;
  readonly precision: Precision;
  /** Steps of each, alternating, after a first that does not count. */
  readonly rounds: number;
}

export interface StepBenchReport {
  readonly device: string;
  readonly cell: string;
  readonly batchSize: number;
  /** `layers`: a tfjs LayersModel; `ops`: the tfjs implementation of layers that a LayersModel lacks. */
  readonly tfjs: 'layers' | 'ops';
  /** Losses of all steps; those of the first must agree. */
  readonly losses: { readonly plan: readonly number[]; readonly tfjs: readonly number[] };
  /** Milliseconds of every step, to the loss read back. */
  readonly planMs: readonly number[];
  readonly tfjsMs: readonly number[];
  /** Milliseconds of JavaScript to submit a step. */
  readonly hostMs: number;
  readonly ratio: number;
  readonly dispatches: number;
  readonly uploadsPerStep: number;
  readonly readbacksPerStep: number;
  readonly pipelines: number;
  readonly planBytes: number;
  readonly gigaflops: number;
  /** Milliseconds of the device's best matrix product, several a round. */
  readonly matmulMs: readonly number[];
  readonly matmulGigaflops: number;
  /** The step's rate over the best matrix product's, both of medians. */
  readonly share: number;
}

export const LEARNING_RATE = 0.001;
/** First steps whose losses are compared. */
const CHECKED = 3;
/** Runs of the matrix product in a round: one is short, and its time varies. */
const MATMULS = 8;
/** Tolerance of losses that are summed in another order, relative to them or to 1: deep nets soon learn this one batch, and Adam amplifies small gradients. */
const LOSS_TOLERANCE = 2e-3;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};

/** Floating-point operations of a step: forward, filter gradient, and input gradient but for layers that read the image. */
function stepFlops(table: LayerTable, n: number): number {
  return table.layers.reduce((sum, layer) => {
    const readsImage = layer.inputs.some((id) => table.layers[id]!.kind === 'image');
    return sum + 2 * n * layer.multiplyAdds * (readsImage ? 2 : 3);
  }, 0);
}

/** @throws {Error} when the losses disagree, or the device is not WebGPU. */
export async function benchStep(device: Device, options: StepBenchOptions): Promise<StepBenchReport> {
  const { plan, gpu } = device;
  if (plan === undefined || gpu === undefined) throw new Error('bench: needs WebGPU');
  const { batchSize, precision, rounds } = options;
  const table = layerTable(parseCell(options.notation), options.network);
  const images = noiseImages(batchSize, stream(1, 'bench'));
  const weights = initialWeights(table, stream(1, 'init'));
  const optimizer = { optimizer: 'adam', weightDecay: 0, clipNorm: 0 } as const;
  const network = await GpuNetwork.create(plan, table, images, weights, { ...optimizer, batchSize, precision });
  const tfjs = createTfjsExecutor(table, images, weights, { ...optimizer, learningRate: LEARNING_RATE });
  const batch = { indices: Uint32Array.from({ length: batchSize }, (_, i) => i) };
  const matmul = await bestProduct(plan);
  const timings = await timeRounds(network, tfjs, matmul, { batch, rounds });
  device.check();
  compareLosses(timings.losses);
  matmul.dispose();
  const counts = await countStep(gpu, network, batch);
  const matmulGigaflops = MATMUL_FLOPS / median(timings.matmulMs) / 1e6;
  const gigaflops = stepFlops(table, batchSize) / median(timings.planMs) / 1e6;
  const report = {
    device: device.report.description,
    cell: options.notation,
    batchSize,
    tfjs: tfjs.kind,
    ...timings,
    ratio: median(timings.tfjsMs) / median(timings.planMs),
    dispatches: network.dispatches,
    ...counts,
    pipelines: plan.pipelines.count,
    planBytes: network.bytes,
    gigaflops,
    matmulGigaflops,
    share: gigaflops / matmulGigaflops,
  };
  network.dispose();
  tfjs.dispose();
  device.check();
  return report;
}

type Timings = Pick<StepBenchReport, 'losses' | 'planMs' | 'tfjsMs' | 'matmulMs'>;

/** Times the steps in turns; the first round, in which kernels compile, counts for the losses alone. */
async function timeRounds(
  network: GpuNetwork,
  tfjs: TfjsExecutor,
  matmul: Trial,
  { batch, rounds }: { batch: { indices: Uint32Array }; rounds: number },
): Promise<Timings> {
  const losses = { plan: [] as number[], tfjs: [] as number[] };
  const [planMs, tfjsMs, matmulMs]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round <= rounds; round++) {
    let started = performance.now();
    network.trainStep(batch, { learningRate: LEARNING_RATE });
    const { loss } = await network.readTotals();
    losses.plan.push(loss / batch.indices.length);
    const ms = performance.now() - started;
    started = performance.now();
    losses.tfjs.push(await tfjs.step(batch));
    if (round === 0) continue;
    planMs.push(ms);
    tfjsMs.push(performance.now() - started);
    for (let run = 0; run < MATMULS; run++) matmulMs.push(await matmul.run());
  }
  return { losses, planMs, tfjsMs, matmulMs };
}

/** @throws {Error} where the first losses differ by more than {@link LOSS_TOLERANCE}. */
export function compareLosses({ plan, tfjs }: StepBenchReport['losses']): void {
  for (const [i, loss] of plan.slice(0, Math.min(CHECKED, tfjs.length)).entries()) {
    const wanted = tfjs[i]!;
    if (Math.abs(loss - wanted) / Math.max(1, wanted) < LOSS_TOLERANCE) continue;
    throw new Error(`bench: losses must agree; the plan's are ${plan}, those of tfjs ${tfjs}`);
  }
}

/** Steps counted together: as many as the training loop takes between two readbacks. */
const COUNTED = 8;

/** Uploads (writes of the queue), readbacks (buffers mapped for reading) and host time of a step, over {@link COUNTED}. */
async function countStep(gpu: GPUDevice, network: ChildNetwork, batch: { indices: Uint32Array }) {
  let [uploads, readbacks] = [0, 0];
  const { writeBuffer } = gpu.queue;
  const { createBuffer } = gpu;
  gpu.queue.writeBuffer = (...values: Parameters<typeof writeBuffer>) => {
    uploads++;
    return writeBuffer.apply(gpu.queue, values);
  };
  gpu.createBuffer = (descriptor) => {
    if ((descriptor.usage & GPUBufferUsage.MAP_READ) !== 0) readbacks++;
    return createBuffer.call(gpu, descriptor);
  };
  const started = performance.now();
  for (let i = 0; i < COUNTED; i++) network.trainStep(batch, { learningRate: LEARNING_RATE });
  const reading = network.readTotals();
  const hostMs = (performance.now() - started) / COUNTED;
  await reading;
  gpu.queue.writeBuffer = writeBuffer;
  gpu.createBuffer = createBuffer;
  return { uploadsPerStep: uploads / COUNTED, readbacksPerStep: readbacks / COUNTED, hostMs };
}
