/** @file A training step of one child by the plan and by stock tfjs, each to its loss read back, in the time that is left. */
import { initialWeights } from '../../src/core/network/initial-weights.ts';
import { layerTable, type NetworkConfig } from '../../src/core/network/macro.ts';
import { stream } from '../../src/core/random/rng.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import type { BenchPhase, BenchStep } from '../../src/contract/device-bench.ts';
import { noiseImages } from '../data/image-set.ts';
import { GpuNetwork, type PlanDevice } from '../network/webgpu/gpu-network.ts';
import { recordStep } from './compile/record.ts';
import { workOf } from './compile/work.ts';
import { compareLosses, LEARNING_RATE, median } from './step.ts';
import { createTfjsExecutor } from './tfjs-executor.ts';

/** A child: notation, network, batch size. */
export type Net = readonly [notation: string, network: NetworkConfig, batchSize: number];

/** The time of a bench. */
export interface BenchTimer {
  /** Left of all of it, ms. */
  leftMs(): number;
  /** Reports what is measured next. @throws what the bench was aborted with. */
  begin(what: BenchPhase): void;
  /** @throws what the bench was aborted with. */
  check(): void;
}

/** Time of one measurement of the plan, of which there are two, and of tfjs, as shares of all that there was (ours). */
const PLAN_SHARE = 0.06;
const TFJS_SHARE = 0.12;
/** Most steps of a measurement (ours). */
const MAX_STEPS = 20;
/** tfjs is measured where this many of its expected steps have time: the first, in which it compiles, takes longer (ours). */
const TFJS_STEPS = 3;

interface MeasuredChild {
  readonly step: BenchStep;
  /** Difference of the two measurements, as a share of their mean. */
  readonly spread: number;
}

/**
 * Measures the plan, tfjs, and the plan again.
 * @param smaller a child measured before, by which it is told how long tfjs would take; without one it is tried.
 * @throws {Error} when the losses of plan and tfjs disagree.
 */
export async function measureChild(
  plan: PlanDevice,
  [cell, network, batchSize]: Net,
  name: 'titu1994' | 'paper',
  timer: BenchTimer,
  smaller?: BenchStep,
): Promise<MeasuredChild> {
  timer.begin(name);
  const allMs = timer.leftMs();
  const table = layerTable(parseCell(cell), network);
  const images = noiseImages(batchSize, stream(1, 'bench'));
  const weights = initialWeights(table, stream(1, 'init'));
  const optimizer = { optimizer: 'adam', weightDecay: 0, clipNorm: 0 } as const;
  const batch = { indices: Uint32Array.from({ length: batchSize }, (_, i) => i) };
  const losses = { plan: [] as number[], tfjs: [] as number[] };
  const child = await GpuNetwork.create(plan, table, images, weights, { ...optimizer, batchSize });
  try {
    const trainStep = async (): Promise<void> => {
      child.trainStep(batch, { learningRate: LEARNING_RATE });
      losses.plan.push((await child.readTotals()).loss / batchSize);
    };
    await trainStep(); // the device may still translate kernels
    const first = await timeSteps(trainStep, allMs * PLAN_SHARE, timer);
    const work = workOfStep(plan, table, batchSize);
    let tfjsMs: number[] = [];
    if (smaller === undefined || hasTimeForTfjs(smaller, work.multiplyAdds, timer.leftMs() - allMs * PLAN_SHARE)) {
      timer.begin(`${name}-tfjs`);
      const tfjs = createTfjsExecutor(table, images, weights, { ...optimizer, learningRate: LEARNING_RATE });
      try {
        const tfjsStep = async (): Promise<void> => void losses.tfjs.push(await tfjs.step(batch));
        const firstStep = await timeSteps(tfjsStep, 0, timer);
        const left = timer.leftMs() - allMs * PLAN_SHARE;
        if (firstStep[0]! < left) tfjsMs = await timeSteps(tfjsStep, allMs * TFJS_SHARE, timer);
      } finally {
        tfjs.dispose();
      }
      timer.begin(`${name}-again`);
    }
    const second = await timeSteps(trainStep, allMs * PLAN_SHARE, timer);
    compareLosses(losses);
    const [a, b] = [median(first), median(second)];
    const step = { cell, batchSize, dispatches: child.dispatches, ...work, planMs: [...first, ...second], tfjsMs };
    return { step, spread: (2 * Math.abs(a - b)) / (a + b) };
  } finally {
    child.dispose();
  }
}

/** Milliseconds of each step, until the time is over: one at least. */
async function timeSteps(step: () => Promise<void>, budgetMs: number, timer: BenchTimer): Promise<number[]> {
  const times: number[] = [];
  const begun = performance.now();
  do {
    timer.check();
    const started = performance.now();
    await step();
    times.push(Math.max(1e-3, performance.now() - started)); // clocks that are coarse may stand still
  } while (times.length < MAX_STEPS && performance.now() - begun < budgetMs);
  return times;
}

function hasTimeForTfjs(smaller: BenchStep, multiplyAdds: number, leftMs: number): boolean {
  if (smaller.tfjsMs.length === 0) return false;
  return (TFJS_STEPS * median(smaller.tfjsMs) * multiplyAdds) / smaller.multiplyAdds < leftMs;
}

/** Multiply-adds of a step, and bytes that it must move, by the plan's dispatches. */
function workOfStep({ gpu, tuning }: PlanDevice, table: ReturnType<typeof layerTable>, batchSize: number) {
  const works = recordStep({ table, batchSize, tuning, limits: gpu.limits, precision: 'f32' }).map(workOf);
  const sum = (of: 'multiplyAdds' | 'bytes'): number => works.reduce((total, work) => total + work[of], 0);
  return { multiplyAdds: sum('multiplyAdds'), bytes: sum('bytes') };
}
