/** @file What the bench of a device says, in figures. Sentences: `src/ui/words/bench.ts`. Pure. */
import type { Speed } from '../../contract/api.ts';
import type { BenchSummary, DeviceBench } from '../../contract/device-bench.ts';
import { speedOfSteps } from '../../contract/speed.ts';
import { count, significant } from './format.ts';

/** Two measurements that differ by more say that something else was running (ours). */
export const UNSTEADY = 0.1;

/** How fast this device trains, for prices. */
export const speedOfBench = ({ steps, summary }: DeviceBench): Speed =>
  speedOfSteps([
    { work: steps.titu1994.multiplyAdds, ms: summary.titu1994Ms },
    { work: steps.paper.multiplyAdds, ms: summary.paperMs },
  ]);

/** Images a second of a child. */
export const imagesPerSecond = ({ steps, summary }: DeviceBench, child: 'titu1994' | 'paper'): number =>
  (1000 * steps[child].batchSize) / summary[`${child}Ms`];

/** The paper's child's rate over that of the best matrix product. */
export const shareOfProduct = ({ steps, summary }: DeviceBench): number =>
  (2 * steps.paper.multiplyAdds) / (summary.paperMs / 1000) / (1e12 * summary.productTflops);

/** A step of the paper's child by the two speeds: moving its bytes at the copy's, its arithmetic at the best product's, and the rest. */
export interface StepSplit {
  readonly movingMs: number;
  readonly arithmeticMs: number;
  /** Neither: beginning dispatches, waiting; 0 where the two overlap and take longer together than the step. */
  readonly restMs: number;
}

export function splitOf({ steps, summary }: DeviceBench): StepSplit {
  const movingMs = steps.paper.bytes / (1e6 * summary.copyGbps);
  const arithmeticMs = (2 * steps.paper.multiplyAdds) / (1e9 * summary.productTflops);
  return { movingMs, arithmeticMs, restMs: Math.max(0, summary.paperMs - movingMs - arithmeticMs) };
}

/** How many times as fast as stock tfjs; undefined where that was not measured. */
export function ratioOf(summary: BenchSummary, child: 'titu1994' | 'paper'): number | undefined {
  const tfjsMs = summary[`${child}TfjsMs`];
  return tfjsMs === undefined ? undefined : tfjsMs / summary[`${child}Ms`];
}

/** Where a time lies between the shortest and the longest, 0 to 1, on a log scale. */
export function logPlace(ms: number, all: readonly number[]): number {
  const [low, high] = [Math.log(Math.min(...all)), Math.log(Math.max(...all))];
  return high === low ? 0 : (Math.log(ms) - low) / (high - low);
}

/** Two digits below ten, three below a hundred, else whole: 9.4, 13.2, 1,940. */
export function figure(value: number): string {
  return value >= 100 ? count(Math.round(value)) : significant(value, value >= 10 ? 3 : 2);
}
