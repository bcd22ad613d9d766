/** @file Accuracy against a cost: what a search whose children are picked for both aims at, and the front of what a run has measured. */
import { CellCosts, heaviestCost } from '../core/network/cell-cost.ts';
import { COSTS, type Cost } from '../core/network/costs.ts';
import { CLASSES } from '../core/network/macro.ts';
import { byAccuracy, type Order } from '../core/search/halving.ts';
import { byHypervolume, frontOf, type Point } from '../core/search/hypervolume.ts';
import { parseCell } from '../core/space/cell.ts';
import type { SearchConfig } from './config.ts';
import type { Run, RunHead, TrainRecord } from './records.ts';
import { trainRecords } from './run-file.ts';
import { splitSizes, stepsOfEpoch } from './split-sizes.ts';

/** The cost that children are picked for beside accuracy; undefined where they are picked for accuracy alone. */
export function costIn({ pareto }: Pick<SearchConfig, 'pareto'>): Cost | undefined {
  return COSTS.find((cost) => pareto === `accuracy,${cost}`);
}

const known = new WeakMap<SearchConfig, Map<Cost, CellCosts>>();

/** Costs of cells in a search of these settings, each told once. */
function costsOf(config: SearchConfig, cost: Cost): CellCosts {
  const own = known.get(config) ?? new Map<Cost, CellCosts>();
  known.set(config, own);
  const costs = own.get(cost) ?? new CellCosts(cost, config);
  own.set(cost, costs);
  return costs;
}

/** What a search aims at. */
export interface Aim {
  readonly costs: CellCosts;
  /** Chance, and the cost of the heaviest cell: what is worse in either adds nothing to the hypervolume. */
  readonly corner: Point;
}

/** What a search of these settings aims at for a cost; its own unless given, undefined where it has none. */
export function aimOf(config: SearchConfig, cost = costIn(config)): Aim | undefined {
  if (cost === undefined) return undefined;
  const costs = costsOf(config, cost);
  return { costs, corner: { accuracy: 1 / CLASSES, cost: heaviestCost(costs, config) } };
}

/** The order in which children of these settings go on where not all do: by accuracy, or by what they add to the hypervolume. */
export function orderOf(config: SearchConfig): Order {
  const aim = aimOf(config);
  if (aim === undefined) return byAccuracy;
  return (children) => {
    const points = children.map((child) => ({ child, accuracy: child.accuracy, cost: aim.costs.of(child.cell) }));
    return [...byHypervolume(points, aim.corner)].map(({ child }) => child);
  };
}

/** A measured cell and what it costs. */
export interface PricedRecord extends Point {
  readonly record: TrainRecord;
}

/**
 * The cells of a run that were trained to the end, with their costs. Milliseconds are modelled, times what the run's children took over what was modelled of them (the median):
 * so one training that others held up changes no cell's place.
 */
export function pricedRecords(run: Run, cost: Cost): PricedRecord[] {
  const costs = costsOf(run.head.config, cost);
  const priced = trainRecords(run).flatMap((record) => {
    const { accuracy, epochs, notation } = record;
    const isWhole = accuracy !== undefined && epochs === undefined;
    return isWhole ? [{ record, accuracy, cost: costs.of(parseCell(notation)) }] : [];
  });
  if (cost !== 'ms') return priced;
  const factor = calibration(priced, run.head);
  return priced.map((one) => ({ ...one, cost: factor * one.cost }));
}

/** Those of them that no other beats in both, the cheapest first. */
export function frontOfRun(run: Run, cost: Cost): PricedRecord[] {
  return frontOf(pricedRecords(run, cost));
}

/** What steps took by what was modelled, the median over children; 1 where times are not told. */
function calibration(priced: readonly PricedRecord[], { config, data }: RunHead): number {
  const steps = config.epochs * stepsOfEpoch(splitSizes(config, data.images).training, config);
  const ratios = priced
    .map(({ record, cost }) => record.durationMs / steps / cost)
    .filter((ratio) => ratio > 0)
    .sort((a, b) => a - b);
  return ratios[ratios.length >> 1] ?? 1;
}
