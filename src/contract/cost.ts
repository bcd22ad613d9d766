/** @file What a run has cost in all, computed from its log: the same on any device but for the seconds. */
import { TRAINING_PASSES } from './api.ts';
import { parseCell } from '../core/space/cell.ts';
import { multiplyAdds } from '../core/network/layers.ts';
import { layerTable } from '../core/network/macro.ts';
import type { RunCost, RunHead, Run, TrainRecord } from './records.ts';
import { splitSizes, stepsOfEpoch } from './split-sizes.ts';

/**
 * The cost of all trainings of a log, retrainings and confirmations included; of one that failed, its whole epochs; of one that was stopped and went on, each epoch once. Fits and rankings of the
 * surrogate are in the seconds alone.
 */
export function costOf({ head, log }: Pick<Run, 'head' | 'log'>): RunCost {
  const { training, evaluation, confirmation } = imagesOf(head);
  const forward = new Map<string, number>();
  const cost = { examples: 0, multiplyAdds: 0, deviceSeconds: 0 };
  const stopped = new Map<string, TrainRecord>(); // those that may go on: their next record counts from their beginning
  for (const record of log) {
    if (record.type === 'incident' || record.type === 'done') continue;
    cost.deviceSeconds += record.durationMs / 1000;
    if (record.type === 'rank')
      for (const { durationMs } of record.shadows ?? []) cost.deviceSeconds += durationMs / 1000;
    if (record.type === 'fit' || record.type === 'rank') continue;
    const { notation, accuracy, curve } = record;
    const before = record.type === 'train' ? stopped.get(notation) : undefined;
    if (record.type === 'train' && record.epochs !== undefined) stopped.set(notation, record);
    if (!forward.has(notation)) forward.set(notation, multiplyAdds(layerTable(parseCell(notation), head.config)));
    const end = record.type === 'train' ? record.epochs : undefined;
    const trained = accuracy === undefined ? curve.length : (end ?? head.config.epochs); // a link may leave curves out
    const epochs = Math.max(0, trained - (before?.epochs ?? 0));
    const judged = record.type === 'confirm' && accuracy !== undefined ? confirmation : 0;
    cost.deviceSeconds -= (before?.durationMs ?? 0) / 1000;
    cost.examples += epochs * training;
    cost.multiplyAdds += forward.get(notation)! * (epochs * (TRAINING_PASSES * training + evaluation) + judged);
  }
  return { ...cost, deviceSeconds: Math.round(cost.deviceSeconds) };
}

/** Images that an epoch trains on and that it is measured with, and those that a confirmation is judged on. */
function imagesOf({ config, data }: RunHead): { training: number; evaluation: number; confirmation: number } {
  const { training, validation, confirmation } = splitSizes(config, data.images);
  return { training: stepsOfEpoch(training, config) * config.batchSize, evaluation: validation, confirmation };
}
