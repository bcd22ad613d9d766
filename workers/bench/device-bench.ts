/**
 * @file The bench that travels: in less than a minute, how fast a device copies, multiplies, and trains titu1994's child and the paper's, beside stock
 * tfjs on the same device. On a slow device fewer steps are measured, and of tfjs what there is time for.
 */
import {
  deviceBench,
  MAX_NAME,
  type BenchProgress,
  type BenchSummary,
  type DeviceBench,
} from '../../src/contract/device-bench.ts';
import { VERSION } from '../../src/contract/version.ts';
import type { Device } from '../device/device.ts';
import type { PlanDevice } from '../network/webgpu/gpu-network.ts';
import { copySpeed } from './copy.ts';
import { bestProduct, LARGE_SHAPE, productFlops, STEP_SHAPE } from './matmul.ts';
import { measureChild, type BenchTimer, type Net } from './measure-child.ts';
import { NETS } from './nets.ts';
import { median } from './step.ts';

/** Time for all of it, ms (ours): the page promises less than a minute. */
const BUDGET_MS = 50_000;
/** The part of it that the search for the best matrix product may take (ours). */
const PRODUCT_SHARE = 0.15;
/** Empty submissions timed, and runs of the product. */
const ANSWERS = 5;
const PRODUCT_RUNS = 4;

export interface DeviceBenchOptions {
  /** Browser and operating system, as they are told. */
  readonly browser: string;
  readonly system: string;
  /** Other children than {@link NETS}'s, and another time: for tests, which have no minute. */
  readonly nets?: Readonly<Record<'titu1994' | 'paper', Net>>;
  readonly budgetMs?: number;
  readonly onProgress?: (progress: BenchProgress) => void;
  readonly signal?: AbortSignal;
}

/** @throws {Error} without WebGPU, when the losses of plan and tfjs disagree, or when the device fails; what the signal was aborted with. */
export async function benchDevice(device: Device, options: DeviceBenchOptions): Promise<DeviceBench> {
  const { plan, gpu } = device;
  if (plan === undefined || gpu === undefined) throw new Error('bench: needs WebGPU');
  const { nets = NETS, budgetMs = BUDGET_MS } = options;
  const started = performance.now();
  const timer = timerOf(options, budgetMs, started);
  timer.begin('copy');
  const answerMs = await timeAnswer(gpu);
  const copyGbps = (await copySpeed(plan)) / 1e9;
  timer.begin('product');
  const productTflops = (await productSpeed(device, plan, budgetMs * PRODUCT_SHARE)) / 1e12;
  const titu1994 = await measureChild(plan, nets.titu1994, 'titu1994', timer);
  const paper = await measureChild(plan, nets.paper, 'paper', timer, titu1994.step);
  device.check();
  const summary: BenchSummary = {
    device: device.report.description.slice(0, MAX_NAME),
    browser: options.browser,
    system: options.system,
    software: device.report.software,
    titu1994Ms: median(titu1994.step.planMs),
    paperMs: median(paper.step.planMs),
    ...(titu1994.step.tfjsMs.length > 0 && { titu1994TfjsMs: median(titu1994.step.tfjsMs) }),
    ...(paper.step.tfjsMs.length > 0 && { paperTfjsMs: median(paper.step.tfjsMs) }),
    copyGbps,
    productTflops,
    release: VERSION,
    date: new Date().toISOString().slice(0, 10),
  };
  return deviceBench({
    summary,
    adapter: toldBy(gpu.adapterInfo),
    tuning: plan.tuning.note,
    steps: { titu1994: titu1994.step, paper: paper.step },
    answerMs,
    spread: paper.spread,
    durationMs: performance.now() - started,
  });
}

function timerOf({ signal, onProgress }: DeviceBenchOptions, budgetMs: number, started: number): BenchTimer {
  const leftMs = (): number => budgetMs - (performance.now() - started);
  return {
    leftMs,
    check: () => signal?.throwIfAborted(),
    begin: (what) => {
      signal?.throwIfAborted();
      onProgress?.({ what, share: Math.min(1, Math.max(0, 1 - leftMs() / budgetMs)) });
    },
  };
}

/** The shortest of a few empty submissions until the device tells that it is done, ms. */
async function timeAnswer(gpu: GPUDevice): Promise<number> {
  let ms = Infinity;
  for (let i = 0; i < ANSWERS; i++) {
    const started = performance.now();
    gpu.queue.submit([gpu.createCommandEncoder().finish()]);
    await gpu.queue.onSubmittedWorkDone();
    ms = Math.min(ms, performance.now() - started);
  }
  return ms;
}

/** Floating-point operations a second of the best matrix product that is found in the time. */
async function productSpeed({ report }: Device, plan: PlanDevice, budgetMs: number): Promise<number> {
  const shape = report.software ? STEP_SHAPE : LARGE_SHAPE;
  const started = performance.now();
  const product = await bestProduct(plan, shape, () => performance.now() - started < budgetMs);
  try {
    const runs: number[] = [];
    for (let i = 0; i < PRODUCT_RUNS; i++) runs.push(await product.run());
    return (1000 * productFlops(shape)) / Math.min(...runs);
  } finally {
    product.dispose();
  }
}

/** All that the adapter says of itself: `vendor mesa, architecture ...`. */
function toldBy(info: GPUAdapterInfo): string {
  const told: string[] = [];
  for (const name in info) {
    const value: unknown = info[name as keyof GPUAdapterInfo];
    if (value !== '' && typeof value !== 'function') told.push(`${name} ${String(value)}`);
  }
  return told.join(', ');
}
