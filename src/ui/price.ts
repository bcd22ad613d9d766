/** @file What a search would cost on this device, from its speed in an earlier one or in a probe. Pure. */
import { parseCell } from '../core/cell.ts';
import { multiplyAdds } from '../core/layers.ts';
import { layerTable } from '../core/macro.ts';
import { TRAINING_PASSES } from '../contract/api.ts';
import type { SearchConfig } from '../contract/config.ts';
import type { Run } from '../contract/records.ts';
import { trainRecords } from '../contract/run-file.ts';
import { plannedChildren } from './derive.ts';

/** Multiply-adds of one image's forward pass through a cell's network. */
export function cellMultiplyAdds(notation: string, config: SearchConfig): number {
  return multiplyAdds(layerTable(parseCell(notation), config));
}

/** Forward passes that one child takes. */
function passes({ epochs, images, validationImages }: SearchConfig): number {
  return epochs * ((images - validationImages) * TRAINING_PASSES + validationImages);
}

/** Children of a run that are reckoned with, at most. */
const SAMPLED_CHILDREN = 24;

/** A child that took less, ms, tells more of what surrounds training than of it (ours). */
const LEAST_MS = 1000;

/** Multiply-adds a second that a run's latest children reached; undefined without one of a second at least. */
export function speedOf(run: Run, cost: typeof cellMultiplyAdds): number | undefined {
  const { config } = run.head;
  const records = trainRecords(run)
    .filter(({ accuracy, durationMs }) => accuracy !== undefined && durationMs >= LEAST_MS)
    .slice(-SAMPLED_CHILDREN);
  if (records.length === 0) return undefined;
  const done = records.reduce((sum, { notation }) => sum + cost(notation, config) * passes(config), 0);
  return (1000 * done) / records.reduce((sum, { durationMs }) => sum + durationMs, 0);
}

/** Networks a search trains, at most. */
export function networksOf(config: SearchConfig): number {
  return [...plannedChildren(config).values()].reduce((sum, children) => sum + children, 0);
}

/**
 * About how long a search would take, ms: each level as so many chains of one typical cell of its operators.
 * @param speed multiply-adds a second, {@link speedOf} or `SearchApi.probe`.
 */
export function priceMs(config: SearchConfig, speed: number): number {
  const operators = config.operators;
  let total = 0;
  for (const [level, children] of plannedChildren(config)) {
    let cost = 0;
    for (const operator of operators) {
      const blocks = Array.from({ length: level }, () => `-1,${operator},-2,${operator}`);
      cost += cellMultiplyAdds(
        config.lookback === 1 ? blocks.join(',').replaceAll('-2,', '-1,') : blocks.join(','),
        config,
      );
    }
    total += (children * cost) / operators.length;
  }
  return (1000 * total * passes(config)) / speed;
}
