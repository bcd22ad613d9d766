/** @file A class from its first link to its end: this terminal coordinates, and serves what others join by. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { generate } from 'lean-qr';
import { answerOf } from '../../contract/answer.ts';
import type { SearchEvent } from '../../contract/events.ts';
import type { PresetName } from '../../contract/presets.ts';
import type { Run } from '../../contract/records.ts';
import type { Control } from '../../contract/room-messages.ts';
import { loadData, type LoadedData } from '../../../workers/data/node/files.ts';
import { FileStore } from '../../../workers/store/node/file-store.ts';
import { openCliDevice } from '../terminal/device.ts';
import { requireWritable } from '../terminal/history.ts';
import { configFrom, requestedSettings, requireSameSettings, type ConfigFlags } from '../terminal/options.ts';
import { line, printJson, untrusted } from '../terminal/output.ts';
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
import { makeCertificate, readCertificate, type Certificate } from './certificate.ts';
import { codeVersion } from './code-version.ts';
import { openRoom, type OpenRoom, type OpenRoomOptions } from './open-room.ts';
import { serveClass, type WebServer } from './web-server.ts';

export type ClassFlags = ConfigFlags &
  RunFlags & {
    readonly preset: PresetName;
    readonly port: number;
    readonly host?: string;
    readonly certificate?: string[];
    readonly origin: string[];
    readonly room?: string;
    readonly page: string;
    readonly wait: number;
    readonly json?: boolean;
  };

/** How long workers have to hear that the room is closed and to leave, at most, ms (ours): one that computes hears between two steps. */
const GOODBYE_MS = 15_000;
/** How often the room is told how many jobs wait, ms (ours). */
const COUNT_MS = 500;

/** Prints what happens, as a line or as JSON. */
type Say = (text: string, event: Readonly<Record<string, unknown>>) => void;

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
  const folder =
    flags.run === undefined ? await mkdtemp(join(tmpdir(), 'pnas-class-')) : join(resolve(flags.run), 'room');
  try {
    const { store, id } = place;
    const device = { report: { backend: 'room', description: 'devices of a room', software: false, notes: [] } };
    await createRun(place, data, device, config);
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
  const say: Say = (text, event) => (flags.json === true ? printJson(event) : line(text));
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
  const { host, port, page: pageFolder } = flags;
  const page = existsSync(join(pageFolder, 'index.html')) ? pageFolder : undefined;
  const made = host === undefined || flags.certificate !== undefined ? undefined : await makeCertificate(host, folder);
  const certificate: Certificate | undefined =
    flags.certificate === undefined ? made : await readCertificate(flags.certificate);
  let opened: OpenRoom | undefined;
  const web: WebServer = await serveClass({
    port,
    listenOn: host === undefined ? '127.0.0.1' : '::',
    page,
    data,
    certificate,
    natsPort: () => opened?.port ?? 0,
  });
  const secure = certificate === undefined ? '' : 's';
  const own = (name: string): string =>
    `http${secure}://${name}:${web.port}`.replace(secure === '' ? /:80$/ : /:443$/, '');
  const origin = own(host ?? 'localhost');
  try {
    opened = await openRoom({
      folder,
      head: run.head,
      code: codeVersion(),
      origins: [...new Set([origin, own('localhost'), own('127.0.0.1'), ...flags.origin])],
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
  const { file, server } = opened;
  const links = {
    join: `${origin}/#room=${file.room}`,
    board: `${origin}/#room=${file.room}&board=${file.boardPassword}`,
  };
  const address = origin.replace(/^http/, 'ws');
  announce({ server: address, room: file.room, links }, flags, page !== undefined, made?.path);
  const { close } = opened;
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

/** Prints where the room is. */
function announce(
  room: {
    readonly server: string;
    readonly room: string;
    readonly links: { readonly join: string; readonly board: string };
  },
  { json, preset, host }: ClassFlags,
  hasPage: boolean,
  madeCertificate: string | undefined,
): void {
  if (json === true) return printJson(room);
  const { server, links } = room;
  line(`class   ${preset}; room ${room.room}`);
  if (hasPage) {
    for (const row of generate(links.join).toString({ on: '\u2588\u2588', off: '  ' }).trimEnd().split('\n'))
      line(`        ${row}`);
    line(`join    ${links.join}`);
    line(`board   ${links.board} (opens the projector's page; keep it to yourself)`);
  } else line('page    there is none to serve; npm run build makes it');
  line(`worker  npm run pnas -- worker --server ${server} --room ${room.room}`);
  if (host === undefined) line('        only this machine can join; --host <name> opens it to others');
  if (madeCertificate !== undefined) {
    line(
      `tls     made ${madeCertificate}: browsers say "Your connection is not private" once; Advanced, then Proceed. A worker`,
    );
    line(`        on another machine takes it by NODE_EXTRA_CA_CERTS=${madeCertificate}`);
  }
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
