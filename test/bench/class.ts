/**
 * @file A room under load: `npm run bench:class`. Simulated laptops sleep instead of training, each of a speed of its own, on one real server; they
 * are processes of their own, so that what they compute is not the coordinator's. Prints the throughput beside the sum of their speeds, how long
 * jobs take to be handed out, and what a job costs the coordinator and the server.
 */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jetstreamManager } from '@nats-io/jetstream';
import { encode } from '../../src/contract/room-messages.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { stream } from '../../src/core/random/rng.ts';
import type { Train, WorkerEvent } from '../../workers/room/worker.ts';
import { computed, removeRoom, roomHead, simulateWorker, startRoom } from '../support/room.ts';

const { values } = parseArgs({
  options: {
    workers: { type: 'string', default: '1,5,10,20,30' },
    jobs: { type: 'string', default: '2000' },
    'sleep-ms': { type: 'string', default: '1000' },
    /** Laptops of a process. */
    together: { type: 'string', default: '15' },
    /** Of a process of laptops: the room, and which of them. */
    room: { type: 'string' },
    port: { type: 'string' },
    laptops: { type: 'string' },
  },
});
const sleepMs = Number(values['sleep-ms']);

/** How long each laptop's jobs take, ms: half to one and a half times the given. */
function durations(count: number): number[] {
  const rng = stream(1, 'laptops');
  return Array.from({ length: count }, () => sleepMs * (0.5 + rng.uniform()));
}

/** What a process of laptops tells. */
type FromLaptops = 'joined' | Told;
interface Told {
  readonly handOutMs: readonly number[];
  /** Jobs a second of these laptops while they trained: a busy machine wakes them late, which is not the room's doing. */
  readonly perSecond: number;
}

/** A process of laptops: joins, works until it is told to stop, and tells how long it waited for its jobs. */
async function beLaptops(sleeps: readonly number[]): Promise<void> {
  const handOutMs: number[] = [];
  const trained = sleeps.map(() => ({ jobs: 0, ms: 0 }));
  const room = { port: Number(values.port), file: { room: values.room! } as never };
  const workers = await Promise.all(
    sleeps.map((ms, i) => {
      let askedAt: number | undefined;
      const train: Train = async (job, onProgress) => {
        onProgress({ done: 0, curve: [] });
        const began = performance.now();
        await new Promise((resolve) => setTimeout(resolve, ms));
        trained[i]!.jobs++;
        trained[i]!.ms += performance.now() - began;
        return { ...computed(job), durationMs: ms };
      };
      let done = 0;
      const onEvent = (event: WorkerEvent): void => {
        if (event.type === 'progress' && event.progress.doing === 'waiting') askedAt ??= performance.now();
        if (event.type === 'result') done++;
        if (event.type !== 'job') return;
        if (done > 0) handOutMs.push(performance.now() - askedAt!); // not while it waited for the search to begin
        askedAt = undefined;
      };
      return simulateWorker(room, { name: `laptop ${i}`, train, onEvent });
    }),
  );
  process.once('disconnect', () => process.exit()); // whoever measures has ended
  process.once('message', () => {
    for (const { worker } of workers) worker.leave();
    const perSecond = trained.reduce((sum, { jobs, ms }) => sum + (ms === 0 ? 0 : (1000 * jobs) / ms), 0);
    process.send!({ handOutMs, perSecond } satisfies FromLaptops, () => process.exit());
  });
  process.send!('joined' satisfies FromLaptops);
}

async function measureAll(): Promise<void> {
  for (const count of values.workers.split(',').map(Number))
    await measure(count, Math.ceil((Number(values.jobs) * count) / 30));
  process.exit();
}

interface Laptops {
  /** Ends them, and gives what they have measured. */
  end(): Promise<Told>;
}

/** Starts a process of laptops, and waits until they have joined. */
async function startLaptops(sleeps: readonly number[], port: number, room: string): Promise<Laptops> {
  const args = ['--sleep-ms', String(sleepMs), '--port', String(port), '--room', room, '--laptops', sleeps.join(',')];
  const child = fork(process.argv[1]!, args, { execArgv: process.execArgv });
  child.once('exit', (code) => {
    if (code !== 0) throw new Error(`laptops: ended with ${code}`);
  });
  const next = (): Promise<FromLaptops> =>
    new Promise((resolve) => child.once('message', resolve as (m: unknown) => void));
  await next();
  return {
    end: async () => {
      const told = next();
      child.send('end');
      return (await told) as Told;
    },
  };
}

/** The value below which a share of the sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** Processor time of a process so far, ms, and its memory, MB; of Linux. */
function usage(pid: number): { readonly cpuMs: number; readonly memoryMb: number } {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]); // user and system, 100 a second
  return { cpuMs: 10 * ticks, memoryMb: (Number(fields[21]) * 4096) / 1e6 };
}

async function measure(count: number, amount: number): Promise<void> {
  const head = roomHead({ blocks: 2, operators: ['identity', '3x3 dconv', '5x5 dconv', '3x3 maxpool', '3x3 avgpool'] });
  const space = new StateSpace(head.config);
  const cells = [...space.expand(space.firstLevel())].slice(0, amount);
  let landed = 0;
  let bytes = 0;
  const room = await startRoom({
    head,
    onLanded: ({ job, result }) => {
      landed++;
      bytes += encode(job).length + encode(result).length;
    },
  });
  const sleeps = durations(count);
  const together = Number(values.together);
  const processes = await Promise.all(
    Array.from({ length: Math.ceil(count / together) }, (_, i) =>
      startLaptops(sleeps.slice(i * together, (i + 1) * together), room.port, room.file.room),
    ),
  );
  const server = Number(readFileSync(join(room.folder, 'nats', 'nats.pid'), 'utf8'));
  const [own, its] = [process.cpuUsage(), usage(server)];
  const started = performance.now();
  const all = cells.map(({ cell }, child) => room.pool.train({ cell }, { level: 2, child, children: cells.length }));
  const records = await Promise.all(all);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(own);
  const served = usage(server);
  const told = await Promise.all(processes.map(({ end }) => end()));
  const sum = told.reduce((total, { perSecond }) => total + perSecond, 0);
  const nominal = sleeps.reduce((total, ms) => total + 1000 / ms, 0);
  const handOut = told.flatMap(({ handOutMs }) => handOutMs).sort((a, b) => a - b);
  const { state } = await (await jetstreamManager(room.connection)).streams.info('results');
  const perJob = (ms: number): string => (ms / records.length).toFixed(1);
  const text = [
    `${count} workers, ${records.length} jobs of ${sleepMs / 2} to ${sleepMs * 1.5} ms: ${(records.length / seconds).toFixed(1)} jobs/s of ${sum.toFixed(1)} (${((100 * records.length) / seconds / sum).toFixed(1)} %), ${nominal.toFixed(1)} on an idle machine`,
    `hand-out p50 ${quantile(handOut, 0.5).toFixed(1)}, p99 ${quantile(handOut, 0.99).toFixed(1)} ms`,
    `${landed} landed, ${state.messages} results stored`,
    `a job: coordinator ${perJob((user + system) / 1000)}, server ${perJob(served.cpuMs - its.cpuMs)} ms of a processor, ${Math.round(bytes / landed)} bytes`,
    `server ${served.memoryMb.toFixed(0)} MB`,
    `load ${loadavg()[0]!.toFixed(1)}`,
  ];
  process.stdout.write(`${text.join('; ')}\n`);
  await room.close();
  await removeRoom(room.folder);
}

if (values.laptops === undefined) await measureAll();
else await beLaptops(values.laptops.split(',').map(Number));
