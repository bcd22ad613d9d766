/** @file A trained network of a final training with its card, for exports and for trying it. */
import type { TrainedNetwork } from './final-trained-network.ts';
import { CLASS_NAMES } from './class-names.ts';
import { plannedNetworks, testRecord } from './final-outcome.ts';
import type { FinalRun } from './final-records.ts';
import type { ExportableNetwork } from './model-exports.ts';
import type { ModelCard } from './model-file.ts';
import { judgedNetwork } from '../core/final/judged-network.ts';
import { parseCell } from '../core/space/cell.ts';

/** @param network its place among those that the run trains. */
export function networkOf(run: FinalRun, network: number, values: TrainedNetwork): ExportableNetwork {
  const { config } = run.head;
  const cell = parseCell(values.notation);
  return {
    cell,
    config: judgedNetwork(cell, { ...config, filters: values.filters }),
    values: values.tensors,
    pixels: values.normalisation,
    card: cardOf(run, network, values),
  };
}

function cardOf({ head, log }: FinalRun, network: number, { notation, filters }: TrainedNetwork): ModelCard {
  const planned = plannedNetworks(head)[network]!;
  const test = testRecord(log);
  const result = test?.results.find(({ design, seed }) => design === planned.of.design && seed === planned.seed);
  return {
    classes: [...CLASS_NAMES],
    cell: notation,
    repeats: head.config.repeats,
    filters,
    seed: planned.seed,
    data: head.data.name === 'sample' ? 'the CIFAR-10 sample' : head.data.name,
    trainedAt: test?.at ?? head.startedAt,
    ...(test === undefined || result === undefined
      ? {}
      : { test: { images: test.images, correct: result.correct, calibration: [...result.calibration] } }),
  };
}
