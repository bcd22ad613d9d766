/**
 * @file Long computations in short pieces, so that the thread answers while it fits and ranks: a generator yields between two pieces, and
 * at this yield point others may come in, or the work be abandoned.
 */

/** Called between two pieces of work; waits while others come in, if it is time for that. What it throws abandons the work. */
export type YieldPoint = () => Promise<void> | undefined;

/** A computation that yields between its pieces, each a few milliseconds on a slow processor. */
export type Pieces<T> = Generator<void, T, void>;

/** Longest the thread is kept from others, but for the piece under way, ms (ours: Pause and Stop shall answer within 200). */
const STRETCH_MS = 50;

/** A yield point that lets waiting messages in where the last time is {@link STRETCH_MS} ago. When it does changes no result. */
export function createYieldPoint(): YieldPoint {
  let last = performance.now();
  return () => {
    if (performance.now() - last < STRETCH_MS) return undefined;
    return nextTask().then(() => void (last = performance.now()));
  };
}

/** Does all pieces, with a yield point between each two. */
export async function runPieces<T>(pieces: Pieces<T>, yieldPoint: YieldPoint): Promise<T> {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
    await yieldPoint();
  }
}

/** Resolves in a task of its own, after those that wait. By a message: browsers make nested timers wait 4 ms. */
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
