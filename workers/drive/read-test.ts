/** @file The only reading of the test images: all networks of a final training, at once. */
import { judgedNetwork } from '../../src/core/final/judged-network.ts';
import { judge } from '../../src/core/final/test-result.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import type { FinalEvent } from '../../src/contract/final-events.ts';
import { networkRecords, plannedNetworks, testRecord } from '../../src/contract/final-outcome.ts';
import type { FinalHead, FinalRecord, TestRecord, TestResult } from '../../src/contract/final-records.ts';
import { trainingConfig } from '../../src/contract/final-training.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { ChildNetwork } from '../network/child-network.ts';
import type { KeptNetworks } from '../store/store.ts';
import { evaluationBatches } from '../train/batches.ts';
import type { NetworkFactory } from '../train/network-manager.ts';

/** Images to judge networks on: those of a set at these indices. */
export interface TestImages {
  readonly set: ImageSet;
  readonly indices: Uint32Array;
}

interface TestReading {
  readonly head: FinalHead;
  readonly log: readonly FinalRecord[];
  readonly images: TestImages;
  readonly kept: KeptNetworks;
  readonly create: NetworkFactory;
  /** Throws a `ChildFailure` if the device has failed since it was opened. */
  check(): void;
  onEvent(event: FinalEvent): void;
}

/**
 * Judges every network that was trained.
 * @throws {RangeError} when the run has read its test images before: an accuracy is that of images never used, so they are read once.
 * @throws {Error} when no network was trained, or one is not in the store.
 */
export async function readTestImages(reading: TestReading): Promise<TestRecord> {
  const { head, log, images, onEvent, check } = reading;
  requireUnread(log);
  const records = networkRecords(log);
  const trained = plannedNetworks(head).filter(({ network }) => records[network]?.failure === undefined);
  if (trained.length === 0) throw new Error('final: every network failed; see the reasons in the log');
  const started = performance.now();
  const labels = Uint8Array.from(images.indices, (index) => images.set.labels[index]!);
  const results: TestResult[] = [];
  for (const { network: place, of, seed } of trained) {
    onEvent({ type: 'activity', activity: { phase: 'test', network: place, networks: trained.length } });
    const network = await openNetwork(reading, place);
    try {
      const { mistakes, confusion, calibration, ...judged } = judge(await logitsOf(network, reading), labels);
      check();
      results.push({
        design: of.design,
        seed,
        ...judged,
        confusion: confusion.map((row) => [...row]),
        mistakes: [...mistakes],
        calibration: [...calibration],
      });
    } finally {
      network.dispose();
    }
  }
  const durationMs = Math.round(performance.now() - started);
  return { type: 'test', at: new Date().toISOString(), images: labels.length, results, durationMs };
}

function requireUnread(log: readonly FinalRecord[]): void {
  const read = testRecord(log);
  if (read !== undefined)
    throw new RangeError(`final: the test images were read on ${read.at}; this run can't read them again`);
}

/** The judged network at a place, with the weights that were kept. */
async function openNetwork({ head, kept, images, create }: TestReading, place: number): Promise<ChildNetwork> {
  const trained = await kept.load(place);
  if (trained === undefined) throw new Error(`final: network ${place + 1} is not in the store, though it was trained`);
  const cell = parseCell(trained.notation);
  const table = layerTable(cell, judgedNetwork(cell, { ...head.config, filters: trained.filters }));
  const config = { ...trainingConfig(cell, head.config, trained.filters), averaging: 0 }; // the weights are averages
  const weights = trained.tensors.slice(0, table.parameters.length);
  const network = await create(table, { ...images.set, normalisation: trained.normalisation }, weights, config);
  network.writeWeights(trained.tensors);
  return network;
}

/** Logits of all test images, [images, classes]: with `testMirror`, the mean of an image's and its mirror image's. */
async function logitsOf(network: ChildNetwork, { head, images }: TestReading): Promise<Float32Array> {
  const { batchSize, testMirror } = head.config;
  const views = testMirror ? [false, true] : [false];
  const parts: Float32Array[] = [];
  const batches = views.map((isMirrored) => evaluationBatches(images.indices, batchSize, isMirrored));
  for (const place of batches[0]!.keys()) {
    const seen: Float32Array[] = [];
    for (const view of batches) seen.push(await network.predict(view[place]!));
    parts.push(seen[0]!.map((_, i) => seen.reduce((sum, logits) => sum + logits[i]!, 0) / seen.length));
  }
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
