/** @file One search from its configuration to its end, on an opened device: the same code in the page and the terminal. */
import type { SearchEvent } from '../../src/contract/events.ts';
import type { Run } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import type { Device } from '../gpu/backend.ts';
import { GpuNetwork } from '../gpu/plan/gpu-network.ts';
import { ComposedNetwork } from '../network/composed.ts';
import type { RunStore } from '../store/store.ts';
import { NetworkManager, type NetworkFactory } from '../train/network-manager.ts';
import { drive } from './drive.ts';
import { createStrategy } from './strategies.ts';
import { createWorld } from './world.ts';

export interface SearchOptions {
  /** The run as stored: its head, and its log so far. */
  readonly run: Run;
  readonly images: ImageSet;
  readonly device: Device;
  readonly store: RunStore;
  onEvent(event: SearchEvent): void;
  shouldPause(): boolean;
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
 * Runs or continues a search; every outcome is stored before it goes on.
 * @throws {RangeError} when the configuration does not fit the data; anything unknown stops the run loudly.
 */
export async function runSearch(options: SearchOptions): Promise<'finished' | 'paused'> {
  const { run, images, device, store, onEvent } = options;
  const { config, id } = run.head;
  const manager = new NetworkManager({ images, config, create: networkFactory(device), check: device.check });
  let lastProgress = 0;
  const onActivity = (activity: Extract<SearchEvent, { type: 'activity' }>['activity']): void =>
    onEvent({ type: 'activity', activity });
  const world = createWorld({
    config,
    manager,
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
      world,
      append: async (record) => {
        await store.append(id, record);
        onEvent({ type: 'record', record });
      },
      onActivity,
      shouldPause: options.shouldPause,
    });
    onEvent({ type: end });
    return end;
  } finally {
    world.dispose();
  }
}
