/**
 * @file How tabs tell one another who is at a run where the browser has no Web Locks, as on pages without https: a worker asks all pages,
 * and the one whose search it is answers. Pages answer, for a worker may be busy for long. What nobody answers in time is free; should
 * that be wrong, the store refuses whoever comes second to a record.
 */
import * as v from 'valibot';

/** The `BroadcastChannel` of questions and answers. */
export const OWNERS_CHANNEL = 'pnas-run-owners';

/** A run has one writer: whoever holds its lock, which has this name. */
export const runLock = (runId: string): string => `pnas-run-${runId}`;

/** What goes over the channel; `lock` is the name of a lock. */
export const OwnerMessageSchema = v.object({ type: v.picklist(['who', 'here']), lock: v.string() });
export type OwnerMessage = v.InferOutput<typeof OwnerMessageSchema>;
