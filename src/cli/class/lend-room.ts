/** @file A class whose search runs in the teacher's page: this terminal has the server, its users and what laptops load; it searches nothing. */
import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { loadData, loadSample } from '../../../workers/data/node/files.ts';
import { untrusted } from '../terminal/output.ts';
import { announce, openClassWeb, sayer } from './class-web.ts';
import { codeVersion } from './code-version.ts';
import { openLeadDesk } from './lead-desk.ts';
import { roomFolder } from './room-file.ts';
import { RoomServer } from './room-server.ts';
import type { ClassFlags } from './teach.ts';

/** Keeps a room open until it is interrupted. @throws {RangeError} for flags of a search: the page has its settings. */
export async function lendRoom(flags: ClassFlags, command: Command): Promise<void> {
  requireNoSearch(command);
  const data = await loadData(flags.data);
  const folder = await roomFolder(flags.run);
  const say = sayer(flags);
  let room: RoomServer | undefined;
  const web = await openClassWeb(flags, folder, data, () => room?.port ?? 0);
  try {
    room = await RoomServer.open({ folder, origins: web.origins, room: flags.room, isLed: true });
    const member = (what: string) => (one: { readonly name: string; readonly key: string }) =>
      say(`${what.padEnd(8)}${untrusted(one.name)}`, { type: what, ...one });
    openLeadDesk({
      room,
      code: codeVersion(),
      data: [data.identity, ...(flags.data === undefined ? [] : [(await loadSample()).identity])],
      onOpened: (run) =>
        say('opened  the page has begun a search, and lets in who waits at the door', { type: 'opened', run }),
      onJoined: member('joined'),
      onShownOut: member('out'),
      onRefused: (reason) => say(`refused the page: ${untrusted(reason)}`, { type: 'refused', reason }),
    });
    announce(`class   room ${room.file.room}; its search runs in the teacher's page`, room.file, web, flags, true);
    await interrupted();
    say('closing the room; what it has is kept with --run', { type: 'closing' });
  } finally {
    await room?.close();
    await web.close();
    if (flags.run === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Resolves when this process is asked to end. */
function interrupted(): Promise<void> {
  return new Promise((asked) => {
    process.once('SIGINT', () => asked()).once('SIGTERM', () => asked());
  });
}

/** Flags of the room; all others are of a search. */
const ROOM_FLAGS = ['coordinator', 'port', 'host', 'certificate', 'origin', 'room', 'page', 'data', 'run', 'json'];

/** @throws {RangeError} naming the flags. */
function requireNoSearch(command: Command): void {
  const given = command.options.filter((option) => {
    const name = option.attributeName();
    return command.getOptionValueSource(name) === 'cli' && !ROOM_FLAGS.includes(name);
  });
  if (given.length === 0) return;
  const names = given.map(({ long }) => long).join(', ');
  throw new RangeError(`class: with --coordinator page the page has the settings of the search; leave out ${names}`);
}
