/** @file What a room keeps on its server: the queue of jobs, the results, and what the room knows of itself. Made by the class that begins. */
import { nanos, type NatsConnection } from '@nats-io/nats-core';
import {
  AckPolicy,
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
} from '@nats-io/jetstream';
import { Kvm, type KV } from '@nats-io/kv';
import { BUCKET, JOBS, RESULTS, WORKERS } from '../../src/contract/room-subjects.ts';

/** A worker that has said nothing for so long has lost its job, ms (ours: three heartbeats). */
const ACK_WAIT_MS = 30_000;
/** Workers that a job is handed to at most, one after the other (ours): one whose cell kills every device does not go round for ever. */
export const MOST_DELIVERIES = 4;
/** Longest message, bytes. */
const MOST_BYTES = 256_000;

export interface RoomStreams {
  readonly manager: JetStreamManager;
  readonly bucket: KV;
}

/** The same of a room that is open already, for who may not make any. */
export async function bindStreams(connection: NatsConnection): Promise<RoomStreams> {
  const manager = await jetstreamManager(connection, { checkAPI: false });
  const bucket = await new Kvm(connection).open(BUCKET, { bindOnly: true, allow_direct: true });
  return { manager, bucket };
}

/**
 * Makes what is missing; what is there stays, with all that is in it.
 * @param ackWaitMs how long a worker may say nothing.
 */
export async function openStreams(connection: NatsConnection, ackWaitMs = ACK_WAIT_MS): Promise<RoomStreams> {
  const manager = await jetstreamManager(connection);
  const isThere = async (what: Promise<unknown>): Promise<boolean> =>
    what.then(
      () => true,
      () => false,
    );
  // the first of each subject stays: a job that waits is not added twice, and a job has one result
  const firstOnly = {
    storage: StorageType.File,
    discard: DiscardPolicy.New,
    discard_new_per_subject: true,
    max_msgs_per_subject: 1,
    max_msg_size: MOST_BYTES,
  };
  if (!(await isThere(manager.streams.info(JOBS)))) {
    await manager.streams.add({ name: JOBS, subjects: ['job.>'], retention: RetentionPolicy.Workqueue, ...firstOnly });
  }
  if (!(await isThere(manager.streams.info(RESULTS)))) {
    await manager.streams.add({ name: RESULTS, subjects: ['result.*.*'], ...firstOnly });
  }
  await manager.consumers.add(JOBS, {
    durable_name: WORKERS,
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    max_deliver: MOST_DELIVERIES,
    max_ack_pending: -1, // as many as there are workers
  });
  const bucket = await new Kvm(connection).create(BUCKET, { history: 1, max_bytes: 16_000_000 });
  return { manager, bucket };
}
