/** @file A search that its user ends: leaves its run in good order, so that its child is not blamed for a kill. */
import { constants } from 'node:os';
import type { RunStore } from '../../../workers/store/store.ts';

/** Ends the program at one of these signals, once it has left the run; gives a way to end it so, and to undo this. */
export function releaseOn(
  signals: readonly NodeJS.Signals[],
  store: RunStore,
  id: string,
): { leave(signal: NodeJS.Signals): void; undo(): void } {
  const leave = (signal: NodeJS.Signals): void =>
    void store
      .release(id)
      .catch(() => {}) // the user ends it in any case
      .finally(() => process.exit(128 + constants.signals[signal]));
  for (const signal of signals) process.once(signal, leave);
  return { leave, undo: () => signals.forEach((signal) => process.off(signal, leave)) };
}
