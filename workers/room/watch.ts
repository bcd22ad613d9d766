/** @file What a room says of itself: what it has kept, then every change. */
import type { NatsConnection, Subscription } from '@nats-io/nats-core';
import { Kvm } from '@nats-io/kv';
import type * as v from 'valibot';
import type { RoomEvent } from '../../src/contract/room-events.ts';
import {
  CellsSchema,
  decode,
  ProgressSchema,
  RoomRunSchema,
  RoomStateSchema,
  RosterSchema,
} from '../../src/contract/room-messages.ts';
import { BUCKET, KEYS, progressSubject, valueSubject } from '../../src/contract/room-subjects.ts';
import { pause } from './session.ts';

/** Between tries to read what a class that has just begun has not written yet, ms (ours). */
const RETRY_MS = 1_000;

/** How each value is read. */
const READ: Readonly<Record<keyof typeof KEYS, (text: string) => RoomEvent>> = {
  run: (text) => ({ type: 'run', run: read(RoomRunSchema, text, 'its run') }),
  state: (text) => ({ type: 'state', state: read(RoomStateSchema, text, 'its state') }),
  cells: (text) => ({ type: 'cells', cells: read(CellsSchema, text, 'its cells') }),
  roster: (text) => ({ type: 'roster', roster: read(RosterSchema, text, 'its roster') }),
};
const NAMES = Object.keys(KEYS) as (keyof typeof KEYS)[];

/** Tells what the room says until the connection ends. Messages that cannot be read are passed over. */
export async function watchRoom(connection: NatsConnection, onEvent: (event: RoomEvent) => void): Promise<void> {
  for (const name of NAMES) listen(connection, valueSubject(KEYS[name]), (text) => onEvent(READ[name](text)));
  while (!connection.isClosed()) {
    try {
      const bucket = await new Kvm(connection).open(BUCKET, { bindOnly: true, allow_direct: true });
      for (const name of NAMES) {
        const kept = await bucket.get(KEYS[name]);
        if (kept !== null) tell(() => onEvent(READ[name](kept.string())));
      }
      return;
    } catch {
      await pause(RETRY_MS);
    }
  }
}

/** Tells what every worker is at; only the board may hear it. */
export function watchProgress(connection: NatsConnection, onEvent: (event: RoomEvent) => void): void {
  listen(connection, progressSubject('*'), (text, subject) => {
    const key = subject.slice(progressSubject('').length);
    onEvent({ type: 'progress', key, progress: read(ProgressSchema, text, 'progress') });
  });
}

function listen(
  connection: NatsConnection,
  subject: string,
  work: (text: string, subject: string) => void,
): Subscription {
  return connection.subscribe(subject, {
    callback: (error, message) => {
      if (error === null) tell(() => work(message.string(), message.subject));
    },
  });
}

function tell(work: () => void): void {
  try {
    work();
  } catch {
    // a message that is none
  }
}

function read<S extends v.GenericSchema>(schema: S, text: string, what: string): v.InferOutput<S> {
  return decode(schema, text, `room: ${what}`);
}
