/** @file What the screens of a final training derive from it: figures, time left. Sentences: `src/ui/words/final.ts`. */
import type { NetworkProgress } from '../../contract/final-events.ts';
import { finalCost, isFinalOver, networkRecords, plannedNetworks, testRecord } from '../../contract/final-outcome.ts'; // prettier-ignore
import type { FinalConfig } from '../../contract/final-config.ts';
import type { Epoch, FinalRun, TestResult } from '../../contract/final-records.ts';
import type { RunCost } from '../../contract/records.ts';
import type { Design } from '../../core/final/design-names.ts';
import type { Interval } from '../../core/stats.ts';
import { hundredths } from './format.ts';

/** A final training as a list shows it. */
export interface FinalBrief {
  readonly isOver: boolean;
  /** Networks that were trained or failed, of those planned. */
  readonly networks: number;
  readonly planned: number;
  readonly durationMs: number;
  /** Share of the test images that the first network has right, and how many there are; absent before they are read. */
  readonly accuracy?: number;
  readonly testImages: number;
}

export function briefOf(run: Pick<FinalRun, 'head' | 'log'>): FinalBrief {
  const test = testRecord(run.log);
  return {
    isOver: isFinalOver(run.log),
    networks: networkRecords(run.log).length,
    planned: plannedNetworks(run.head).length,
    durationMs: 1000 * finalCost(run).deviceSeconds,
    ...(test === undefined ? {} : { accuracy: test.results[0]!.correct / test.images }),
    testImages: run.head.test.images,
  };
}

/** Decimals that so many test images can bear. */
export const testDigits = (images: number): 1 | 2 => (images >= 2_000 ? 2 : 1);

/** A network of a run as the table of its squares has it. */
export interface NetworkSquare {
  /** From 0, in the order of training. */
  readonly network: number;
  readonly seed: number;
  readonly state: 'done' | 'failed' | 'training' | 'waiting';
}

/** Each design's networks, by seed. @param training the place of the one under way. */
export function squaresOf(run: FinalRun, training: number | undefined): ReadonlyMap<Design, readonly NetworkSquare[]> {
  const records = networkRecords(run.log);
  const squares = new Map<Design, NetworkSquare[]>();
  for (const { network, of, seed } of plannedNetworks(run.head)) {
    const record = records[network];
    const isDone = record === undefined ? undefined : record.failure === undefined;
    const state = isDone === undefined ? (network === training ? 'training' : 'waiting') : isDone ? 'done' : 'failed';
    squares.set(of.design, [...(squares.get(of.design) ?? []), { network, seed, state }]);
  }
  return squares;
}

/** The epochs to show: of the network under way, else of the last one trained. */
export function epochsOf(run: FinalRun, progress: NetworkProgress | undefined): readonly Epoch[] {
  return progress?.curve ?? networkRecords(run.log).at(-1)?.epochs ?? [];
}

/** What is left of a run, ms: of the network under way and of all; undefined before its speed is known. */
export function timeLeft(
  { head }: Pick<FinalRun, 'head'>,
  progress: NetworkProgress | undefined,
): { readonly network: number; readonly run: number } | undefined {
  if (progress === undefined || progress.examplesPerSecond <= 0) return undefined;
  const planned = plannedNetworks(head);
  const { batchSize } = head.config;
  const { epoch, epochs, step, steps, examplesPerSecond, network } = progress;
  const stepMs = (1000 * batchSize) / examplesPerSecond;
  const own = stepMs * (steps * (epochs - epoch) - step);
  const perAdd = (stepMs * steps * epochs) / planned[network]!.of.multiplyAdds;
  const others = planned.slice(network + 1).reduce((sum, { of }) => sum + perAdd * of.multiplyAdds, 0);
  return { network: own, run: own + others };
}

/** Loss below which label smoothing lets no training go: the entropy of a smoothed label. Undefined without smoothing. */
export function lossFloor(
  { labelSmoothing }: Pick<FinalConfig, 'labelSmoothing'>,
  classes: number,
): number | undefined {
  if (labelSmoothing === 0) return undefined;
  const other = labelSmoothing / classes;
  const own = 1 - labelSmoothing + other;
  return -(own * Math.log(own) + (classes - 1) * other * Math.log(other));
}

/** What a run has cost, in the order of its parts. */
export type CostPart = 'search' | 'confirmation' | 'soFar' | 'training' | 'total';

/** A row of what a run has cost. */
export interface CostRow {
  readonly part: CostPart;
  readonly cost: RunCost;
}

/**
 * From the search on; the last row is their sum where there are more.
 * @param own what the training itself took, where the log can't say it for its curves were left out.
 */
export function costRows(run: FinalRun, own: RunCost = finalCost(run)): CostRow[] {
  const { origin } = run.head;
  const rows: CostRow[] = [];
  if (origin !== undefined) {
    rows.push({ part: 'search', cost: origin.cost });
    if (origin.confirmationCost.examples > 0) rows.push({ part: 'confirmation', cost: origin.confirmationCost });
  }
  rows.push({ part: testRecord(run.log) === undefined ? 'soFar' : 'training', cost: own });
  if (rows.length === 1) return rows;
  const sum = (of: (cost: RunCost) => number): number => rows.reduce((total, { cost }) => total + of(cost), 0);
  const total = {
    examples: sum(({ examples }) => examples),
    multiplyAdds: sum(({ multiplyAdds }) => multiplyAdds),
    deviceSeconds: sum(({ deviceSeconds }) => deviceSeconds),
  };
  return [...rows, { part: 'total', cost: total }];
}

/** Floating-point operations, 10^15 of them; two a multiply-add. */
export const petaflop = ({ multiplyAdds }: RunCost): number => (2 * multiplyAdds) / 1e15;

/** 95 % interval of a share of so many images, half of it: the normal approximation. */
export function shareError(share: number, images: number): number {
  return 1.96 * Math.sqrt((share * (1 - share)) / images);
}

/** Half of an interval, `± 0.29`. */
export function plusMinus(interval: Interval | undefined, digits: number): string {
  return interval === undefined ? '' : ` ± ${hundredths((interval[1] - interval[0]) / 2, digits)}`;
}

/** The two classes that are mistaken for each other most. */
interface MixedUp {
  readonly pair: readonly [number, number];
  /** Mistakes between the two, both ways, and all. */
  readonly mistakes: number;
  readonly of: number;
}

/** Undefined where there is no mistake. */
export function mostMixedUp({ confusion }: TestResult): MixedUp | undefined {
  const of = confusion.flatMap((row, label) => row.filter((_, answer) => answer !== label)).reduce((a, b) => a + b, 0);
  let most: MixedUp = { pair: [0, 0], mistakes: 0, of };
  for (const [a, row] of confusion.entries()) {
    for (let b = a + 1; b < row.length; b++) {
      const both = row[b]! + confusion[b]![a]!;
      if (both > most.mistakes) most = { pair: [a, b], mistakes: both, of };
    }
  }
  return most.mistakes === 0 ? undefined : most;
}

/** Each class's share of wrong answers with its 95 % interval (Wilson's); undefined where it has no test image. */
export function classErrors({ confusion }: TestResult): ({ share: number; interval: Interval } | undefined)[] {
  return confusion.map((row, label) => {
    const images = row.reduce((sum, one) => sum + one, 0);
    if (images === 0) return undefined;
    const share = 1 - row[label]! / images;
    return { share, interval: wilson(share, images) };
  });
}

/** Wilson 1927. */
function wilson(share: number, n: number): Interval {
  const z = 1.96;
  const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

/** Bins of fewer images are left out (ours). */
const LEAST_IMAGES = 20;

/** How often answers were right by how sure they were: bins with enough images. */
export function calibrationPoints({ calibration }: TestResult): { readonly sure: number; readonly right: number }[] {
  return calibration
    .filter(({ images }) => images >= LEAST_IMAGES)
    .map(({ images, confidence, correct }) => ({ sure: confidence / images, right: correct / images }));
}

/** How sure the network was on average, and how often it was right. */
export function sureness(
  { calibration, correct }: TestResult,
  images: number,
): { readonly sure: number; readonly correct: number } {
  const sure = calibration.reduce((sum, { confidence }) => sum + confidence, 0) / images;
  return { sure, correct: correct / images };
}
