/** @file What whoever stands at a room's door hears: messages that may be anything. */
import type { Msg, NatsConnection, Subscription } from '@nats-io/nats-core';

/** A worker that was not heard of for so long counts as gone, ms (ours; it speaks every second while it trains). */
export const SILENT_MS = 40_000;

/** Has each message of a subject worked on; what cannot be read is passed over. @param work may throw. */
export function hear(connection: NatsConnection, subject: string, work: (message: Msg) => void): Subscription {
  return connection.subscribe(subject, {
    callback: (error, message) => {
      if (error !== null) return;
      try {
        work(message);
      } catch {
        // anybody can write there
      }
    },
  });
}
