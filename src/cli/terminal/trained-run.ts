/** @file The folder of a final training, read for exports: its run, and its networks as files for other tools. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { networkOf } from '../../contract/final-network.ts';
import { firstTrained, plannedNetworks } from '../../contract/final-outcome.ts';
import type { FinalRun } from '../../contract/final-records.ts';
import { MODEL_FILES, type ExportableNetwork, type ModelFormat } from '../../contract/model-exports.ts';
import { openStore, type StoredRun } from './stored-run.ts';
import { writeTrained } from './write-trained.ts';

/** Whether a path is the folder of a run. */
export const isRunFolder = (path: string): boolean => existsSync(join(path, 'head.json'));

/** @throws {RangeError} unless the folder has a final training. */
export const readFinalFolder = async (folder: string): Promise<FinalRun> => {
  const { store, id } = openStore(folder);
  return store.finalRun(id);
};

/**
 * A trained network of a run.
 * @param network its place among those that the run trains, from 1; the first that was trained unless given.
 * @throws {RangeError} where it is not trained, or not kept.
 */
export async function readTrained(
  store: StoredRun['store'],
  run: FinalRun,
  network = firstTrained(run.log) + 1,
): Promise<ExportableNetwork> {
  const planned = plannedNetworks(run.head).length;
  if (network < 1 || network > planned) throw new RangeError(`export: network must be 1 to ${planned}, one that is trained; got ${network}`); // prettier-ignore
  const kept = await store.networks(run.head.id).load(network - 1);
  if (kept === undefined) throw new RangeError(`export: network ${network} of this run is not kept here`);
  return networkOf(run, network - 1, kept);
}

/** Writes a network's files for one tool into a folder. */
export async function exportTrained(folder: string, format: ModelFormat, out: string, network?: number): Promise<void> {
  const { store, id } = openStore(folder);
  await writeTrained(out, MODEL_FILES[format](await readTrained(store, await store.finalRun(id), network)));
}
