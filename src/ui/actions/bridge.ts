/**
 * @file The only file that names the worker. Starts it at the first call, and detects its death, which Comlink does not: by the
 * worker's error event, or by the lock that it holds for life, which is released however it ends. Every call is raced against
 * that end, so that no promise of the page stays pending.
 */
import { proxy, wrap, type Remote } from 'comlink';
import type { SearchApi } from '../../contract/api.ts';
import { randomId, webLocks } from '../../contract/secure-context.ts';

interface Connection {
  readonly worker: Worker;
  readonly api: Remote<SearchApi>;
  /** Rejects when the worker ends; never resolves. */
  readonly end: Promise<never>;
  /** Rejects {@link end}. */
  reject(reason: Error): void;
}

/** Rejects the calls of a worker that the page itself ends: no error, nothing to report. */
export class Cancelled extends Error {}

let connection: Connection | undefined; // a module variable: a collected proxy would close its port

/** Calls the worker, starting it if need be. @throws {Cancelled} when the page ends it first; {Error} when it dies first. */
export function ask<T>(question: (api: Remote<SearchApi>) => Promise<T>): Promise<T> {
  connection ??= connect();
  const { api, end } = connection;
  return Promise.race([question(api), end]);
}

/**
 * A callback that the worker can call, starting it if need be. What a worker said before it ended may arrive after it (a message to a port is
 * delivered whatever became of its sender), when the page has moved on: that is dropped.
 */
export function callback<V extends unknown[]>(listener: (...values: V) => void): (...values: V) => void {
  const own = (connection ??= connect());
  return proxy((...values: V) => {
    if (connection === own) listener(...values);
  });
}

/** Ends the worker at once, whatever it does. What its log holds is kept; the next call starts a fresh one. */
export function terminate(reason: Error = new Cancelled('worker: ended by the page')): void {
  connection?.worker.terminate();
  connection?.reject(reason);
  connection = undefined;
}

let onDeath: (reason: Error) => void = () => {};

/** Calls the listener when the worker dies of itself. */
export function whenWorkerDies(listener: (reason: Error) => void): void {
  onDeath = listener;
}

function connect(): Connection {
  const worker = new Worker(new URL('../../../workers/search.worker.ts', import.meta.url), { type: 'module' });
  const api = wrap<SearchApi>(worker);
  let reject!: (reason: Error) => void;
  const end = new Promise<never>((_resolve, rejectEnd) => (reject = rejectEnd));
  end.catch(() => {}); // each call rejects with it; there may be none
  const die = (what: string): void => {
    if (connection?.worker !== worker) return;
    const reason = new Error(`worker: must keep running; ${what}`);
    terminate(reason);
    onDeath(reason);
  };
  worker.addEventListener('error', ({ message }) => die(message ? `it stopped with ${message}` : 'it did not load'));
  worker.addEventListener('messageerror', () => die('it sent a message that could not be read'));
  untilFree(api).then(
    () => die('the browser ended it'),
    () => {},
  ); // without locks, only its error event shows its end
  return { worker, api, end, reject };
}

/** Resolves when the worker has ended; never in browsers without locks. */
async function untilFree(api: Remote<SearchApi>): Promise<void> {
  const locks = webLocks();
  if (locks === undefined) return new Promise(() => {});
  const lock = `pnas-worker-${randomId()}`;
  await api.holdLock(lock);
  await locks.request(lock, async () => {});
}
