/** @file A worker of a class, from its first knock to the class's end. */
import type { NatsConnection } from '@nats-io/nats-core';
import type { Job } from '../../contract/room-messages.ts';
import { MemoryIncoming } from '../../../workers/data/import/incoming.ts';
import { importArchive } from '../../../workers/data/import/import-archive.ts';
import type { ImageSet } from '../../../workers/data/image-set.ts';
import { loadFiles, loadSample, type LoadedData } from '../../../workers/data/node/files.ts';
import { fetchPack, fetchPacks } from '../../../workers/data/packs.ts';
import { joinImages } from '../../../workers/data/records.ts';
import { joinRoom, type Session } from '../../../workers/room/session.ts';
import { RoomWorker, type WorkerEvent } from '../../../workers/room/worker.ts';
import { openCliDevice, type BackendName } from '../terminal/device.ts';
import { duration, line, percent, untrusted } from '../terminal/output.ts';
import { codeVersion } from './code-version.ts';

export interface WorkerFlags {
  readonly server: string;
  readonly room: string;
  readonly name: string;
  readonly data?: string;
  readonly backend: BackendName;
  readonly once?: boolean;
}

/** Trains for a class until it ends. */
export async function joinClass(flags: WorkerFlags): Promise<void> {
  const code = codeVersion();
  const own = flags.data === undefined ? undefined : await loadFiles(flags.data);
  const leaving = new AbortController();
  let worker: RoomWorker | undefined;
  const leave = (): void => {
    line('leaving');
    leaving.abort(new Error('worker: left before the class began'));
    worker?.leave();
  };
  process.once('SIGINT', leave).once('SIGTERM', leave);
  const device = await openCliDevice(flags.backend);
  line(`device  ${device.report.description} (${device.report.backend})`);
  const { createTrainer } = await import('../../../workers/drive/train-job.ts'); // imports tfjs: after the device
  const train = createTrainer({
    device,
    reopen: () => openCliDevice(flags.backend),
    images: imagesFor(flags.server, own),
  });
  let seed: string | undefined;
  for (;;) {
    const session: Session = await joinRoom({
      ...flags,
      code,
      data: own?.identity.sha256,
      seed,
      signal: leaving.signal,
      onWaiting: oncePer(() => line(waitingWords(flags.server))),
    });
    ({ seed } = session);
    line(`joined  room ${untrusted(flags.room)} as ${untrusted(flags.name)}`);
    worker = new RoomWorker({ session, code, train, onEvent: tell });
    if (flags.once === true) void leaveWhenGone(session.connection, worker);
    const end = await worker.run();
    if (end === 'shown out') continue; // or it came back while the server read its users anew: the door knows which
    line(end === 'closed' ? 'closed  the class has ended' : 'left    the room');
    if (end === 'left' || flags.once === true) return;
    await new Promise((passed) => setTimeout(passed, NEXT_CLASS_MS));
  }
}

/** Until a class that has ended is asked whether there is a next one, ms (ours). */
const NEXT_CLASS_MS = 5_000;

/** A server that stays away for so long is that of a class that has ended, ms (ours). */
const GONE_MS = 120_000;

/** Ends a worker that was cut off when its class ended, and so never heard of it. */
async function leaveWhenGone(connection: NatsConnection, worker: RoomWorker): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const { type } of connection.status()) {
    if (type === 'disconnect') timer ??= setTimeout(() => worker.leave(), GONE_MS);
    if (type !== 'reconnect') continue;
    clearTimeout(timer);
    timer = undefined;
  }
  clearTimeout(timer);
}

function tell(event: WorkerEvent): void {
  if (event.type === 'job') line(`train   ${event.job.notation}`);
  else if (event.type === 'dropped') line(`dropped ${event.job.notation}: ${event.reason}`);
  else if (event.type === 'result') {
    const { accuracy, failure, durationMs } = event.result;
    const outcome = accuracy === undefined ? `failed: ${failure!.reason}` : percent(accuracy);
    line(`${outcome.padStart(8)}  ${duration(durationMs)}${event.counted === 'late' ? ', another was first' : ''}`);
  }
}

/** The images of a job: those given, the sample, or those that the class's server offers. */
function imagesFor(server: string, own: LoadedData | undefined): (data: Job['data']) => Promise<ImageSet> {
  return async ({ name, sha256 }) => {
    const known = own ?? (await loadSample());
    if (known.identity.sha256 === sha256) return known.images;
    const base = `${server.replace(/^ws/, 'http')}/`;
    const pack = (await fetchPacks(base)).find((one) => one.sha256 === sha256);
    if (pack === undefined)
      throw new Error(
        `worker: the class trains on ${name} (${sha256}), which its server does not offer; give it with --data`,
      );
    const incoming = new MemoryIncoming();
    await importArchive([await fetchPack(pack, base)], incoming, { name, sha256 });
    return joinImages(incoming.takePieces());
  };
}

/** A certificate that Node does not know looks like a server that is not there. */
function waitingWords(server: string): string {
  const certificate = server.startsWith('wss:')
    ? '; a certificate of its own must be named in NODE_EXTRA_CA_CERTS'
    : '';
  return `waiting for the class at ${untrusted(server)}${certificate}`;
}

function oncePer(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
