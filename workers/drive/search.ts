/** @file One search from its configuration to its end, on an opened device: the same code in the page and the terminal. */
import { streamsOf } from '../../src/core/streams/streams.ts';
import type { SearchEvent } from '../../src/contract/events.ts';
import { shortDescription } from '../../src/contract/link/head.ts';
import { isDeviceFailure, type DeviceFailure } from '../../src/contract/failures.ts';
import type { DeviceIdentity, LogRecord, OutcomeRecord, Run } from '../../src/contract/records.ts';
import { devicesOf } from '../../src/contract/run-file.ts';
import { measuredImages } from '../../src/contract/split-sizes.ts';
import type { ImageSet } from '../data/image-set.ts';
import { isGraphicsCard } from '../surrogate/surrogates.ts';
import type { Device } from '../device/device.ts';
import { GpuNetwork } from '../network/webgpu/gpu-network.ts';
import { TfjsNetwork } from '../network/tfjs/network.ts';
import { checkpointsOf, type Checkpoints } from '../store/checkpoint.ts';
import { StorageFull, type RunStore } from '../store/store.ts';
import { NetworkManager, type NetworkFactory } from '../train/network-manager.ts';
import type { Throttle } from '../train/throttle.ts';
import { drive, Paused, type Executor } from './drive.ts';
import { createStrategy } from './strategies.ts';
import { IncidentLog, type Unlogged } from './incidents.ts';
import { createExecutor } from './executor.ts';

/** An outcome that found no room, and its place in the log. */
export interface Unstored {
  readonly record: OutcomeRecord;
  readonly place: number;
}

export interface SearchOptions {
  /** The run as stored: its head, and its log so far. */
  readonly run: Run;
  readonly images: ImageSet;
  readonly device: Device;
  readonly store: RunStore;
  /** Opens another such device after this one has failed; without it, its failure ends the run. */
  reopen?(): Promise<Device>;
  /** Of a run whose cells another program chooses: see `Executor.ask`. */
  readonly ask?: Executor['ask'];
  onEvent(event: SearchEvent): void;
  /** Asked between epochs and commands, and within a fit or a ranking. */
  shouldPause(): boolean;
  /** Train instead of the device, which then fits and ranks alone: a room of other devices. */
  readonly trainers?: Pick<Executor, 'width' | 'train' | 'retrain' | 'confirm'>;
  /** How hard it works the device; full speed unless given. */
  readonly pace?: Throttle;
  /** Pauses by itself after one phase: a level ranked, trained or fitted. */
  readonly onePhase?: boolean;
  /** How the last worker on this run died, if it did. */
  readonly crash?: string;
  /** When the last page on this run ended, its user had closed it or had it in the background. */
  readonly wasAway?: boolean;
  /** Asked before each child, so that a full disk stops the run before it costs one. @throws {Error} when there is no room. */
  requireRoom?(): Promise<void>;
  /** Takes an outcome that found no room, so that no trained child is lost to a full disk. */
  readonly unstored?: Unstored[];
  /** Given a way to note that the page was hidden. */
  onBegun?(incidents: Pick<IncidentLog, 'note'>): void;
  /** How long the device may take for a few steps, s. */
  readonly timeoutS?: number;
}

/** Makes children on a device: static plans where it has WebGPU, else composed of tfjs ops. */
export const networkFactory =
  ({ plan }: Device): NetworkFactory =>
  (table, images, weights, config) =>
    plan === undefined
      ? new TfjsNetwork(table, images, weights, config)
      : GpuNetwork.create(plan, table, images, weights, config);

/** Least time between two progress events of a child, ms: four a second. */
const PROGRESS_INTERVAL_MS = 250;

/**
 * Runs or continues a search; every outcome is stored before it goes on. A failed device is replaced and the child goes on from its last
 * epoch; a child that fails a second device is a failure.
 * @throws {RangeError} when the configuration does not fit the data; anything unknown stops the run loudly.
 */
export async function runSearch(options: SearchOptions): Promise<'finished' | 'paused'> {
  let { device, run } = options;
  const { store, reopen } = options;
  const append = inTurn(options);
  const wasAcquired = await store.acquire(run.head.id);
  const incidents = new IncidentLog(run.log, append, ...(await endOfLast(options, wasAcquired)));
  options.onBegun?.(incidents);
  let last = devicesOf(run).at(-1)!.device;
  try {
    for (;;) {
      const { notes: _notes, ...next } = device.report;
      if (options.trainers === undefined && !isSameDevice(last, next)) incidents.changeDevice(last, next);
      last = next;
      try {
        return await runOn({ ...options, device, run }, append, incidents);
      } catch (error) {
        const failure = await deviceFailure(device, error);
        if (failure === undefined || reopen === undefined) throw error;
        await incidents.failed(failure);
        device.gpu?.destroy(); // one that hangs is alive
        device = await reopen();
        run = await store.run(run.head.id);
      }
    }
  } finally {
    await store.release(run.head.id).catch(() => {}); // a store that takes no more has been told of
  }
}

/** How the last search on a run ended, if not in good order. */
async function endOfLast({ crash, wasAway, run, store }: SearchOptions, wasAcquired: boolean): Promise<Unlogged[]> {
  if (crash !== undefined) return [{ reason: 'worker-crash', message: crash }];
  if (!wasAcquired) return [];
  if (wasAway === true) return [{ reason: 'killed', message: 'the page was closed, or ended in the background' }];
  const kept = checkpointsOf(store.checkpoints(run.head.id), run.head, () => {}); // told of when the child would go on from it
  const checkpoint = await kept.load();
  const { notation, repeat, purpose, curve = [] } = checkpoint ?? {};
  const saved = { notation, repeat, purpose, epochs: curve.length };
  return [{ reason: 'killed', message: 'the page or the terminal ended without a word', saved }];
}

/** By what the devices say of themselves, of which a run from a link has only the beginning. */
function isSameDevice(last: DeviceIdentity, next: DeviceIdentity): boolean {
  const isNamed = [next.description, shortDescription(next.description)].includes(last.description);
  return isNamed && last.backend === next.backend && last.software === next.software;
}

/** One device's part of a run. */
async function runOn(options: SearchOptions, append: Append, incidents: IncidentLog): Promise<'finished' | 'paused'> {
  const { run, device, images, store, onEvent, shouldPause, pace } = options;
  const { config, id } = run.head;
  const streams = streamsOf(run.head.streams);
  const { check } = device;
  const onSleep = (sleptMs: number): void =>
    incidents.note('asleep', `the machine, or the tab, stood still for ${Math.round(sleptMs / 1000)} s`);
  const manager = new NetworkManager({
    images,
    config,
    streams,
    create: networkFactory(device),
    check,
    timeout: { timeoutS: options.timeoutS, onSleep },
    throttle: pace,
  });
  let lastProgress = 0;
  const onActivity = (activity: Extract<SearchEvent, { type: 'activity' }>['activity']): void =>
    onEvent({ type: 'activity', activity });
  const kept = checkpointsOf(store.checkpoints(id), run.head, (reason) =>
    incidents.note(
      'bad-checkpoint',
      `the child in training begins again, for what was saved of it cannot be used: ${reason}`,
    ),
  );
  const checkpoints: Checkpoints = {
    ...kept,
    save: async (checkpoint) => {
      await kept.save(checkpoint);
      if (shouldPause()) throw new Paused();
    },
  };
  const executor = createExecutor({
    config,
    streams,
    manager,
    onGpu: isGraphicsCard(device),
    checkpoints,
    onActivity,
    shouldPause,
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
      strategy: createStrategy(config, streams, { validationImages: measuredImages(run.head) }),
      log: run.log,
      executor: {
        ...incidents.watch({ ...withRoom(executor, options.requireRoom), ask: options.ask }, config),
        ...options.trainers,
      },
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

type Append = (record: LogRecord) => Promise<void>;

/**
 * Makes records durable one after the other: an incident may come while an outcome is written. Each has its place in the log; where an
 * outcome is not stored, nothing takes its place.
 */
function inTurn({ run, store, onEvent, unstored }: SearchOptions): Append {
  let last = Promise.resolve();
  let place = run.log.length + (run.unreadable?.length ?? 0);
  let lost: { readonly error: unknown } | undefined;
  return (record) => {
    const written = last.then(async () => {
      if (lost !== undefined) throw lost.error;
      try {
        await store.append(run.head.id, record, place);
      } catch (error) {
        if (record.type !== 'incident') {
          lost = { error };
          if (error instanceof StorageFull) unstored?.push({ record, place });
        }
        throw error;
      }
      place++;
      onEvent({ type: 'record', record });
    });
    last = written.catch(() => {}); // told to whoever waits for that record
    return written;
  };
}

/** Longest that a lost device takes to say so after it has failed a call, ms (ours). */
const LOSS_TOLD_MS = 1000;

/** The device's failure behind an error, if it is one: what a lost device throws says nothing of the loss. */
export async function deviceFailure(device: Device, error: unknown): Promise<DeviceFailure | undefined> {
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
