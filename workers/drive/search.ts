/** @file One search from its configuration to its end, on an opened device: the same code in the page and the terminal. */
import type { SearchEvent } from '../../src/contract/events.ts';
import { isDeviceFailure, type ChildFailure } from '../../src/contract/failures.ts';
import type { LogRecord, Run } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import { isGraphicsCard } from '../encoder/surrogates.ts';
import type { Device } from '../gpu/backend.ts';
import { GpuNetwork } from '../gpu/plan/gpu-network.ts';
import { ComposedNetwork } from '../network/composed.ts';
import type { Checkpoints } from '../store/checkpoint.ts';
import type { RunStore } from '../store/store.ts';
import { NetworkManager, type NetworkFactory } from '../train/network-manager.ts';
import type { Pace } from '../train/pace.ts';
import { drive, Paused } from './drive.ts';
import { createStrategy } from './strategies.ts';
import { Trouble } from './trouble.ts';
import { createWorld } from './world.ts';

export interface SearchOptions {
  /** The run as stored: its head, and its log so far. */
  readonly run: Run;
  readonly images: ImageSet;
  readonly device: Device;
  readonly store: RunStore;
  /** Opens another such device after this one has failed; without it, its failure ends the run. */
  reopen?(): Promise<Device>;
  onEvent(event: SearchEvent): void;
  /** Asked between epochs and commands. */
  shouldPause(): boolean;
  /** How hard it works the device; full speed unless given. */
  readonly pace?: Pace;
  /** Pauses by itself after one phase: a level ranked, trained or fitted. */
  readonly onePhase?: boolean;
}

/** Makes children on a device: static plans where it has WebGPU, else composed of tfjs ops. */
export const networkFactory =
  ({ plan }: Device): NetworkFactory =>
  (table, images, weights, config) =>
    plan === undefined
      ? new ComposedNetwork(table, images, weights, config)
      : GpuNetwork.create(plan, table, images, weights, config);

/** Least time between two progress events of a child, ms: four a second. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Runs or continues a search; every outcome is stored before it goes on. A failed device is replaced and the child goes on from its last
 * epoch; a child that fails a second device is a failure.
 * @throws {RangeError} when the configuration does not fit the data; anything unknown stops the run loudly.
 */
export async function runSearch(options: SearchOptions): Promise<'finished' | 'paused'> {
  const trouble = new Trouble();
  let { device, run } = options;
  for (;;) {
    try {
      return await runOn(device, run, options, trouble);
    } catch (error) {
      const failure = await deviceFailure(device, error);
      if (failure === undefined || options.reopen === undefined) throw error;
      const given = trouble.add(failure);
      if (given !== undefined) await append(options, given);
      device.gpu?.destroy(); // one that hangs is alive
      device = await options.reopen();
      run = await options.store.run(run.head.id);
    }
  }
}

/** One device's part of a run. */
async function runOn(
  device: Device,
  run: Run,
  options: SearchOptions,
  trouble: Trouble,
): Promise<'finished' | 'paused'> {
  const { images, store, onEvent, shouldPause, pace } = options;
  const { config, id } = run.head;
  const manager = new NetworkManager({ images, config, create: networkFactory(device), check: device.check, pace });
  let lastProgress = 0;
  const onActivity = (activity: Extract<SearchEvent, { type: 'activity' }>['activity']): void =>
    onEvent({ type: 'activity', activity });
  const kept = store.checkpoints(id);
  const checkpoints: Checkpoints = {
    load: kept.load,
    save: async (checkpoint) => {
      await kept.save(checkpoint);
      if (shouldPause()) throw new Paused();
    },
  };
  const world = createWorld({
    config,
    manager,
    onGpu: isGraphicsCard(device),
    checkpoints,
    onActivity,
    onProgress: (progress) => {
      const now = performance.now();
      if (now - lastProgress < PROGRESS_INTERVAL_MS && progress.step < progress.steps) return;
      lastProgress = now;
      onEvent({ type: 'progress', progress });
    },
  });
  try {
    onEvent({ type: 'started', head: run.head, log: run.log });
    const end = await drive({
      strategy: createStrategy(config),
      log: run.log,
      world: trouble.watch(world, config),
      append: (record) => append(options, record),
      onActivity,
      shouldPause,
      onePhase: options.onePhase,
    });
    onEvent({ type: end });
    return end;
  } finally {
    world.dispose();
  }
}

async function append({ run, store, onEvent }: SearchOptions, record: LogRecord): Promise<void> {
  await store.append(run.head.id, record);
  onEvent({ type: 'record', record });
}

/** Longest that a lost device takes to say so after it has failed a call, ms (ours). */
const LOSS_TOLD_MS = 1000;

/** The device's failure behind an error, if it is one: what a lost device throws says nothing of the loss. */
async function deviceFailure(device: Device, error: unknown): Promise<ChildFailure | undefined> {
  if (isDeviceFailure(error)) return error;
  for (let waited = 0; waited < LOSS_TOLD_MS; waited += 50) {
    try {
      device.check();
    } catch (told) {
      return isDeviceFailure(told) ? told : undefined;
    }
    if (device.gpu === undefined || error instanceof RangeError) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}
