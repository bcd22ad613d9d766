/** @file One tab at a time: the Web Locks of everything that has one writer, and the one that tells of a worker's death. */
import * as v from 'valibot';
import { OWNERS_CHANNEL, OwnerMessageSchema, type OwnerMessage } from '../../src/contract/run-owner.ts';
import { webLocks, type Locks } from '../../src/contract/secure-context.ts';

/** How long a lock of a worker that has just died, or a tab that has just closed, may take to come free, ms (ours). */
const TIMEOUT_MS = 1000;

/**
 * Does the work holding the lock. Where there are none it is done when no other page says that it is at it.
 * @throws {Error} `refusal` when another tab, or another worker of this one, holds it.
 */
export async function alone<T>(name: string, work: () => Promise<T>, refusal: string): Promise<T> {
  const locks = await allowedLocks();
  if (locks === undefined) {
    if (await isAnswered(name)) throw new Error(refusal);
    return work();
  }
  let isHeld = false;
  const holding = (): Promise<T> => {
    isHeld = true;
    return work();
  };
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(TIMEOUT_MS) }, holding);
  } catch (error) {
    throw isHeld ? error : new Error(refusal, { cause: error });
  }
}

/** Does the work once the lock is free. Where there are none it is done at once. @param signal ends the wait for it. */
export async function inTurn<T>(name: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const locks = await allowedLocks();
  if (locks === undefined) return work();
  return signal === undefined ? locks.request(name, work) : locks.request(name, { signal }, work);
}

/** Resolves once this thread holds the lock, which it does until it ends; at once where there are none. */
export async function holdToTheEnd(name: string): Promise<void> {
  const locks = await allowedLocks();
  if (locks === undefined) return;
  await new Promise<void>((held, refused) => {
    const forEver = (): Promise<never> => (held(), new Promise(() => {}));
    locks.request(name, forEver).catch(refused);
  });
}

/** Whether another page answers within {@link TIMEOUT_MS} that it has what the lock stands for. */
async function isAnswered(lock: string): Promise<boolean> {
  if (typeof BroadcastChannel === 'undefined') return false;
  const channel = new BroadcastChannel(OWNERS_CHANNEL);
  try {
    return await new Promise<boolean>((resolve) => {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const told = v.safeParse(OwnerMessageSchema, data);
        if (told.success && told.output.type === 'here' && told.output.lock === lock) resolve(true);
      });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
      channel.postMessage({ type: 'who', lock } satisfies OwnerMessage);
      setTimeout(() => resolve(false), TIMEOUT_MS);
    });
  } finally {
    channel.close();
  }
}

/** The locks; undefined on insecure pages, and where the browser keeps nothing for the page. */
async function allowedLocks(): Promise<Locks | undefined> {
  const locks = webLocks();
  return locks?.query().then(
    () => locks,
    () => undefined,
  );
}
