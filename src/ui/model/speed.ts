/**
 * @file How fast a device trains, fits and ranks, estimated from the children of a run: what a step takes whatever it computes, and what its arithmetic
 * takes. Pure.
 */
import { parseCell } from '../../core/space/cell.ts';
import { multiplyAdds } from '../../core/network/layers.ts';
import { layerTable } from '../../core/network/macro.ts';
import { pearson } from '../../core/stats.ts';
import { TRAINING_PASSES, type Speed } from '../../contract/api.ts';
import type { SearchConfig, SurrogateName } from '../../contract/config.ts';
import type { Run, TrainRecord } from '../../contract/records.ts';
import { trainRecords } from '../../contract/run-file.ts';

/** A device's speed, and how much longer fitting and ranking took on it than the model says ({@link FIT_MS}). */
export interface DeviceSpeed extends Speed {
  readonly surrogateFactor?: number;
}

/** Of a processor at rest, ms a cell fitted to, and a candidate ranked (test/bench/RECORDS.md, "Fitting and ranking"). */
export const FIT_MS: Readonly<Record<SurrogateName, number>> = {
  blend: 7.5,
  lstm: 11,
  mlp: 3,
  titu1994: 5,
  parent: 0,
  flops: 0,
};
export const RANK_MS: Readonly<Record<SurrogateName, number>> = {
  blend: 0.013,
  lstm: 0.025,
  mlp: 0.018,
  titu1994: 0.006,
  parent: 0.003,
  flops: 0.003,
};

/** Latest children that a speed is estimated from. */
const SAMPLED_CHILDREN = 24;
/** From more children than these on, the first is left out: kernels were compiled for it (ours). */
const FEW_CHILDREN = 3;
/** A child that took less, ms, measures overhead more than training (ours). */
const LEAST_MS = 1000;
/** The share of a step that is taken to be arithmetic where children do not tell (ours: of the smallest ones on lavapipe, 0.3). */
const USUAL_WORK = 0.3;
/** The least of it, so that no price is without: where children of many sizes took the same (ours). */
const LEAST_WORK = 0.02;

const known = new WeakMap<SearchConfig, Map<string, number>>();

/** Multiply-adds of one image's forward pass through a cell's network. */
export function cellMultiplyAdds(notation: string, config: SearchConfig): number {
  const costs = known.get(config) ?? new Map<string, number>();
  known.set(config, costs);
  const cost = costs.get(notation) ?? multiplyAdds(layerTable(parseCell(notation), config));
  costs.set(notation, cost);
  return cost;
}

/** Steps of one child, those that only measure counted by their forward pass; and the forward passes of an image that all take. */
function trainingOf({ epochs, images, validationImages, batchSize }: SearchConfig): { steps: number; passes: number } {
  const training = images - validationImages;
  const steps = Math.ceil(training / batchSize) + Math.ceil(validationImages / batchSize) / TRAINING_PASSES;
  return { steps: epochs * steps, passes: epochs * (training * TRAINING_PASSES + validationImages) };
}

/** What one child takes, ms. @param cost multiply-adds of its forward pass. */
export function childMs(cost: number, config: SearchConfig, { stepMs, perSecond }: Speed): number {
  const { steps, passes } = trainingOf(config);
  return steps * stepMs + (1000 * cost * passes) / perSecond;
}

/** A device's speed in a run, from its latest children of a second at least; undefined without one. */
export function speedOf(run: Run): DeviceSpeed | undefined {
  const { config } = run.head;
  const records = trainRecords(run).filter(
    ({ accuracy, durationMs }) => accuracy !== undefined && durationMs >= LEAST_MS,
  );
  const speed = fitSpeed(records, config);
  return speed === undefined ? undefined : { ...speed, surrogateFactor: surrogateFactorOf(run) };
}

/**
 * The line through the children's times a step against their multiply-adds a step: the median slope between two of them (Theil 1950: one that
 * stood still for a while moves it little), through their means. It counts as much as sizes explain times (r squared, less for few children);
 * for the rest the usual share of a step is taken to be arithmetic.
 */
export function fitSpeed(records: readonly TrainRecord[], config: SearchConfig): Speed | undefined {
  if (records.length === 0) return undefined;
  const { steps, passes } = trainingOf(config);
  const warm = records.slice(records.length > FEW_CHILDREN ? 1 : 0);
  const points = warm.slice(-SAMPLED_CHILDREN).map(({ notation, durationMs, epochs = config.epochs }) => ({
    x: (cellMultiplyAdds(notation, config) * passes) / steps,
    y: (durationMs * config.epochs) / (epochs * steps),
  }));
  const mean = (of: 'x' | 'y'): number => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const ratio = mean('y') / mean('x');
  const slopes = points
    .flatMap((a, i) => points.slice(0, i).map((b) => ({ run: a.x - b.x, rise: a.y - b.y })))
    .filter(({ run }) => Math.abs(run) > mean('x') / 10)
    .map(({ run, rise }) => rise / run)
    .sort((a, b) => a - b);
  const median = Math.max(0, slopes[slopes.length >> 1] ?? 0);
  const explained = pearson(points.map(({ x }) => x), points.map(({ y }) => y)) ** 2 || 0; // prettier-ignore
  const trust = explained * Math.max(0, 1 - (2 / points.length) ** 2);
  const slope = Math.min(ratio, Math.max(LEAST_WORK * ratio, trust * median + (1 - trust) * USUAL_WORK * ratio));
  return { stepMs: mean('y') - slope * mean('x'), perSecond: 1000 / slope };
}

/** How much longer fitting and ranking took than the model says; undefined where there was none to speak of. */
export function surrogateFactorOf({ head, log }: Run): number | undefined {
  let [took, modelled] = [0, 0];
  for (const record of log) {
    if (record.type !== 'fit' && record.type !== 'rank') continue;
    const { surrogate } = head.config;
    took += record.durationMs;
    modelled += record.type === 'fit' ? record.cells * FIT_MS[surrogate] : record.candidates * RANK_MS[surrogate];
  }
  return took > 0 && modelled > 0 ? took / modelled : undefined;
}
