/** @file What a class keeps of its room beside the server's store, so that the same links work after a reload. */
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import { parseWith } from '../../contract/config.ts';
import { RosterSchema } from '../../contract/room-messages.ts';
import { writeWhole } from '../../../workers/store/node/write-whole.ts';

/** Of a room's code, without those that look like others (I and 1, O and 0). */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** Letters of a code (ours): 40 bits, which no door is asked often enough to guess. */
const CODE_LETTERS = 8;

const RoomFileSchema = v.object({
  /** Opens the door; stands on the board and in the link. */
  room: v.pipe(v.string(), v.regex(/^[\w-]{4,40}$/, 'must be 4 to 40 letters, digits and -')),
  coordinatorPassword: v.string(),
  boardPassword: v.string(),
  /** Of a page that coordinates. */
  leaderPassword: v.string(),
  /** The run that a page has begun here; absent where the terminal coordinates. */
  run: v.optional(v.string()),
  /** Names results. */
  secret: v.string(),
  members: RosterSchema,
});
export type RoomFile = v.InferOutput<typeof RoomFileSchema>;

/** Where a room is kept: in its run's folder, or for as long as the program runs. */
export async function roomFolder(run: string | undefined): Promise<string> {
  return run === undefined ? mkdtemp(join(tmpdir(), 'pnas-class-')) : join(resolve(run), 'room');
}

/** The file's content; made, and not written yet, where there is none. */
export async function readRoomFile(path: string): Promise<RoomFile> {
  const fresh: RoomFile = {
    room: newCode(),
    coordinatorPassword: newSecret(),
    boardPassword: newSecret(),
    leaderPassword: newSecret(),
    secret: newSecret(),
    members: [],
  };
  if (!existsSync(path)) return fresh;
  const kept = JSON.parse(await readFile(path, 'utf8')) as object; // one of before pages could coordinate has no password for them
  return parseWith(RoomFileSchema, { leaderPassword: fresh.leaderPassword, ...kept }, path);
}

/** 192 bits. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

export async function writeRoomFile(path: string, file: RoomFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeWhole(path, `${JSON.stringify(file, undefined, 2)}\n`);
}

/** `K7QM-2XHD` */
function newCode(): string {
  const letters = Array.from({ length: CODE_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${letters.slice(0, CODE_LETTERS / 2)}-${letters.slice(CODE_LETTERS / 2)}`;
}
