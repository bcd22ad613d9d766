/**
 * @file Every operator alone, forward and backward: the plan's kernels and tfjs ops, alternating in one process on one device. Shows which
 * kernels make a step slow.
 */
import * as tf from '@tensorflow/tfjs';
import { multiplyAdds, type LayerTable } from '../../src/core/network/layers.ts';
import { OPERATORS, type OperatorName } from '../../src/core/space/operators.ts';
import { PNAS_LAYERS } from '../../src/core/network/operator-layers.ts';
import { TableBuilder } from '../../src/core/network/table-builder.ts';
import type { Device } from '../device/device.ts';
import { compile } from '../network/webgpu/plan/compile.ts';
import { gpuImages } from '../network/webgpu/runtime/images.ts';
import { Arena } from '../network/webgpu/runtime/memory.ts';
import type { Program } from '../network/webgpu/runtime/program.ts';
import { forwardPass } from '../network/tfjs/network.ts';
import { median } from './step.ts';

/** The images an operator reads. */
interface KernelBenchOptions {
  readonly batchSize: number;
  /** Pixels a side. */
  readonly size: number;
  readonly channels: number;
  /** Runs of each, alternating. */
  readonly rounds: number;
}

export interface KernelBenchReport {
  readonly operator: OperatorName;
  readonly stride: 1 | 2;
  readonly planMs: readonly number[];
  readonly tfjsMs: readonly number[];
  readonly ratio: number;
  /** Of the plan; 0 for pooling, which has no multiply-adds. */
  readonly gigaflops: number;
  readonly dispatches: number;
}

/** All operators at both strides; identity at stride 1 computes nothing and is left out. @throws {Error} when the device is not WebGPU. */
export async function* benchKernels(device: Device, options: KernelBenchOptions): AsyncGenerator<KernelBenchReport> {
  for (const stride of [1, 2] as const) {
    for (const operator of OPERATORS) {
      if (operator === 'identity' && stride === 1) continue;
      yield await benchOperator(device, operator, stride, options);
    }
  }
}

async function benchOperator(
  device: Device,
  operator: OperatorName,
  stride: 1 | 2,
  { batchSize, size, channels, rounds }: KernelBenchOptions,
): Promise<KernelBenchReport> {
  const t = new TableBuilder();
  PNAS_LAYERS[operator](t, t.image(size, size, channels), operator, channels, stride);
  const table = t.build();
  const plan = await planRun(device, table, batchSize);
  const tfjs = tfjsRun(table, batchSize);
  await plan.run();
  await tfjs.run();
  const [planMs, tfjsMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    planMs.push(await timed(plan.run));
    tfjsMs.push(await timed(tfjs.run));
  }
  plan.dispose();
  tfjs.dispose();
  device.check();
  const [ms, other] = [median(planMs), median(tfjsMs)];
  const gigaflops = (3 * 2 * batchSize * multiplyAdds(table)) / ms / 1e6;
  return { operator, stride, planMs, tfjsMs, ratio: other / ms, gigaflops, dispatches: plan.dispatches };
}

async function timed(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

async function planRun({ plan, gpu }: Device, table: LayerTable, n: number) {
  if (plan === undefined || gpu === undefined) throw new Error('bench: needs WebGPU');
  const arena = new Arena(gpu);
  const images = gpuImages(gpu, { labels: new Uint8Array(n), pixels: new Uint8Array(n * 3072) });
  const optimizer = { optimizer: 'momentum', weightDecay: 0, clipNorm: 0 } as const;
  const compiled = compile(arena, {
    table,
    n,
    images,
    optimizer,
    tuning: plan.tuning,
    isProbe: true,
    precision: 'f32',
  });
  const [forward, backward] = (await Promise.all(
    [compiled.forward, compiled.backward].map((recorder) => recorder.finish(gpu, plan.pipelines, arena)),
  )) as [Program, Program];
  const run = async (): Promise<void> => {
    const encoder = gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    forward.encode(pass, 1); // the first makes the images
    backward.encode(pass);
    pass.end();
    gpu.queue.submit([encoder.finish()]);
    await gpu.queue.onSubmittedWorkDone();
  };
  return { run, dispatches: forward.length - 1 + backward.length, dispose: () => arena.dispose() };
}

function tfjsRun(table: LayerTable, n: number) {
  const [height, width, channels] = table.layers[0]!.shape;
  const x = tf.randomNormal([n, height, width, channels], 0, 1, 'float32', 1);
  const weights = table.parameters.map(({ shape }, i) => tf.randomNormal([...shape], 0, 0.1, 'float32', i));
  const forward = (image: tf.Tensor, ...own: tf.Tensor[]): tf.Tensor =>
    forwardPass(table, image as tf.Tensor4D, { weights: own });
  const gradients = tf.grads(forward);
  const run = async (): Promise<void> => {
    const made = tf.tidy(() => gradients([x, ...weights]));
    await Promise.all(made.map((gradient) => tf.sum(gradient).data())); // read: tfjs gives no other sign that it is done
    tf.dispose(made);
  };
  return { run, dispose: () => tf.dispose([x, ...weights]) };
}
