/**
 * @file Cooperative scheduling: a long computation or import yields to the thread's event loop now and then, so that messages, an abort
 * among them, are received while it runs.
 */

/** Called between two pieces of work; waits while the event loop runs other tasks, if that is due. What it throws abandons the work. */
export type YieldPoint = () => Promise<void> | undefined;

/** A computation that yields between its pieces, each of a few milliseconds on a slow CPU. */
export type Pieces<T> = Generator<void, T, void>;

/** Longest time between two yields to the event loop, besides the piece under way, ms (ours: Pause and Stop shall answer within 200). */
const YIELD_INTERVAL_MS = 50;

/** A yield point that lets the event loop run every {@link YIELD_INTERVAL_MS}. The timing changes no result. */
export function createYieldPoint(): YieldPoint {
  let last = performance.now();
  return () => {
    if (performance.now() - last < YIELD_INTERVAL_MS) return undefined;
    return nextTask().then(() => void (last = performance.now()));
  };
}

/** Runs all pieces, with a yield point between each two. */
export async function runPieces<T>(pieces: Pieces<T>, yieldPoint: YieldPoint): Promise<T> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
    await yieldPoint();
  }
}

/** Resolves in a task of its own, after those already queued. By a message: browsers delay nested timers by 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
