/** @file Waiting for what may not end: an abort ends the wait at once. */

/**
 * The promise's result, or a rejection with the signal's reason as soon as it is aborted; a later result is ignored.
 * Only the wait ends: what the promise stands for goes on unless it has the signal too.
 */
export async function raceAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    throw signal.aborted ? (signal.reason as Error) : error; // the promise may have been given the signal too
  } finally {
    signal.removeEventListener('abort', onAbort); // or a long import would gather one a chunk
  }
}
