import { afterEach, describe, expect, test } from 'vitest';
import { enterRoom } from '../../../workers/room/member.ts';
import { joinRoom, type Session } from '../../../workers/room/session.ts';
import { noNatsServer, removeRoom, sleeping, startRoom } from '../../support/room.ts';

let room: Awaited<ReturnType<typeof startRoom>> | undefined;
afterEach(async () => {
  await room?.close();
  if (room !== undefined) await removeRoom(room.folder);
});

describe.skipIf(noNatsServer !== undefined)('joining', () => {
  test('a class that comes all at once is let in whole, though the server reads its users anew again and again', async () => {
    room = await startRoom();
    const { port, file } = room;
    let hasJoined = false;
    const reload = async (): Promise<void> => {
      while (!hasJoined) {
        process.kill(room!.server.pid!, 'SIGHUP'); // as for others who join
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
    };
    const join = (name: string): Promise<Session> =>
      joinRoom({ server: `ws://127.0.0.1:${port}`, room: file.room, name, code: '0.1.0+test' });
    const reloading = reload();
    const sessions = await Promise.all(Array.from({ length: 30 }, (_, i) => join(`laptop ${i}`))).finally(() => {
      hasJoined = true;
    });
    await reloading;
    expect(new Set(sessions.map(({ key }) => key)).size).toBe(30);
    await Promise.all(sessions.map(({ connection }) => connection.close()));
  });

  test('a page that the server has dropped comes in again; one that the class has shown out does not', async () => {
    room = await startRoom();
    const { port, file, server, host } = room;
    const seen: string[] = [];
    const keys = new Set<string>();
    const entry = { server: `ws://127.0.0.1:${port}`, room: file.room, name: 'Noor', pageUrl: '' };
    await enterRoom(entry, '0.1.0+test', sleeping(5), (event) => {
      if (event.type === 'joined') keys.add(event.key);
      if (event.type === 'joined' || event.type === 'ended') seen.push(event.type === 'ended' ? event.how : event.type);
    });
    const until = async (isSo: () => boolean): Promise<void> => {
      while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 20));
    };
    await server.setUsers({ ...room.file, keys: [] }); // refuses it, and again when it comes back
    await until(() => seen.length === 2);
    expect(seen).toEqual(['joined', 'joined']);
    expect(keys.size).toBe(1); // the same worker

    await host.showOut([...keys][0]!, 'for the test');
    await until(() => seen.length === 3);
    expect(seen[2]).toBe('shown out');
  });
});
