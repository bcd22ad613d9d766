import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nkeyAuthenticator, type NatsConnection } from '@nats-io/nats-core';
import { jobSubject, progressSubject, resultSubject } from '../../../src/contract/room-subjects.ts';
import { encode } from '../../../src/contract/room-messages.ts';
import { stream } from '../../../src/core/random/rng.ts';
import { StateSpace } from '../../../src/core/space/state-space.ts';
import { connectTo, joinRoom } from '../../../workers/room/session.ts';
import { mutateText } from '../../fuzz/mutate.ts';
import { MESSAGES } from '../../support/messages.ts';
import {
  noNatsServer,
  removeRoom,
  roomHead,
  simulateWorker,
  startRoom,
  type SimulatedWorker,
} from '../../support/room.ts';

/** What the server says of a request that is not allowed, or of one that nobody hears. */
const refused = (connection: NatsConnection, subject: string, body = ''): Promise<string> =>
  connection.request(subject, body, { timeout: 500 }).then(
    (answer) => `answered: ${answer.string()}`,
    (error: Error) => error.message,
  );

/** Whether a subscription is refused. */
const refusedToHear = (connection: NatsConnection, subject: string): Promise<string> =>
  new Promise((resolve) => {
    connection.subscribe(subject, { callback: (error) => void (error !== null && resolve(error.message)) });
    setTimeout(() => resolve('hears'), 500);
  });

const FORBIDDEN = /Permissions Violation/;

describe.skipIf(noNatsServer !== undefined)('what a worker may do', () => {
  let room: Awaited<ReturnType<typeof startRoom>>;
  let student: SimulatedWorker;
  let other: SimulatedWorker;
  beforeAll(async () => {
    room = await startRoom();
    const never = (): Promise<never> => new Promise(() => {});
    student = await simulateWorker(room, { name: 'Student', train: never });
    other = await simulateWorker(room, { name: 'Other', train: never });
  });
  afterAll(async () => {
    student?.worker.leave();
    other?.worker.leave();
    await room?.close();
    await removeRoom(room.folder);
  });

  test('not: delete, purge or change a stream, make a consumer, read results', async () => {
    const { connection } = student.session;
    for (const subject of [
      '$JS.API.STREAM.DELETE.jobs',
      '$JS.API.STREAM.PURGE.results',
      '$JS.API.STREAM.UPDATE.jobs',
      '$JS.API.STREAM.CREATE.mine',
      '$JS.API.STREAM.MSG.DELETE.results',
      '$JS.API.STREAM.MSG.GET.jobs',
      '$JS.API.STREAM.MSG.GET.results',
      '$JS.API.DIRECT.GET.results',
      '$JS.API.CONSUMER.CREATE.results.mine',
      '$JS.API.CONSUMER.DURABLE.CREATE.jobs.mine',
      '$JS.API.CONSUMER.DELETE.jobs.workers',
      '$JS.API.STREAM.LIST',
      '$KV.room.run',
      'landed',
      'control',
      'join',
      'lead',
      'led',
    ]) {
      expect(await refused(connection, subject), subject).toMatch(FORBIDDEN);
    }
    expect((await (await jetstreamManager(room.connection)).streams.names().next()).length).toBe(3);
  });

  test('not: add a job, speak as another, hear jobs and answers of others', async () => {
    const { connection } = student.session;
    expect(await refused(connection, jobSubject('train-0-0123456789abcdef', 0), encode(MESSAGES.job))).toMatch(
      FORBIDDEN,
    );
    expect(await refused(connection, progressSubject(other.session.key), encode(MESSAGES.progress))).toMatch(FORBIDDEN);
    for (const subject of [
      '>',
      'job.>',
      'result.>',
      '_INBOX.>',
      `_INBOX.${other.session.key}.>`,
      '_INBOX.leader.>',
      'progress.*',
      'join',
      'lead',
      'led',
    ]) {
      expect(await refusedToHear(connection, subject), subject).toMatch(FORBIDDEN);
    }
  });

  test('with the code alone: ask to join, and nothing else', async () => {
    const door = await connectTo(`ws://127.0.0.1:${room.port}`, {
      user: 'door',
      pass: room.file.room,
      inboxPrefix: '_INBOX.door',
    });
    expect(await refused(door, '$JS.API.CONSUMER.MSG.NEXT.jobs.workers', '1')).toMatch(FORBIDDEN);
    expect(await refused(door, resultSubject('train-0-0123456789abcdef', '0'.repeat(32)), '{}')).toMatch(FORBIDDEN);
    expect(await refusedToHear(door, '>')).toMatch(FORBIDDEN);
    await door.close();
    await expect(connectTo(`ws://127.0.0.1:${room.port}`, { user: 'door', pass: 'GUESSED' })).rejects.toThrow(
      /Authorization/,
    );
    await expect(connectTo(`ws://127.0.0.1:${room.port}`, {})).rejects.toThrow(/Authorization/);
    const leader = { user: 'leader', pass: room.file.leaderPassword };
    await expect(connectTo(`ws://127.0.0.1:${room.port}`, leader)).rejects.toThrow(/Authorization/); // no page leads this room
  });

  test('as the board: see all, and not coordinate', async () => {
    const board = await connectTo(`ws://127.0.0.1:${room.port}`, {
      user: 'board',
      pass: room.file.boardPassword,
      inboxPrefix: '_INBOX.board',
    });
    for (const subject of ['lead', 'led', 'landed', '$KV.room.state', '$JS.API.STREAM.MSG.GET.jobs'])
      expect(await refused(board, subject, encode(MESSAGES.lead)), subject).toMatch(FORBIDDEN);
    for (const subject of ['>', 'lead', 'led', '_INBOX.leader.>', 'job.>', 'result.>'])
      expect(await refusedToHear(board, subject), subject).toMatch(FORBIDDEN);
    await board.close();
  });

  test('a result counts only from who holds the job: the subject has what stands in the job alone', async () => {
    const { config } = roomHead();
    const landed = room.pool.train(
      { cell: new StateSpace(config).firstLevel()[0]! },
      { level: 1, child: 0, children: 1 },
    );
    const info = async (name: string) =>
      (await (await jetstreamManager(room.connection)).streams.info(name)).state.messages;
    await expect.poll(() => info('jobs')).toBe(1);
    const id = 'train-0-962ec1816e2f26f4'; // of the first cell
    await jetstream(other.session.connection).publish(
      resultSubject(id, '0'.repeat(32)),
      encode({ ...MESSAGES.result, id }),
    );
    await expect.poll(() => info('results')).toBe(0); // taken out again
    expect(room.pool.underWay).toBe(1);
    void landed.catch(() => {});
  });

  test('10,000 made-up messages from a member change nothing, and the room goes on', async () => {
    const rng = stream(2, 'room messages');
    const texts = Object.values(MESSAGES).map(encode);
    const { connection, key } = student.session;
    const events: unknown[] = [];
    connection.closed().then(
      (error) => events.push(error),
      () => {},
    );
    for (let i = 0; i < 10_000; i++) {
      const text = mutateText(texts[rng.integer(texts.length)]!, rng);
      connection.publish(progressSubject(key), text);
      // what everybody hears comes from the coordinator alone: it is as hostile here
      if (i % 3 === 0) room.connection.publish(['$KV.room.state', '$KV.room.run', 'landed'][rng.integer(3)]!, text);
      if (i % 3 === 1) room.connection.publish(rng.integer(2) === 0 ? 'join' : 'control', text);
    }
    await connection.flush();
    await room.connection.flush();
    expect(events).toEqual([]);
    expect(await simulateWorker(room, { name: 'Later' }).then(async ({ worker, end }) => (worker.leave(), end))).toBe(
      'left',
    );
  });
});

test.skipIf(noNatsServer !== undefined)('who is of one room is nobody in another', async () => {
  const [a, b] = await Promise.all([startRoom(), startRoom()]);
  const { session, worker } = await simulateWorker(a);
  await expect(
    joinRoom({ server: `ws://127.0.0.1:${b.port}`, room: a.file.room, name: 'Spy', code: 'x' }),
  ).rejects.toThrow(/there is no room/);
  const authenticator = nkeyAuthenticator(new TextEncoder().encode(session.seed));
  await expect(connectTo(`ws://127.0.0.1:${b.port}`, { authenticator })).rejects.toThrow(/Authorization/);
  worker.leave();
  for (const room of [a, b]) await room.close().then(() => removeRoom(room.folder));
});
