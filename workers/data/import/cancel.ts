/** @file Cancelling an import: what waits is left at once, and what never waits lets a cancel be heard. */

/** Longest that an import goes on without a turn for the messages that wait, a cancel among them, ms (ours). */
const TURN_MS = 50;

/** What the promise comes to, or a rejection with the signal's reason as soon as it is aborted; what comes later is passed over. */
export async function orAborted<T>(waiting: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return waiting;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([waiting, aborted]);
  } catch (error) {
    throw signal.aborted ? (signal.reason as Error) : error; // what waited may have been given the signal too
  } finally {
    signal.removeEventListener('abort', onAbort); // or a long import would gather one a chunk
  }
}

/** Gives the thread's other tasks a turn, if the last was {@link TURN_MS} ago: promises alone leave them none. */
export class Turns {
  #last = performance.now();

  async next(): Promise<void> {
    if (performance.now() - this.#last < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#last = performance.now();
  }
}
