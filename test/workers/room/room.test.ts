import { jetstream } from '@nats-io/jetstream';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLog } from '../../../src/contract/check-log.ts';
import type { LogRecord } from '../../../src/contract/records.ts';
import { resultSubject } from '../../../src/contract/room-subjects.ts';
import { formatCell } from '../../../src/core/space/cell.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import type { RoomWorkerOptions } from '../../../workers/room/worker.ts';
import { layCable } from '../../support/cable.ts';
import { pickAhead } from '../../../workers/drive/pick-ahead.ts';
import type { OpenRoom } from '../../../src/cli/class/open-room.ts';
import { aloneLog, outcomes, ranking, search, until } from '../../support/room-search.ts';
import {
  noNatsServer,
  removeRoom,
  roomHead,
  simulateWorker,
  sleeping,
  startRoom,
  computed,
} from '../../support/room.ts';

/** How long the cable is cut, ms; `CUT_S=30` for as long as a network may be away. */
const CUT_MS = 1000 * Number(process.env['CUT_S'] ?? 2);

const rooms: (OpenRoom & { folder: string })[] = [];
afterEach(async () => {
  for (const { close, folder } of rooms.splice(0)) {
    await close();
    await removeRoom(folder);
  }
});

const opened = async (...args: Parameters<typeof startRoom>) => {
  const room = await startRoom(...args);
  rooms.push(room);
  return room;
};

describe.skipIf(noNatsServer !== undefined)('a room', () => {
  test('finds what one device finds', async () => {
    const landed: string[] = [];
    const room = await opened({ onLanded: ({ job }) => landed.push(job.id) });
    const workers = await Promise.all(
      ['Ada', 'Ben', 'Cleo'].map((name) => simulateWorker(room, { name, train: sleeping(5) })),
    );
    const log: LogRecord[] = [];
    expect(await search(room.pool, log)).toBe('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    expect(new Set(landed).size).toBe(landed.length);
    await room.host.setOpen(false);
    expect(await Promise.all(workers.map(({ end }) => end))).toEqual(['closed', 'closed', 'closed']);
  });

  test('trains children in rounds where they are stopped early, and refuses those that would start as trained ones', async () => {
    const head = roomHead({ epochs: 3, stopping: 'halving' });
    const room = await opened({ head });
    await Promise.all(['Ada', 'Ben'].map((name) => simulateWorker(room, { name })));
    const log: LogRecord[] = [];
    expect(await search(room.pool, log, undefined, head)).toBe('finished');
    const first = log.flatMap((record) => (record.type === 'train' && record.level === 1 ? [record] : []));
    const all = first.filter(({ epochs }) => epochs === 1);
    expect(all.every(({ curve }) => curve.length === 1)).toBe(true);
    const wentOn = first.slice(all.length);
    expect(wentOn).toHaveLength(Math.ceil(all.length / 3));
    expect(wentOn.every(({ curve, epochs }) => curve.length === 3 && epochs === undefined)).toBe(true);
    checkLog(log, head.config, 'log');
    const warm = startRoom({ head: roomHead({ start: 'warm' }) });
    await expect(warm).rejects.toThrow('config: start must be cold in a room');
  });

  test('has idle devices begin what probably comes next; the log is that of one device', async () => {
    const room = await opened();
    const straggler = formatCell(new StateSpace(roomHead().config).firstLevel().at(-1)!);
    let nextLevel = 0;
    let lastOfLevel = Infinity;
    const train: RoomWorkerOptions['train'] = async (job, onProgress, signal) => {
      if (job.level === 2) nextLevel++;
      if (job.notation !== straggler) return sleeping(5)(job, onProgress, signal);
      while (nextLevel === 0) await sleeping(20)(job, onProgress, signal); // until a cell of the next level is begun
      lastOfLevel = nextLevel;
      return computed(job);
    };
    const workers = await Promise.all(['Ada', 'Ben', 'Cleo'].map((name) => simulateWorker(room, { name, train })));
    const log: LogRecord[] = [];
    const executor = ranking();
    const { config } = roomHead();
    const trainers = pickAhead({ ...executor, config, log: [], trainers: room.pool });
    expect(await search({ ...executor, ...trainers }, log)).toBe('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    expect(lastOfLevel).toBeGreaterThan(0);
    expect(room.pool.ahead.begun).toBeGreaterThan(0);
    expect(room.pool.ahead.asked).toBeGreaterThan(0);
    for (const { worker } of workers) worker.leave();
  });

  test('a training that was begun ahead and is not picked is dropped, and trained by nobody else', async () => {
    const room = await opened();
    const { config } = roomHead();
    const [first, ahead] = new StateSpace(config).firstLevel();
    const begun: string[] = [];
    const dropped: string[] = [];
    const train: RoomWorkerOptions['train'] = async (job, onProgress, signal) => {
      begun.push(job.notation);
      if (job.notation === formatCell(ahead!))
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))); // prettier-ignore
      else while (!begun.includes(formatCell(ahead!))) await sleeping(20)(job, onProgress, signal);
      return computed(job);
    };
    const onEvent: RoomWorkerOptions['onEvent'] = (event) => {
      if (event.type === 'dropped' && event.job.purpose === 'train')
        dropped.push(`${event.job.notation}: ${event.reason}`);
    };
    const workers = await Promise.all(['Ada', 'Ben'].map((name) => simulateWorker(room, { name, train, onEvent })));
    room.pool.whenIdle(() => [{ candidate: { cell: ahead! }, place: { level: 2, child: 0, children: 1 } }]);
    await room.pool.train({ cell: first! }, { level: 1, child: 0, children: 1 });
    room.pool.whenIdle(() => []);
    room.pool.keepAhead([]);
    await until(() => dropped.length > 0);
    expect(dropped).toEqual([`${formatCell(ahead!)}: nobody waits for it any more`]);
    await until(() => room.host.atWork === 0);
    expect((await room.pool.train({ cell: first! }, { level: 1, child: 0, children: 1, until: { epochs: 1, most: 1 } })).accuracy).toBeGreaterThan(0); // prettier-ignore
    expect(begun.filter((notation) => notation === formatCell(ahead!))).toHaveLength(1);
    expect(room.pool.ahead).toEqual({ begun: 1, asked: 0 });
    for (const { worker } of workers) worker.leave();
  });

  test('loses nothing and counts nothing twice when workers vanish, the server stops and the cable is cut', async () => {
    const landed: string[] = [];
    const room = await opened({ ackWaitMs: 1_500, onLanded: ({ job }) => landed.push(job.id) });
    const cable = await layCable(room.port);
    const server = `ws://127.0.0.1:${cable.port}`;
    const workers = await Promise.all(
      ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => simulateWorker(room, { name, server, train: sleeping(150) })),
    );
    const log: LogRecord[] = [];
    const found = search(room.pool, log);
    await until(() => landed.length >= 2);
    await Promise.all(workers.slice(0, 2).map(({ vanish }) => vanish())); // in the middle of jobs
    await until(() => landed.length >= 4);
    await room.server.restart();
    await until(() => landed.length >= 6);
    cable.cut();
    await new Promise((resolve) => setTimeout(resolve, CUT_MS));
    cable.plugInto(room.port);
    expect(await found).toBe('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    expect(new Set(landed).size).toBe(landed.length);
    for (const { worker } of workers) worker.leave();
    await cable.close();
  });

  test('who is cut off can leave all the same', async () => {
    const room = await opened();
    const cable = await layCable(room.port);
    const { worker, end } = await simulateWorker(room, { server: `ws://127.0.0.1:${cable.port}` });
    await until(() => room.host.present === 1);
    cable.cut();
    worker.leave();
    expect(await end).toBe('left');
    await cable.close();
  });

  test('a coordinator that begins again finds what landed meanwhile, and trains nothing twice', async () => {
    const trained: string[] = [];
    const room = await opened();
    const cable = await layCable(room.port);
    const onEvent: RoomWorkerOptions['onEvent'] = (event) => {
      if (event.type === 'result' && event.job.purpose !== 'check') trained.push(event.job.id);
    };
    const { worker } = await simulateWorker(room, { server: `ws://127.0.0.1:${cable.port}`, onEvent });
    const log: LogRecord[] = [];
    await expect(search(room.pool, log, () => log.length >= 3)).resolves.toBe('paused');
    await room.pool.dispose(); // the coordinator is gone; the worker goes on with the queue of ten
    await until(() => trained.length === 10);
    await room.close();
    const again = await opened({ folder: room.folder });
    cable.plugInto(again.port);
    expect(again.file.room).toBe(room.file.room);
    expect(await search(again.pool, log)).toBe('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    expect(new Set(trained).size).toBe(trained.length);
    worker.leave();
    await cable.close();
  });

  test('gives a cell up that every worker vanishes under, and goes on', async () => {
    const room = await opened({ ackWaitMs: 300 });
    const deadly = formatCell(new StateSpace(roomHead().config).firstLevel()[1]!);
    const log: LogRecord[] = [];
    const found = search(room.pool, log);
    let vanished = 0;
    const mortals = Array.from({ length: 5 }, async () => {
      const one = await simulateWorker(room, {
        train: async (job, onProgress, signal) => {
          if (job.notation !== deadly) return sleeping(5)(job, onProgress, signal);
          vanished++;
          await one.vanish();
          throw signal.reason;
        },
      });
      return one;
    });
    const workers = await Promise.all(mortals);
    expect(await found).toBe('finished');
    expect(vanished).toBe(4);
    const record = log.find((one) => one.type === 'train' && one.notation === deadly);
    expect(record).toMatchObject({ failure: { reason: 'worker-crash' } });
    for (const { worker } of workers) worker.leave();
  });

  test('names who lies, who has other code or images, and who answers for others; the search is the same', async () => {
    const refused: string[] = [];
    const room = await opened({
      onRefused: (name, reason) => refused.push(`${name}: ${reason}`),
      ackWaitMs: 1_500,
    });
    const late = (options: Parameters<typeof simulateWorker>[1]) => simulateWorker(room, options);
    await expect(late({ name: 'Old', code: '0.1.0+old' })).rejects.toThrow(/code 0.1.0\+test, and yours is 0.1.0\+old/);
    await expect(late({ name: 'Own', data: '77'.repeat(32) })).rejects.toThrow(/your images are others/);
    await expect(late({ name: 'Lost', room: 'NO-ROOM' })).rejects.toThrow(/there is no room NO-ROOM/);
    const liars = await Promise.all([
      late({ name: 'Better', train: async (job) => ({ ...computed(job), accuracy: 0.99 }) }),
      late({ name: 'Smaller', train: async (job) => ({ ...computed(job), parameters: 1 }) }),
      late({ name: 'Shorter', train: async (job) => ({ ...computed(job), curve: [] }) }),
    ]);
    const log: LogRecord[] = [];
    const found = search(room.pool, log);
    expect(await Promise.all(liars.map(({ end }) => end))).toEqual(['shown out', 'shown out', 'shown out']);
    const honest = await late({ name: 'Honest' });
    await jetstream(honest.session.connection).publish(resultSubject('train-0-0123456789abcdef', '0'.repeat(32)), '{}');
    expect(await found).toBe('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    const names = new Set(refused.map((line) => line.split(':')[0]));
    expect([...names].sort()).toEqual(['', 'Better', 'Old', 'Own', 'Shorter', 'Smaller']);
    expect(refused.find((line) => line.startsWith('Smaller'))).toMatch(/its parameters must be \d+; got 1/);
    honest.worker.leave();
  });
});
