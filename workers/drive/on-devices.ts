/**
 * @file A run of any kind on its devices: acquired in the store, each record durable before the next, a device that fails replaced, what befell it
 * in its log. What is done on a device is the kind's own.
 */
import { lastDeviceOf, type AnyRecord, type AnyRun } from '../../src/contract/any-run.ts';
import { isDeviceFailure, type DeviceFailure } from '../../src/contract/failures.ts';
import { shortDescription } from '../../src/contract/link/head.ts';
import type { DeviceIdentity, IncidentRecord } from '../../src/contract/records.ts';
import type { Device } from '../device/device.ts';
import { checkpointsOf, childrenOf, type Checkpoints, type Children } from '../store/checkpoint.ts';
import { StorageFull, type RunStore } from '../store/store.ts';
import type { Throttle } from '../train/throttle.ts';
import { Paused } from './drive.ts';
import { IncidentLog, type Unlogged } from './incidents.ts';

/** An outcome that found no room, and its place in the log. */
export interface Unstored {
  readonly record: AnyRecord;
  readonly place: number;
}

/** What runs of every kind are run with. */
export interface RunOptions<Kept extends AnyRun, RunEvent> {
  /** The run as stored: its head, and its log so far. */
  readonly run: Kept;
  readonly device: Device;
  readonly store: RunStore;
  /** Opens another such device after this one has failed; without it, its failure ends the run. */
  reopen?(): Promise<Device>;
  onEvent(event: RunEvent | { readonly type: 'record'; readonly record: Kept['log'][number] }): void;
  /** Asked wherever the run can pause. */
  shouldPause(): boolean;
  /** How hard it works the device; full speed unless given. */
  readonly pace?: Throttle;
  /** How the last worker on this run died, if it did. */
  readonly crash?: string;
  /** When the last page on this run ended, its user had closed it or had it in the background. */
  readonly wasAway?: boolean;
  /** Asked before each training, so that a full disk stops the run before it costs one. @throws {Error} when there is no room. */
  requireRoom?(): Promise<void>;
  /** Takes an outcome that found no room, so that nothing trained is lost to a full disk. */
  readonly unstored?: Unstored[];
  /** Given a way to note that the page was hidden. */
  onBegun?(incidents: Pick<IncidentLog, 'note'>): void;
  /** Other devices do the training: which one this is makes no difference to the run. */
  readonly trainsElsewhere?: boolean;
  /** How long the device may take for a few steps, s. */
  readonly timeoutS?: number;
}

/** Makes records of a run durable, one after the other. */
type Append<Kept extends AnyRun> = (record: Kept['log'][number]) => Promise<void>;

/** One device's part of a run. */
export interface DevicePart<Kept extends AnyRun> {
  readonly device: Device;
  /** With the log as it is by now. */
  readonly run: Kept;
  readonly append: Append<Kept>;
  readonly incidents: IncidentLog;
}

/**
 * Runs or continues a run. A failed device is replaced, and what was done on it goes on from where it was last saved.
 * @param runOn does the run's work on one device, from its log on.
 */
export async function runOnDevices<Kept extends AnyRun, RunEvent>(
  options: RunOptions<Kept, RunEvent>,
  runOn: (part: DevicePart<Kept>) => Promise<'finished' | 'paused'>,
): Promise<'finished' | 'paused'> {
  let { device, run } = options;
  const { store, reopen } = options;
  const append = inTurn(options);
  const wasAcquired = await store.acquire(run.head.id);
  const note = append as (record: IncidentRecord) => Promise<void>; // every kind of log takes incidents
  const incidents = new IncidentLog(run.log, note, ...(await endOfLast(options, wasAcquired)));
  options.onBegun?.(incidents);
  let last = lastDeviceOf(run);
  try {
    for (;;) {
      const { notes: _notes, ...next } = device.report;
      if (options.trainsElsewhere !== true && !isSameDevice(last, next)) incidents.changeDevice(last, next);
      last = next;
      try {
        return await runOn({ device, run, append, incidents });
      } catch (error) {
        const failure = await deviceFailure(device, error);
        if (failure === undefined || reopen === undefined) throw error;
        await incidents.failed(failure);
        device.gpu?.destroy(); // one that hangs is alive
        device = await reopen();
        run = (await store.anyRun(run.head.id)) as Kept;
      }
    }
  } finally {
    await store.release(run.head.id).catch(() => {}); // a store that takes no more has been told of
  }
}

/** The run's checkpoints on a device: a pause that was asked for comes after the next one. */
export function pausingCheckpoints<Kept extends AnyRun>(
  { store, shouldPause }: Pick<RunOptions<Kept, never>, 'store' | 'shouldPause'>,
  { run, incidents }: Pick<DevicePart<Kept>, 'run' | 'incidents'>,
): Checkpoints {
  const kept = checkpointsOf(store.checkpoints(run.head.id), run.head, refusedIn(incidents));
  return {
    ...kept,
    save: async (checkpoint) => {
      await kept.save(checkpoint);
      if (shouldPause()) throw new Paused();
    },
  };
}

/** A run's children that are not in training. */
export function keptChildren<Kept extends AnyRun>(
  { store }: Pick<RunOptions<Kept, never>, 'store'>,
  { run, incidents }: Pick<DevicePart<Kept>, 'run' | 'incidents'>,
): Children {
  return childrenOf(store.children(run.head.id), run.head, refusedIn(incidents));
}

const refusedIn =
  (incidents: IncidentLog) =>
  (reason: string): void =>
    incidents.note(
      'bad-checkpoint',
      `the child in training begins again, for what was saved of it cannot be used: ${reason}`,
    );

/** How to wait for a run's device: a sleep of the machine is noted. */
export const timeoutOf = (timeoutS: number | undefined, incidents: IncidentLog) => ({
  timeoutS,
  onSleep: (sleptMs: number): void =>
    incidents.note('asleep', `the machine, or the tab, stood still for ${Math.round(sleptMs / 1000)} s`),
});

/** How the last search on a run ended, if not in good order. */
async function endOfLast<Kept extends AnyRun>(
  { crash, wasAway, run, store }: Pick<RunOptions<Kept, never>, 'crash' | 'wasAway' | 'run' | 'store'>,
  wasAcquired: boolean,
): Promise<Unlogged[]> {
  if (crash !== undefined) return [{ reason: 'worker-crash', message: crash }];
  if (!wasAcquired) return [];
  if (wasAway === true) return [{ reason: 'killed', message: 'the page was closed, or ended in the background' }];
  const kept = checkpointsOf(store.checkpoints(run.head.id), run.head, () => {}); // told of when the child would go on from it
  const checkpoint = await kept.load();
  const { notation, repeat, purpose, curve = [], state } = checkpoint ?? {};
  const saved = {
    notation,
    repeat,
    purpose,
    epochs: curve.length,
    ...(purpose === 'final' ? { steps: state?.steps } : {}),
  };
  return [{ reason: 'killed', message: 'the page or the terminal ended without a word', saved }];
}

/** By what the devices say of themselves, of which a run from a link has only the beginning. */
function isSameDevice(last: DeviceIdentity, next: DeviceIdentity): boolean {
  const isNamed = [next.description, shortDescription(next.description)].includes(last.description);
  return isNamed && last.backend === next.backend && last.software === next.software;
}

/**
 * Makes records durable one after the other: an incident may come while an outcome is written. Each has its place in the log; where an
 * outcome is not stored, nothing takes its place.
 */
function inTurn<Kept extends AnyRun, RunEvent>({
  run,
  store,
  onEvent,
  unstored,
}: RunOptions<Kept, RunEvent>): Append<Kept> {
  let last = Promise.resolve();
  let place = run.log.length + (run.unreadable?.length ?? 0);
  let lost: { readonly error: unknown } | undefined;
  return (record) => {
    const written = last.then(async () => {
      if (lost !== undefined) throw lost.error;
      try {
        await store.append(run.head.id, record, place);
      } catch (error) {
        if (record.type !== 'incident') {
          lost = { error };
          if (error instanceof StorageFull) unstored?.push({ record, place });
        }
        throw error;
      }
      place++;
      onEvent({ type: 'record', record });
    });
    last = written.catch(() => {}); // told to whoever waits for that record
    return written;
  };
}

/** Longest that a lost device takes to say so after it has failed a call, ms (ours). */
const LOSS_TOLD_MS = 1000;

/** The device's failure behind an error, if it is one: what a lost device throws says nothing of the loss. */
export async function deviceFailure(device: Device, error: unknown): Promise<DeviceFailure | undefined> {
  if (isDeviceFailure(error)) return error;
  for (let waited = 0; waited < LOSS_TOLD_MS; waited += 50) {
    try {
      device.check();
    } catch (told) {
      return isDeviceFailure(told) ? told : undefined;
    }
    if (device.gpu === undefined || error instanceof RangeError) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}
