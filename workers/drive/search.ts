/** @file One search from its configuration to its end, on an opened device: the same code in the page and the terminal. */
import { streamsOf } from '../../src/core/streams/streams.ts';
import type { SearchEvent } from '../../src/contract/events.ts';
import type { Run } from '../../src/contract/records.ts';
import type { ImageSet } from '../data/image-set.ts';
import { isGraphicsCard } from '../surrogate/surrogates.ts';
import type { Device } from '../device/device.ts';
import { GpuNetwork } from '../network/webgpu/gpu-network.ts';
import { TfjsNetwork } from '../network/tfjs/network.ts';
import { NetworkManager, type NetworkFactory } from '../train/network-manager.ts';
import { drive, type Executor } from './drive.ts';
import { strategyOf } from './strategies.ts';
import { createExecutor } from './executor.ts';
import { pickAhead, type Trainers } from './pick-ahead.ts';
import {
  keptChildren,
  pausingCheckpoints,
  runOnDevices,
  timeoutOf,
  type DevicePart,
  type RunOptions,
} from './on-devices.ts';

export interface SearchOptions extends RunOptions<Run, SearchEvent> {
  readonly images: ImageSet;
  /** Of a run whose cells another program chooses: see `Executor.ask`. */
  readonly ask?: Executor['ask'];
  /** Train instead of the device, which then fits and ranks alone: a room of other devices. */
  readonly trainers?: Trainers;
  /** Pauses by itself after one phase: a level ranked, trained or fitted. */
  readonly onePhase?: boolean;
  /** Whether somebody watches: children then also tell what they answer for a few images, at the cost of a batch an epoch. */
  readonly isWatched?: boolean;
}

/**
 * Makes children on a device: static plans where it has WebGPU, else composed of tfjs ops, which have one precision.
 * @throws {RangeError} for another precision there.
 */
export const networkFactory =
  ({ plan, report }: Device): NetworkFactory =>
  (table, images, weights, config) => {
    if (plan !== undefined) return GpuNetwork.create(plan, table, images, weights, config);
    const { precision = 'f32' } = config;
    if (precision === 'f32') return new TfjsNetwork(table, images, weights, config);
    throw new RangeError(
      `config: precision ${precision} needs WebGPU; this device computes by ${report.backend}, with f32 only`,
    );
  };

/** Least time between two progress events of a network, ms: four a second. */
const PROGRESS_INTERVAL_MS = 250;

/** Reports the first of each so many milliseconds, and the last of each epoch. */
export function throttleProgress<P extends { readonly step: number; readonly steps: number }>(
  report: (progress: P) => void,
): (progress: P) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (now - last < PROGRESS_INTERVAL_MS && progress.step < progress.steps) return;
    last = now;
    report(progress);
  };
}

/**
 * Runs or continues a search; every outcome is stored before it goes on. A failed device is replaced and the child goes on from its last
 * epoch; a child that fails a second device is a failure.
 * @throws {RangeError} when the configuration does not fit the data; anything unknown stops the run loudly.
 */
export function runSearch(options: SearchOptions): Promise<'finished' | 'paused'> {
  const trainsElsewhere = options.trainers !== undefined;
  return runOnDevices({ ...options, trainsElsewhere }, (part) => searchOn(options, part));
}

/** One device's part of a search. */
async function searchOn(options: SearchOptions, part: DevicePart<Run>): Promise<'finished' | 'paused'> {
  const { images, onEvent, shouldPause, pace } = options;
  const { device, run, append, incidents } = part;
  const { config } = run.head;
  const streams = streamsOf(run.head.streams);
  const manager = new NetworkManager({
    images,
    config,
    streams,
    create: networkFactory(device),
    check: device.check,
    timeout: timeoutOf(options.timeoutS, incidents),
    throttle: pace,
    ...(options.isWatched === true && { onGuesses: (guesses) => onEvent({ type: 'guesses', guesses }) }),
  });
  const onActivity = (activity: Extract<SearchEvent, { type: 'activity' }>['activity']): void =>
    onEvent({ type: 'activity', activity });
  const executor = createExecutor({
    config,
    streams,
    manager,
    onGpu: isGraphicsCard(device),
    checkpoints: pausingCheckpoints(options, part),
    children: keptChildren(options, part),
    onActivity,
    shouldPause,
    onProgress: throttleProgress((progress) => onEvent({ type: 'progress', progress })),
  });
  const watched = incidents.watch({ ...withRoom(executor, options.requireRoom), ask: options.ask }, config);
  const { log } = run;
  const { rankAhead } = executor;
  const trainers = options.trainers && pickAhead({ config, log, trainers: options.trainers, rank: watched.rank, rankAhead }); // prettier-ignore
  try {
    onEvent({ type: 'started', head: run.head, log });
    const end = await drive({
      strategy: strategyOf(run.head),
      log,
      executor: { ...watched, ...trainers },
      append,
      onActivity,
      shouldPause,
      onePhase: options.onePhase,
    });
    onEvent({ type: end });
    return end;
  } finally {
    executor.dispose();
  }
}

/** The executor, with room asked for before each training. */
function withRoom(executor: Executor, requireRoom: () => Promise<void> = async () => {}): Executor {
  return {
    ...executor,
    train: async (candidate, place) => (await requireRoom(), executor.train(candidate, place)),
    retrain: async (cell, place) => (await requireRoom(), executor.retrain(cell, place)),
    confirm: async (cell, place) => (await requireRoom(), executor.confirm(cell, place)),
  };
}
