/** @file Rooms for tests: the real nats-server, and workers whose trainings are computed. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import { parameterCount } from '../../src/core/network/layers.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { PRESETS } from '../../src/contract/presets.ts';
import type { RunHead } from '../../src/contract/records.ts';
import type { Job } from '../../src/contract/room-messages.ts';
import { measuredImages, splitSizes } from '../../src/contract/split-sizes.ts';
import { findNatsServer } from '../../src/cli/class/nats-server.ts';
import { openRoom, type OpenRoom, type OpenRoomOptions } from '../../src/cli/class/open-room.ts';
import { joinRoom, pause, type JoinOptions, type Session } from '../../workers/room/session.ts';
import { RoomWorker, type RoomWorkerOptions, type Train, type Trained } from '../../workers/room/worker.ts';

/** Why tests of rooms are skipped; undefined where they run. */
export const noNatsServer: string | undefined = (() => {
  try {
    return existsSync(findNatsServer()) ? undefined : 'there is no nats-server';
  } catch (error) {
    return (error as Error).message;
  }
})();
if (noNatsServer !== undefined) console.warn(`Tests of rooms are skipped: ${noNatsServer}`);

export const CODE = '0.1.0+test';

/** The head of a run of a room; two blocks of two operators: 10 cells, then the best K. */
export function roomHead(changes: Partial<RunHead['config']> = {}): RunHead {
  return {
    id: 'class',
    streams: NEWEST_STREAMS,
    config: { ...PRESETS.smoke, operators: ['identity', '3x3 dconv'], seed: 7, ...changes },
    data: { name: 'sample', images: 2500, sha256: '5a'.repeat(32) },
    device: { backend: 'room', description: 'a room', software: false },
    startedAt: '2026-11-29T12:00:00.000Z',
  };
}

/** What a cell is found to be: of its notation alone, so that all devices agree. */
export function computed(job: Omit<Job, 'token'>): Trained {
  const { config, notation, purpose, repeat } = job;
  const images = purpose === 'confirm' ? splitSizes(config, job.data.images).confirmation : measuredImages(job);
  const sum = [...`${notation} ${repeat}`].reduce(
    (total, letter, i) => (total * 31 + letter.charCodeAt(0) * (i + 7)) % 9973,
    1,
  );
  const accuracy = Math.round((0.2 + (0.6 * sum) / 9973) * images) / images;
  const curve = Array.from({ length: job.epochs ?? config.epochs }, () => accuracy);
  const parameters = parameterCount(layerTable(parseCell(notation, config), config));
  return {
    accuracy,
    curve,
    durationMs: 5,
    parameters,
    device: { backend: 'cpu', description: 'computed', software: true },
  };
}

/** Trains by sleeping. */
export const sleeping =
  (ms: number): Train =>
  async (job, onProgress, signal) => {
    onProgress({ epoch: 0, epochs: job.config.epochs, examplesPerSecond: 1000, curve: [], done: 0.5 });
    await pause(ms, signal);
    return { ...computed(job), durationMs: ms };
  };

/** A room in a folder of its own. */
export async function startRoom(
  options: Partial<OpenRoomOptions> = {},
): Promise<OpenRoom & { readonly folder: string }> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'pnas-room-')));
  const room = await openRoom({
    folder,
    head: roomHead(),
    code: CODE,
    origins: ['http://localhost:1'],
    shouldPause: () => false,
    ...options,
  });
  return Object.assign(Object.create(room) as OpenRoom, { folder });
}

/** Removes a room's folder once it is closed; its server may write a last file meanwhile. */
export const removeRoom = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

export interface SimulatedWorker {
  readonly session: Session;
  readonly worker: RoomWorker;
  /** How its run ends. */
  readonly end: Promise<'closed' | 'left' | 'shown out'>;
  /** Vanishes without a word, as a closed lid does. */
  vanish(): Promise<void>;
}

/** A worker that joins and works until the room closes. @param server where it connects, if not at the room's own port. */
export async function simulateWorker(
  room: Pick<OpenRoom, 'port' | 'file'>,
  options: Partial<JoinOptions> & Partial<RoomWorkerOptions> = {},
): Promise<SimulatedWorker> {
  const { train = sleeping(5), onEvent, ...rest } = options;
  const session = await joinRoom({
    server: `ws://127.0.0.1:${room.port}`,
    room: room.file.room,
    name: 'simulated',
    code: CODE,
    ...rest,
  });
  const worker = new RoomWorker({ session, code: options.code ?? CODE, train, onEvent });
  const end = worker.run();
  return { session, worker, end, vanish: () => session.connection.close() };
}
