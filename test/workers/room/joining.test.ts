import { afterEach, describe, expect, test } from 'vitest';
import { joinRoom, type Session } from '../../../workers/room/session.ts';
import { noNatsServer, removeRoom, startRoom } from '../../support/room.ts';

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
        await new Promise((resolve) => setTimeout(resolve, 100));
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
});
