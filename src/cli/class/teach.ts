/** @file A class from its first link to its end: this terminal coordinates, and serves what others join by. */
import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { answerOf } from '../../contract/answer.ts';
import type { SearchEvent } from '../../contract/events.ts';
import type { PresetName } from '../../contract/presets.ts';
import type { Run } from '../../contract/records.ts';
import type { Control } from '../../contract/room-messages.ts';
import { loadData, type LoadedData } from '../../../workers/data/node/files.ts';
import { ROOM_DEVICE } from '../../../workers/drive/new-run.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { openCliDevice } from '../terminal/device.ts';
import { requireWritable } from '../terminal/history.ts';
import { configFrom, requestedSettings, requireSameSettings, type ConfigFlags } from '../terminal/options.ts';
import { printJson, untrusted } from '../terminal/output.ts';
import type { RunFlags } from '../terminal/run-flags.ts';
import { reportSearch, writeResult } from '../terminal/search-report.ts';
import {
  createRun,
  existingRun,
  openStore,
  requireSameData,
  writeRunFile,
  type StoredRun,
} from '../terminal/stored-run.ts';
import { announce, openClassWeb, sayer, type ClassWebFlags, type Say } from './class-web.ts';
import { codeVersion } from './code-version.ts';
import { roomFolder } from './room-file.ts';
import { openRoom, type OpenRoom, type OpenRoomOptions } from './open-room.ts';

export type ClassFlags = ConfigFlags &
  RunFlags &
  ClassWebFlags & {
    readonly preset: PresetName;
    readonly room?: string;
    readonly wait: number;
  };

/** How long workers have to hear that the room is closed and to leave, at most, ms (ours): one that computes hears between two steps. */
const GOODBYE_MS = 15_000;
/** How often the room is told how many jobs wait, ms (ours). */
const COUNT_MS = 500;

/** Runs a class to its end. */
export async function teach(flags: ClassFlags, command: Command): Promise<void> {
  if (flags.out !== undefined) await requireWritable(flags.out);
  const place = openStore(flags.run);
  const existing = await existingRun(place);
  if (existing !== undefined) {
    const advice = 'Leave these flags out to continue it, or give another --run for another search';
    requireSameSettings(`class: ${flags.run}`, existing.head.config, requestedSettings(command, flags), advice);
  }
  const config = existing?.head.config ?? configFrom(flags.preset, flags);
  const data = await loadData(flags.data);
  if (existing !== undefined) requireSameData('class', existing.head, data.identity);
  const folder = await roomFolder(flags.run);
  try {
    const { store, id } = place;
    await createRun(place, data, { report: ROOM_DEVICE }, config);
    if (store instanceof FileStore) await store.acquire(id);
    await teachRun(await store.run(id), place, data, folder, flags);
  } finally {
    await place.store.release(place.id);
    if (flags.run === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function teachRun(
  run: Run,
  { store, id }: StoredRun,
  data: LoadedData,
  folder: string,
  flags: ClassFlags,
): Promise<void> {
  let interrupted = false;
  const say = sayer(flags);
  const onControl = ({ type }: Control): void => {
    say(`board   ${type}`, { type: 'board', asked: type });
    if (type === 'stop') interrupted = true;
    else room.host.setPaused(type === 'pause');
  };
  const room: ClassRoom = await begin(run, data, folder, flags, { say, onControl, shouldPause: () => interrupted });
  const interrupt = (): void => {
    if (interrupted) return room.stop();
    interrupted = true;
    say('pausing; press Ctrl-C again to stop at once', { type: 'pausing' });
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const counting = setInterval(() => room.host.setJobs(room.pool.underWay, room.host.atWork), COUNT_MS);
  try {
    await gathered(room, flags.wait, () => interrupted);
    const device = await openCliDevice(flags.backend);
    const { runSearch } = await import('../../../workers/drive/search.ts');
    room.host.addRecords(run.log);
    const end = await runSearch({
      run,
      images: data.images,
      device,
      store,
      trainers: room.pool,
      onEvent: (event) => tell(event, run, room, flags),
      shouldPause: () => interrupted,
    });
    room.host.setPhase(end);
    await room.host.setOpen(end !== 'finished');
    if (end === 'finished') await everyoneLeft(room);
    const { differences } = room.host;
    if (differences.length > 0) say(differenceLine(differences), { type: 'differences', differences });
    const { begun, asked } = room.pool.ahead;
    if (begun > 0) say(`ahead   ${begun} trainings were begun before their level was ranked; it asked for ${asked}`, { type: 'ahead', begun, asked }); // prettier-ignore
    const result = await store.run(id);
    if (flags.json !== true) return await writeResult(result, end, flags);
    if (flags.out !== undefined) await writeRunFile(flags.out, result);
    printJson({ type: end, best: answerOf(result)?.record.notation });
    if (end === 'paused') process.exitCode = 130;
  } finally {
    clearInterval(counting);
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await room.close();
  }
}

interface ClassRoom extends OpenRoom {
  /** At once. */
  stop(): void;
}

/** Opens the room and its web server, and prints its links. */
async function begin(
  run: Run,
  data: LoadedData,
  folder: string,
  flags: ClassFlags,
  { say, onControl, shouldPause }: { say: Say } & Pick<OpenRoomOptions, 'onControl' | 'shouldPause'>,
): Promise<ClassRoom> {
  let opened: OpenRoom | undefined;
  const web = await openClassWeb(flags, folder, data, () => opened?.port ?? 0);
  try {
    opened = await openRoom({
      folder,
      head: run.head,
      code: codeVersion(),
      origins: web.origins,
      room: flags.room,
      shouldPause,
      onControl,
      onJoined: ({ name, key }) => say(`joined  ${untrusted(name)}`, { type: 'joined', name, key }),
      onRefused: (name, reason) =>
        say(`refused ${untrusted(name)}: ${untrusted(reason)}`, { type: 'refused', name, reason }),
      onReissued: (notation, reason) => say(`again   ${notation}: ${reason}`, { type: 'reissued', notation, reason }),
      onLanded: ({ job, result, key }) => {
        const { purpose, notation } = job;
        const { accuracy, failure } = result;
        if (flags.json === true) printJson({ type: 'landed', purpose, notation, accuracy, failure, key });
      },
    });
  } catch (error) {
    await web.close();
    throw error;
  }
  const { file, server, close } = opened;
  announce(`class   ${flags.preset}; room ${file.room}`, file, web, flags);
  const room = opened;
  return Object.assign(Object.create(room) as OpenRoom, {
    close: async () => {
      await close();
      await web.close();
    },
    stop: () => {
      server.kill();
      process.exit(130);
    },
  });
}

/** Waits until so many workers are here. */
async function gathered({ host }: OpenRoom, wanted: number, isInterrupted: () => boolean): Promise<void> {
  while (host.present < wanted && !isInterrupted()) await new Promise((passed) => setTimeout(passed, COUNT_MS / 5));
}

/** Waits until nobody is here any more, or {@link GOODBYE_MS}. */
async function everyoneLeft({ host }: OpenRoom): Promise<void> {
  for (let waited = 0; host.present > 0 && waited < GOODBYE_MS; waited += COUNT_MS)
    await new Promise((passed) => setTimeout(passed, COUNT_MS));
}

function tell(event: SearchEvent, run: Run, { host }: OpenRoom, flags: ClassFlags): void {
  if (event.type === 'activity') host.setActivity(event.activity);
  if (flags.json !== true) reportSearch(event, run.head.config.blocks);
  else if (event.type === 'record') printJson({ type: 'record', record: event.record });
}

function differenceLine(differences: readonly number[]): string {
  const points = differences.map((share) => 100 * Math.abs(share));
  const average = points.reduce((sum, one) => sum + one, 0) / points.length;
  return `twice   ${points.length} cells were trained on two devices: ${average.toFixed(2)} points apart on average, ${Math.max(...points).toFixed(2)} at most`;
}
