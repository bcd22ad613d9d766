/** @file Runs of every kind: a search, or a final training. Both are a head and a log; stores keep either. */
import type * as v from 'valibot';
import {
  FinalHeadSchema,
  FinalRecordSchema,
  type FinalHead,
  type FinalRecord,
  type FinalRun,
} from './final-records.ts';
import {
  LogRecordSchema,
  RunHeadSchema,
  type DeviceIdentity,
  type Listing,
  type LogRecord,
  type Run,
  type RunHead,
} from './records.ts';

export type AnyHead = RunHead | FinalHead;
export type AnyRecord = LogRecord | FinalRecord;
export type AnyRun = Run | FinalRun;

export function isFinalHead(head: AnyHead): head is FinalHead {
  return 'kind' in head;
}

export function isSearchHead(head: AnyHead): head is RunHead {
  return !isFinalHead(head);
}

export function isFinalRun(run: AnyRun): run is FinalRun {
  return isFinalHead(run.head);
}

/** A run that must be a search. @throws {RangeError} for one of another kind. */
export function requireSearch(run: AnyRun): Run {
  if (isFinalRun(run)) throw new RangeError(`run: ${run.head.id} must be a search; it is a final training`);
  return run as Run;
}

/** A run that must be a final training. @throws {RangeError} for one of another kind. */
export function requireFinal(run: AnyRun): FinalRun {
  if (!isFinalRun(run)) throw new RangeError(`run: ${run.head.id} must be a final training; it is a search`);
  return run;
}

/** The schema of a stored head: by its kind, which searches do not name. */
export function headSchemaOf(head: unknown): v.GenericSchema<unknown, AnyHead> {
  const { kind } = (head ?? {}) as { readonly kind?: unknown };
  return kind === undefined ? RunHeadSchema : FinalHeadSchema;
}

/** The schema of the records of a run. */
export function recordSchemaOf(head: AnyHead): v.GenericSchema<unknown, AnyRecord> {
  return isFinalHead(head) ? FinalRecordSchema : LogRecordSchema;
}

/** The device that a run was last on. */
export function lastDeviceOf({ head, log }: AnyRun): DeviceIdentity {
  const records: readonly AnyRecord[] = log;
  const moved = records.findLast((record) => record.type === 'incident' && record.device !== undefined);
  return (moved?.type === 'incident' ? moved.device : undefined) ?? head.device;
}

/** The heads of one kind in a listing. */
export function listed<H extends AnyHead>(
  { items, unreadable }: Listing<AnyHead>,
  isOfKind: (head: AnyHead) => head is H,
): Listing<H> {
  return { items: items.filter(isOfKind), unreadable };
}
