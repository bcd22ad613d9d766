import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nkeys } from '@nats-io/nats-core';
import { afterEach, describe, expect, test } from 'vitest';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import type { LogRecord } from '../../../src/contract/records.ts';
import type { LeadState } from '../../../src/contract/room-events.ts';
import { openLeadDesk, type LeadDeskOptions } from '../../../src/cli/class/lead-desk.ts';
import { RoomServer } from '../../../src/cli/class/room-server.ts';
import { connectTo } from '../../../workers/room/session.ts';
import { encode } from '../../../src/contract/room-messages.ts';
import { Paused } from '../../../workers/drive/drive.ts';
import { LeadService } from '../../../workers/service/lead-service.ts';
import { aloneLog, outcomes, search, until } from '../../support/room-search.ts';
import { CODE, noNatsServer, removeRoom, roomHead, simulateWorker, sleeping } from '../../support/room.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** A room that a page may lead, as `pnas class --coordinator page` opens it. */
async function lend(options: Partial<LeadDeskOptions> = {}, given?: string) {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'pnas-lead-')));
  const room = await RoomServer.open({ folder, origins: ['http://localhost:1'], isLed: true });
  if (given === undefined) ends.push(() => removeRoom(folder));
  ends.push(() => room.close());
  openLeadDesk({ room, code: CODE, data: [roomHead().data], ...options });
  return { room, folder, server: `ws://127.0.0.1:${room.port}` };
}

/** A page that leads it. */
async function lead({ room, server }: Awaited<ReturnType<typeof lend>>, code = CODE) {
  const page = new LeadService(code);
  ends.push(() => page.leave());
  let state: LeadState | undefined;
  await page.enter({ server, password: room.file.leaderPassword }, (told) => (state = told));
  return { page, state: () => state };
}

const begin = (page: LeadService, log: readonly LogRecord[], changes: object = {}) =>
  page.open({ head: roomHead(), log, wanted: 1, shouldPause: () => false, ...changes });

describe.skipIf(noNatsServer !== undefined)('a page that coordinates', () => {
  test('finds what one device finds, counts who waits, and goes on after a reload', async () => {
    const joined: string[] = [];
    const lent = await lend({ onJoined: ({ name }) => joined.push(name) });
    const first = await lead(lent);
    const workers = ['Ada', 'Ben'].map((name) => simulateWorker(lent.room, { name, train: sleeping(20) }));
    ends.push(async () => (await Promise.all(workers)).forEach(({ worker }) => worker.leave()));
    await until(() => first.state()?.present === 2); // at the door: nobody has been let in
    expect(joined).toEqual([]);
    const log: LogRecord[] = [];
    const before = await begin(first.page, log, { wanted: 2 });
    expect(await search(before.trainers, log, () => log.length >= 4)).toBe('paused');
    expect(joined.sort()).toEqual(['Ada', 'Ben']);
    await first.page.leave(); // without a word, as a page that is loaded again

    const again = await lead(lent);
    const led = await begin(again.page, log);
    expect(await search(led.trainers, log)).toBe('finished');
    await led.close('finished');
    expect(outcomes(log)).toEqual(outcomes(await aloneLog()));
    expect(new Set(log.flatMap((one) => (one.type === 'train' ? [one.trainer?.name] : [])))).toEqual(
      new Set(['Ada', 'Ben']),
    );
    const said = await readFile(join(lent.folder, 'nats', 'nats.log'), 'utf8');
    expect(said.split('\n').filter((line) => line.includes('Violation'))).toEqual([]); // it may do all that it does
    expect(await Promise.all(workers.map(async (one) => (await one).end))).toEqual(['closed', 'closed']);
  });

  test('another run has nothing of the first, and the page that opened the room last coordinates it', async () => {
    const lent = await lend();
    const { page } = await lead(lent);
    const first = await begin(page, []);
    const { secret } = lent.room.file;
    const cell = new StateSpace(roomHead().config).firstLevel()[0]!;
    const place = { level: 1, child: 0, children: 1 };
    const lost = first.trainers.train({ cell }, place);
    const other = await lead(lent);
    const second = await other.page.open({
      head: { ...roomHead(), id: 'another' },
      log: [],
      wanted: 0,
      shouldPause: () => false,
    });
    await until(() => first.shouldPause());
    expect(first.lost).toBe('room: another page coordinates it now');
    await expect(lost).rejects.toThrow();
    expect(lent.room.file.secret).not.toBe(secret);
    expect((await lent.room.streams.manager.streams.info('jobs')).state.messages).toBe(0);
    await first.close('paused'); // tells a room that is another's nothing
    const { bucket } = lent.room.streams;
    expect((await bucket.get('run'))?.json()).toMatchObject({ run: 'another', state: 'open' });
    expect((await bucket.get('state'))?.json<{ phase: string }>()?.phase).not.toBe('paused');
    await expect(first.trainers.train({ cell }, place)).rejects.toThrow(Paused);
    await second.close('paused');
    expect((await bucket.get('state'))?.json<{ phase: string }>()?.phase).toBe('paused');
  });

  test('is told why where it cannot', async () => {
    const lent = await lend();
    await expect(lead(lent, '0.1.0+old')).rejects.toThrow(
      /the terminal has code 0.1.0\+test, and this page has 0.1.0\+old/,
    );
    const { page } = await lead(lent);
    await expect(begin(page, [], { head: roomHead({ start: 'warm' }) })).rejects.toThrow(
      'config: start must be cold in a room; got warm',
    );
    const head = { ...roomHead(), data: { ...roomHead().data, sha256: '77'.repeat(32) } };
    await expect(begin(page, [], { head })).rejects.toThrow(/laptops find sample .* the search is on others/);
    await expect(new LeadService(CODE).open({ head, log: [], wanted: 0, shouldPause: () => false })).rejects.toThrow(
      "room: this page leads none; open the teacher's link",
    );
    const wrong = new LeadService(CODE).enter({ server: lent.server, password: 'guessed' }, () => {});
    await expect(wrong).rejects.toThrow(/the teacher's link is not of a room/);
  });

  test('may not make, empty or delete a stream, take jobs, or hear what is another’s; the terminal takes sound workers alone', async () => {
    const { room, server } = await lend();
    const own = { user: 'leader', pass: room.file.leaderPassword, inboxPrefix: '_INBOX.leader' };
    const connection = await connectTo(server, own);
    ends.push(() => connection.close());
    const ask = (subject: string, message: unknown = {}): Promise<string> =>
      connection.request(subject, encode(message), { timeout: 2_000 }).then(
        (answer) => answer.string(),
        (error: Error) => error.message,
      );
    for (const subject of [
      ...['DELETE', 'PURGE', 'UPDATE', 'CREATE'].map((what) => `$JS.API.STREAM.${what}.jobs`),
      '$JS.API.CONSUMER.MSG.NEXT.jobs.workers',
      '$JS.API.CONSUMER.DELETE.jobs.workers',
      '$JS.API.CONSUMER.CREATE.jobs.mine',
      '$JS.ACK.jobs.workers.1',
      `result.train-0-0123456789abcdef.${'0'.repeat(32)}`,
      'led',
    ]) {
      expect(await ask(subject), subject).toMatch(/Permissions Violation/);
    }
    for (const subject of ['>', 'lead', 'job.>', 'result.>', '_INBOX.door.>', '_INBOX.>']) {
      const heard = new Promise<string>((resolve) => {
        connection.subscribe(subject, { callback: (error) => resolve(error === null ? 'hears' : error.message) });
      });
      expect(await heard, subject).toMatch(/Permissions Violation/);
    }
    const session = '1e'.repeat(16);
    const key = nkeys.createUser().getPublicKey();
    const admit = (...keys: string[]) =>
      ask('lead', { type: 'admit', session, members: keys.map((one) => ({ key: one, name: '' })) });
    expect(await admit(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toMatch(/must be one of nats-server/);
    expect(await admit(key, key)).toMatch(/each worker must be admitted once/);
    expect(await ask('lead', { type: 'admit', session })).toMatch(/members/);
    expect(await admit(key)).toBe('{"type":"admitted"}');
    await ask('lead', {
      type: 'open',
      session: '2f'.repeat(16),
      run: 'another',
      code: CODE,
      data: roomHead().data.sha256,
    });
    expect(await admit()).toMatch(/another page coordinates this room now/);
    expect(room.file.members.map((member) => member.key)).toEqual([key]);
  });
});
