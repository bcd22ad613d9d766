/**
 * @file One final training from its settings to the reading of the test images, on an opened device: the same code in the page and the terminal.
 * Its log says what was done; the first network without a record is trained, from where it was last saved.
 */
import { judgedNetwork } from '../../src/core/final/judged-network.ts';
import { judgedTensors } from '../../src/core/final/judged-tensors.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import type { FinalEvent, NetworkProgress } from '../../src/contract/final-events.ts';
import { isFinalOver, networkRecords, plannedNetworks, testRecord, type PlannedNetwork } from '../../src/contract/final-outcome.ts'; // prettier-ignore
import type { FinalHead, FinalRecord, FinalRun, NetworkRecord } from '../../src/contract/final-records.ts';
import { trainedNetwork, trainingConfig } from '../../src/contract/final-training.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { ChildNetwork } from '../network/child-network.ts';
import type { KeptNetworks } from '../store/store.ts';
import { NetworkManager } from '../train/network-manager.ts';
import { Paused } from './drive.ts';
import { pausingCheckpoints, runOnDevices, timeoutOf, type DevicePart, type RunOptions } from './on-devices.ts';
import { readTestImages, type TestImages } from './read-test.ts';
import { networkFactory, throttleProgress } from './search.ts';

export interface FinalOptions extends RunOptions<FinalRun, FinalEvent> {
  readonly images: ImageSet;
  /** Called when all networks are trained, and not before: nothing else reads them. */
  loadTest(): Promise<TestImages>;
  /** Longest time between two saves of the network in training, ms; a minute unless given. */
  readonly saveIntervalMs?: number;
}

/** Longest time between two saves of a network, ms (ours: what a power cut costs at most). */
const SAVE_INTERVAL_MS = 60_000;

/**
 * Trains all networks of a run, then reads the test images, once.
 * @throws {RangeError} when the settings do not fit the data; {Error} when no network could be trained; anything unknown stops the run loudly.
 */
export function runFinal(options: FinalOptions): Promise<'finished' | 'paused'> {
  return runOnDevices(options, async (part) => {
    const { run } = part;
    options.onEvent({ type: 'started', head: run.head, log: run.log });
    const end = await finalOn(options, part);
    options.onEvent({ type: end });
    return end;
  });
}

/** One device's part of a final training. */
async function finalOn(options: FinalOptions, part: DevicePart<FinalRun>): Promise<'finished' | 'paused'> {
  const { onEvent, shouldPause } = options;
  const { run, append, device } = part;
  const log = [...run.log];
  const add = async (record: FinalRun['log'][number]): Promise<void> => {
    await append(record);
    log.push(record);
  };
  const networks = plannedNetworks(run.head);
  if (testRecord(log) === undefined) await requireKept(options.store.networks(run.head.id), log);
  try {
    for (const planned of networks.slice(networkRecords(log).length)) {
      if (shouldPause()) return 'paused';
      await options.requireRoom?.();
      onEvent({ type: 'activity', activity: { phase: 'train', network: planned.network, networks: networks.length } });
      await add(await trainNetwork(options, part, planned, networks.length));
    }
  } catch (error) {
    if (error instanceof Paused) return 'paused';
    throw error;
  }
  if (testRecord(log) === undefined) {
    if (shouldPause()) return 'paused';
    const test = { log, head: run.head, images: await options.loadTest(), kept: options.store.networks(run.head.id) };
    await add(await readTestImages({ ...test, ...device, create: networkFactory(device), onEvent }));
  }
  if (!isFinalOver(log)) await add({ type: 'done' });
  return 'finished';
}

/** @throws {RangeError} when a network that was trained is not in the store, as after the run was opened from a file: it could not be judged. */
async function requireKept(kept: KeptNetworks, log: readonly FinalRecord[]): Promise<void> {
  for (const [place, { failure }] of networkRecords(log).entries()) {
    if (failure === undefined && (await kept.load(place)) === undefined)
      throw new RangeError(`final: network ${place + 1} was trained elsewhere and its weights are not kept here; this training can only go on where it was begun`); // prettier-ignore
  }
}

/** Trains one network, keeps its weights, and tells how it went. */
function trainNetwork(
  options: FinalOptions,
  part: DevicePart<FinalRun>,
  planned: PlannedNetwork,
  networks: number,
): Promise<NetworkRecord> {
  const { of, seed } = planned;
  const { design, notation } = of;
  const { head } = part.run;
  const cell = parseCell(notation);
  const record = { type: 'network', design, seed, notation } as const;
  const train = async (): Promise<NetworkRecord> => {
    const saves = saveTimes(options, part);
    const manager = managerOf(options, part, trainingConfig(cell, head.config, of.filters), saves.shouldSave);
    const place: Pick<NetworkProgress, 'network' | 'networks' | 'design' | 'seed' | 'notation' | 'epochs'> = {
      network: planned.network,
      networks,
      design,
      seed,
      notation,
      epochs: head.config.epochs,
    };
    const report = throttleProgress((progress: NetworkProgress) => options.onEvent({ type: 'progress', progress }));
    const reward = await manager.getRewards(
      cell,
      ({ learning, parameters: _known, ...progress }) =>
        report({ ...place, ...progress, curve: [...learning], ...saves.savedAt() }),
      (network) => keep(options, head, planned, cell, network, manager),
      saves.checkpoints,
      { repeat: seed, purpose: 'final' },
    );
    const { failure, learning = [], durationMs } = reward;
    return { ...record, epochs: [...learning], durationMs, ...(failure === undefined ? {} : { failure }) };
  };
  return part.incidents.watchNetwork({ level: cell.length, notation, repeat: seed }, train, (failure) => ({
    ...record,
    epochs: [],
    durationMs: 0,
    failure,
  }));
}

function managerOf(
  { images, pace, timeoutS }: FinalOptions,
  { device, run, incidents }: DevicePart<FinalRun>,
  config: ReturnType<typeof trainingConfig>,
  shouldSave: () => boolean,
): NetworkManager {
  return new NetworkManager({
    images,
    config,
    streams: streamsOf(run.head.streams),
    create: networkFactory(device),
    check: device.check,
    timeout: timeoutOf(timeoutS, incidents),
    throttle: pace,
    shouldSave,
  });
}

/** Checkpoints, when they are due, and when the last was: every minute, and when a pause is asked for. */
function saveTimes(options: FinalOptions, part: DevicePart<FinalRun>) {
  const checkpoints = pausingCheckpoints(options, part);
  const { saveIntervalMs = SAVE_INTERVAL_MS } = options;
  let last = performance.now();
  let savedAt: string | undefined;
  return {
    shouldSave: (): boolean => options.shouldPause() || performance.now() - last >= saveIntervalMs,
    savedAt: () => (savedAt === undefined ? {} : { savedAt }),
    checkpoints: {
      ...checkpoints,
      save: async (checkpoint: Parameters<typeof checkpoints.save>[0]): Promise<void> => {
        await checkpoints.save(checkpoint);
        last = performance.now();
        savedAt = new Date().toISOString();
      },
    },
  };
}

/** Stores what is judged of a trained network. */
async function keep(
  { store }: FinalOptions,
  { id, config }: FinalHead,
  { network: place, of }: PlannedNetwork,
  cell: Cell,
  network: ChildNetwork,
  { normalisation }: NetworkManager,
): Promise<void> {
  const size = { ...config, filters: of.filters };
  const [trained, judged] = [trainedNetwork(cell, size), judgedNetwork(cell, size)].map((each) =>
    layerTable(cell, each),
  );
  const { mean, deviation } = normalisation;
  await store.networks(id).save(place, {
    notation: of.notation,
    filters: of.filters,
    normalisation: { mean: [...mean], deviation: [...deviation] },
    tensors: judgedTensors(trained!, judged!, await network.readWeights()),
  });
}
