/** @file What the screens of a final training derive from it: figures, sentences, time left. */
import type { NetworkProgress } from '../../contract/final-events.ts';
import { finalCost, isFinalOver, networkRecords, plannedNetworks, testRecord, type ComparedDesign } from '../../contract/final-outcome.ts'; // prettier-ignore
import type { FinalPart } from '../../contract/final-file.ts';
import type { FinalConfig } from '../../contract/final-config.ts';
import type { Epoch, FinalHead, FinalRun, TestResult } from '../../contract/final-records.ts';
import type { RunCost } from '../../contract/records.ts';
import type { Design } from '../../core/final/design-names.ts';
import type { Interval } from '../../core/stats.ts';
import { SAMPLE_NAME } from '../../contract/sample.ts';
import { count, counted, hundredths, percent, points } from './format.ts';

const DESIGN_NAMES: Readonly<Record<Design, string>> = {
  cell: 'Best cell',
  random: 'Random cell, same size',
  pnasnet5: 'PNASNet-5',
};

/** What a design is called; a cell that no search is known to have found is not called the best. */
export function designName(design: Design, { origin }: Pick<FinalRun['head'], 'origin'>): string {
  return design === 'cell' && origin === undefined ? 'The cell' : DESIGN_NAMES[design];
}

/** `Network of the best cell, N 2, F 24`. */
export function finalName({ config, origin, designs }: FinalHead): string {
  const { repeats } = config;
  return `Network of ${origin === undefined ? 'a cell' : 'the best cell'}, N ${repeats}, F ${designs[0]!.filters}`;
}

/** `CIFAR-10 sample, 2,025 + 225 images, 30 epochs, 9 networks, seed 7`. */
export function finalDetail({ config, data, designs }: FinalHead): string {
  const { images, validationImages, epochs, seeds, seed } = config;
  const name = data.name === SAMPLE_NAME ? 'CIFAR-10 sample' : data.name;
  const sizes = `${count(images - validationImages)} + ${count(validationImages)} images, ${counted(epochs, 'epoch')}`;
  return `${name}, ${sizes}, ${counted(seeds * designs.length, 'network')}, seed ${seed}`;
}

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

/** The result in one sentence, for beside a link. */
export function finalSentence(run: Pick<FinalRun, 'head' | 'log'>): string {
  const { head } = run;
  const { accuracy, testImages, networks, planned } = briefOf(run);
  if (accuracy === undefined) return `${finalName(head)}: ${networks} of ${counted(planned, 'network')} trained`;
  const whole = `${percent(accuracy, testDigits(testImages))} of ${count(testImages)} test images right`;
  const heldOut = head.test.isHeldOut === true ? ', held out of the data set' : '';
  return `${finalName(head)}: ${whole}${heldOut}, read once`;
}

/** What a link leaves out. */
export const FINAL_PART_WORDS: Readonly<Record<FinalPart, string>> = {
  curves: 'the learning curves',
  answers: 'the answers of the networks after the first, but for how many are right',
};

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

/** A row of what a run has cost. */
export interface CostRow {
  readonly name: string;
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
    rows.push({ name: `Search, ${origin.cells} cells`, cost: origin.cost });
    if (origin.confirmationCost.examples > 0) rows.push({ name: 'Confirmation', cost: origin.confirmationCost });
  }
  rows.push({
    name: testRecord(run.log) === undefined ? 'Final training, so far' : 'Final training',
    cost: own,
  });
  if (rows.length === 1) return rows;
  const sum = (of: (cost: RunCost) => number): number => rows.reduce((total, { cost }) => total + of(cost), 0);
  const total = {
    examples: sum(({ examples }) => examples),
    multiplyAdds: sum(({ multiplyAdds }) => multiplyAdds),
    deviceSeconds: sum(({ deviceSeconds }) => deviceSeconds),
  };
  return [...rows, { name: 'Total', cost: total }];
}

/** `171`: floating-point operations, 10^15 of them; two a multiply-add. */
export function petaflop({ multiplyAdds }: RunCost): string {
  const value = (2 * multiplyAdds) / 1e15;
  if (value < 0.01) return 'below 0.01';
  return value >= 10 ? value.toFixed(0) : value.toPrecision(2);
}

/** 95 % interval of a share of so many images, half of it: the normal approximation. */
export function shareError(share: number, images: number): number {
  return 1.96 * Math.sqrt((share * (1 - share)) / images);
}

/** Half of an interval, `± 0.29`. */
export function plusMinus(interval: Interval | undefined, digits: number): string {
  return interval === undefined ? '' : ` ± ${hundredths((interval[1] - interval[0]) / 2, digits)}`;
}

/** Whether the cell or the recipe made the accuracy, in a sentence; from the intervals of the gaps. */
export function verdict(compared: readonly ComparedDesign[], digits: number): string | undefined {
  const parts = compared.flatMap(({ of: { design }, gap }) => {
    if (design === 'cell' || gap === undefined) return [];
    const name = design === 'random' ? 'a random cell of the same size' : 'PNASNet-5’s cell';
    if (gap.interval === undefined)
      return [`${name} is ${points(-gap.mean, digits)} points from yours, by one seed each`];
    if (gap.interval[0] * gap.interval[1] <= 0) return [`${name} can’t be told from yours`];
    return [`${name} is ${hundredths(Math.abs(gap.mean), digits)} points ${gap.mean > 0 ? 'behind' : 'ahead'}`];
  });
  if (parts.length === 0) return undefined;
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The two classes that are mistaken for each other most, in a sentence. */
export function mixedUp({ confusion }: TestResult, classes: readonly string[]): string | undefined {
  const wrong = confusion
    .flatMap((row, label) => row.filter((_, answer) => answer !== label))
    .reduce((a, b) => a + b, 0);
  let most = { pair: [0, 0], count: 0 };
  for (const [a, row] of confusion.entries()) {
    for (let b = a + 1; b < row.length; b++) {
      const both = row[b]! + confusion[b]![a]!;
      if (both > most.count) most = { pair: [a, b], count: both };
    }
  }
  if (most.count === 0) return undefined;
  const [a, b] = most.pair.map((label) => classes[label]!);
  return `${a!.charAt(0).toUpperCase()}${a!.slice(1)} and ${b} for each other: ${most.count} of its ${wrong} mistakes.`;
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

/** Whether the network is as sure as it is right, in a sentence. */
export function calibrationWords({ calibration, correct }: TestResult, images: number): string {
  const sure = calibration.reduce((sum, { confidence }) => sum + confidence, 0) / images;
  const right = correct / images;
  const gap = sure - right;
  const kind = Math.abs(gap) < 0.01 ? 'About right' : gap > 0 ? 'Too sure' : 'Too modest';
  return `${kind}: ${percent(sure)} sure on average, ${percent(right)} right.`;
}
