/**
 * @file How a program comes into a room: it asks at the door with the room's code, giving the public half of a key that it has made; once the
 * server knows the key it connects with that. So each worker is known by a key, hears its own answers alone, and can be shown out alone.
 */
import { nkeyAuthenticator, nkeys, wsconnect, type ConnectionOptions, type NatsConnection } from '@nats-io/nats-core';
import { DOOR, inboxOf, JOIN } from '../../src/contract/room-subjects.ts';
import { decode, encode, JoinAnswerSchema, type Join } from '../../src/contract/room-messages.ts';

/** Between tries to reach a server or a class that is not there yet, ms (ours). */
const RETRY_MS = 2_000;
/** How long the door may take, ms (ours: it answers once the server has read the new key). */
const DOOR_MS = 15_000;
/**
 * How often a connection may be refused before that counts, and the time between, ms (ours). nats-server refuses whoever is just connecting while it
 * reads its users anew (2.9), which it does for each lot that joins: in a class that comes all at once, slow laptops meet it.
 */
const [AUTHORIZATION_TRIES, AUTHORIZATION_WAIT_MS] = [8, 400];
/** How often a connection is asked for a sign, ms (ours): a cut cable is noticed after two. */
const PING_MS = 10_000;

/** Refused at the door: trying again does not help. */
export class RoomRefused extends Error {}

/** Connects to a server for good: it comes back after any cut. @param server `ws://` or `wss://`. */
export function connectTo(server: string, options: ConnectionOptions): Promise<NatsConnection> {
  return wsconnect({
    servers: server,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RETRY_MS,
    pingInterval: PING_MS,
    noAsyncTraces: true,
    ...options,
  });
}

interface RoomAddress {
  /** `wss://host`, or `ws://localhost:port`. */
  readonly server: string;
  /** The room's code. */
  readonly room: string;
}

/** Who has joined: a connection of its own, and the key it is known by. */
export interface Session {
  readonly connection: NatsConnection;
  /** The public key. */
  readonly key: string;
  /** Signs in the key's name. */
  sign(bytes: Uint8Array): Uint8Array;
  /** The secret half, with which the same worker comes in again. */
  readonly seed: string;
}

export interface JoinOptions extends RoomAddress, Pick<Join, 'name' | 'code' | 'data'> {
  /** The secret half of the key that it had before; a new one unless given. */
  readonly seed?: string;
  /** Gives up waiting. */
  readonly signal?: AbortSignal;
  /** Told while the class has not begun. */
  onWaiting?(): void;
}

/**
 * Joins a room; waits for a class that has not begun.
 * @throws {RoomRefused} in words: another version, other images, or no such room.
 */
export async function joinRoom(options: JoinOptions): Promise<Session> {
  const { server, room, name, code, data, signal, onWaiting } = options;
  const pair = options.seed === undefined ? nkeys.createUser() : nkeys.fromSeed(new TextEncoder().encode(options.seed));
  const key = pair.getPublicKey();
  const seed = pair.getSeed();
  const door = await atTheDoor(server, room, signal, onWaiting);
  try {
    await ask(door, { key, name, code, ...(data === undefined ? {} : { data }) }, signal, onWaiting);
  } finally {
    await door.close();
  }
  const own = { authenticator: nkeyAuthenticator(seed), inboxPrefix: inboxOf(key), name };
  const connection = await connectPatiently(() => connectTo(server, own), signal, onWaiting);
  return { connection, key, sign: (bytes) => pair.sign(bytes), seed: new TextDecoder().decode(seed) };
}

/** Connects with the room's code. @throws {RoomRefused} where there is no such room. */
async function atTheDoor(
  server: string,
  room: string,
  signal: AbortSignal | undefined,
  onWaiting: (() => void) | undefined,
): Promise<NatsConnection> {
  const door = { user: DOOR, pass: room, inboxPrefix: inboxOf(DOOR) };
  try {
    return await connectPatiently(() => connectTo(server, door), signal, onWaiting);
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new RoomRefused(`room: there is no room ${room} at ${server}; its code stands on the class's board`, {
      cause: error,
    });
  }
}

/**
 * Connects, and waits for a server that is not there; a refusal counts when it comes again and again.
 * @param signal gives up waiting. @throws {Error} the refusal (`isRefused`).
 */
export async function connectPatiently(
  connect: () => Promise<NatsConnection>,
  signal: AbortSignal | undefined,
  onWaiting: (() => void) | undefined,
): Promise<NatsConnection> {
  for (let refusals = 0; ;) {
    try {
      return await connect();
    } catch (error) {
      const hasRefused = isRefused(error);
      if (hasRefused && ++refusals === AUTHORIZATION_TRIES) throw error;
      if (!hasRefused) onWaiting?.();
      await pause(hasRefused ? AUTHORIZATION_WAIT_MS : RETRY_MS, signal);
    }
  }
}

/** Not where it only took too long to say who it is. */
export function isRefused(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'AuthorizationError' && !/timeout/i.test(message);
}

async function ask(
  door: NatsConnection,
  join: Join,
  signal: AbortSignal | undefined,
  onWaiting: (() => void) | undefined,
): Promise<void> {
  for (;;) {
    const answer = await door.request(JOIN, encode(join), { timeout: DOOR_MS }).catch(() => undefined); // nobody is there yet
    if (answer !== undefined) {
      const read = decode(JoinAnswerSchema, answer.string(), 'room: the answer at the door');
      if (read.type === 'joined') return;
      if (read.type === 'refused') throw new RoomRefused(`room: ${read.reason}`);
    }
    onWaiting?.();
    await pause(RETRY_MS, signal);
  }
}

/** Waits. @throws the signal's reason when it is aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const aborted = (): void => (clearTimeout(timer), reject(signal?.reason as Error));
    const timer = setTimeout(() => (signal?.removeEventListener('abort', aborted), resolve()), ms);
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
