/** @file Trains jobs on this machine's device, as a search does: the same network, images and random streams. */
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import { isDeviceFailure } from '../../src/contract/failures.ts';
import type { Job } from '../../src/contract/room-messages.ts';
import type { Device } from '../device/device.ts';
import type { ImageSet } from '../data/image-set.ts';
import { deviceFailure } from './on-devices.ts';
import { networkFactory } from './search.ts';
import { NetworkManager } from '../train/network-manager.ts';
import type { Throttle } from '../train/throttle.ts';
import type { Train, Trained } from '../room/worker.ts';

export interface TrainJobOptions {
  readonly device: Device;
  /** Opens another such device after this one has failed. */
  reopen(): Promise<Device>;
  /** The images of a data set. @throws {Error} where they cannot be had. */
  images(data: Job['data']): Promise<ImageSet>;
  readonly throttle?: Throttle;
}

/** Trains one job after the other; what jobs have in common is made once. */
export function createTrainer(options: TrainJobOptions): Train {
  let { device } = options;
  let made: { readonly key: string; readonly manager: NetworkManager } | undefined;
  const managerOf = async ({ config, streams, data }: Job): Promise<NetworkManager> => {
    const key = JSON.stringify([config, streams, data.sha256]);
    if (made?.key === key) return made.manager;
    const images = await options.images(data);
    const { check } = device;
    const manager = new NetworkManager({
      images,
      config,
      streams: streamsOf(streams),
      create: networkFactory(device),
      check,
      throttle: options.throttle,
    });
    made = { key, manager };
    return manager;
  };
  /** Another device: a failure that comes again on it is the cell's. */
  const replaceDevice = async (): Promise<void> => {
    device.gpu?.destroy(); // one that hangs is alive
    device = await options.reopen();
    made = undefined;
  };

  return async (job, onProgress, signal) => {
    const { repeat, purpose, notation, config } = job;
    const cell = parseCell(notation, config);
    const { epochs = config.epochs } = job;
    const training = purpose === 'confirm' ? { repeat, purpose, epochs } : { repeat, epochs };
    const train = async (): Promise<Trained> => {
      const manager = await managerOf(job);
      const { accuracy, failure, curve, durationMs, parameters } = await manager.getRewards(
        cell,
        ({ epoch, step, steps, examplesPerSecond, curve: soFar }) => {
          signal.throwIfAborted();
          const done = Math.min(1, (epoch + step / steps) / epochs);
          onProgress({ epoch, epochs, examplesPerSecond, curve: [...soFar], done });
        },
        undefined,
        undefined,
        training,
      );
      const { notes: _notes, ...identity } = device.report;
      const outcome = accuracy === undefined ? { failure } : { accuracy };
      return { ...outcome, curve: [...curve], durationMs, parameters, device: identity };
    };
    try {
      return await train();
    } catch (error) {
      const failure = await deviceFailure(device, error);
      if (failure === undefined || signal.aborted) throw error;
      await replaceDevice();
      return train().catch((again: unknown) => failedTwice(job, device, again));
    }
  };
}

/** The result of a cell under which two devices have failed. */
function failedTwice({ notation, config }: Job, { report }: Device, error: unknown): Trained {
  if (!isDeviceFailure(error)) throw error;
  const { notes: _notes, ...device } = report;
  const parameters = parameterCount(layerTable(parseCell(notation, config), config));
  return { failure: { reason: error.reason, message: error.message }, curve: [], durationMs: 0, parameters, device };
}
