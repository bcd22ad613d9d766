/** @file What a final training's log says: its networks, its test, the comparison of its cells, what it has cost. */
import { mean, standardError, tQuantile, type Interval } from '../core/stats.ts';
import { layerTable } from '../core/network/macro.ts';
import { multiplyAdds } from '../core/network/layers.ts';
import { parseCell } from '../core/space/cell.ts';
import { TRAINING_PASSES } from './api.ts';
import type { Design } from '../core/final/design-names.ts';
import type { RunCost } from './records.ts';
import type { DesignOfRun, FinalHead, FinalRecord, FinalRun, NetworkRecord, TestRecord } from './final-records.ts';
import { trainedNetwork } from './final-training.ts';

/** A network that a run trains: its place in the run, its cell, its seed. */
export interface PlannedNetwork {
  /** From 0, in the order in which they are trained; the store has its weights by it. */
  readonly network: number;
  readonly of: DesignOfRun;
  /** From 1. */
  readonly seed: number;
}

/** All networks of a run in order: every design by the first seed, then by the next, so that a stop leaves whole comparisons. */
export function plannedNetworks({ config, designs }: Pick<FinalHead, 'config' | 'designs'>): PlannedNetwork[] {
  return Array.from({ length: config.seeds * designs.length }, (_, network) => ({
    network,
    of: designs[network % designs.length]!,
    seed: Math.floor(network / designs.length) + 1,
  }));
}

/** The networks that were trained, or failed, in order. */
export function networkRecords(log: readonly FinalRecord[]): NetworkRecord[] {
  return log.filter((record) => record.type === 'network');
}

/** The place of the first network that was trained: the one that is tried and exported. -1 where there is none. */
export const firstTrained = (log: readonly FinalRecord[]): number =>
  networkRecords(log).findIndex(({ failure }) => failure === undefined);

/** The only reading of the test images; undefined before it. */
export function testRecord(log: readonly FinalRecord[]): TestRecord | undefined {
  return log.find((record) => record.type === 'test');
}

/** Whether a final training came to its end. */
export const isFinalOver = (log: readonly FinalRecord[]): boolean => log.some(({ type }) => type === 'done');

/** One design's networks, against the others by seed. */
export interface ComparedDesign {
  readonly of: DesignOfRun;
  /** Share of right answers by seed; undefined: not there, or failed. */
  readonly accuracies: readonly (number | undefined)[];
  readonly mean?: number;
  /** 95 % interval of the mean over seeds, by Student's t; absent below two. */
  readonly interval?: Interval;
  /** By how much the cell that was found is better, paired by seed, in shares; absent for that cell, and where no seed has both. */
  readonly gap?: { readonly mean: number; readonly interval?: Interval };
}

/** All designs of a run on the test images; before these are read, on those kept aside. */
export function compareDesigns({ head, log }: Pick<FinalRun, 'head' | 'log'>): ComparedDesign[] {
  const test = testRecord(log);
  const measured = test === undefined ? validationAccuracies(log) : testAccuracies(test);
  const of = (design: Design): (number | undefined)[] =>
    Array.from({ length: head.config.seeds }, (_, i) => measured.get(`${design} ${i + 1}`));
  const own = of('cell');
  return head.designs.map((sized): ComparedDesign => {
    const accuracies = of(sized.design);
    const gap = sized.design === 'cell' ? undefined : meanOf(differences(own, accuracies));
    return { of: sized, accuracies, ...meanOf(accuracies), ...(gap === undefined ? {} : { gap }) };
  });
}

function validationAccuracies(log: readonly FinalRecord[]): Map<string, number> {
  const measured = new Map<string, number>();
  for (const { design, seed, epochs, failure } of networkRecords(log)) {
    if (failure === undefined) measured.set(`${design} ${seed}`, epochs.at(-1)!.validationAccuracy);
  }
  return measured;
}

function testAccuracies({ results, images }: TestRecord): Map<string, number> {
  return new Map(results.map(({ design, seed, correct }) => [`${design} ${seed}`, correct / images]));
}

type Values = readonly (number | undefined)[];

/** Of the pairs that are whole. */
const differences = (a: Values, b: Values): Values =>
  a.map((value, i) => (value === undefined || b[i] === undefined ? undefined : value - b[i]));

/** The mean of those that are there, with its interval; undefined where none is. */
function meanOf(values: Values): { readonly mean: number; readonly interval?: Interval } | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return undefined;
  const centre = mean(known);
  if (known.length === 1) return { mean: centre };
  const half = tQuantile(known.length - 1) * standardError(known);
  return { mean: centre, interval: [centre - half, centre + half] };
}

/** What the trainings and the test of a log took, the search that the cell is from left out. */
export function finalCost({ head, log }: Pick<FinalRun, 'head' | 'log'>): RunCost {
  const { config, designs } = head;
  const { batchSize, images, validationImages, testMirror } = config;
  const examples = Math.floor((images - validationImages) / batchSize) * batchSize;
  const cost = { examples: 0, multiplyAdds: 0, deviceSeconds: 0 };
  for (const record of log) {
    if (record.type === 'incident' || record.type === 'done') continue;
    cost.deviceSeconds += record.durationMs / 1000;
    if (record.type === 'test') {
      const views = (testMirror ? 2 : 1) * record.images;
      for (const { design } of record.results) cost.multiplyAdds += views * judgedAdds(designs, design);
      continue;
    }
    const { design, epochs } = record;
    const cell = parseCell(record.notation);
    const { filters } = designs.find((one) => one.design === design)!;
    const trained = multiplyAdds(layerTable(cell, trainedNetwork(cell, { ...config, filters })));
    cost.examples += epochs.length * examples;
    cost.multiplyAdds +=
      epochs.length * (TRAINING_PASSES * examples * trained + validationImages * judgedAdds(designs, design));
  }
  return { ...cost, deviceSeconds: Math.round(cost.deviceSeconds) };
}

const judgedAdds = (designs: readonly DesignOfRun[], design: Design): number =>
  designs.find((one) => one.design === design)!.multiplyAdds;
