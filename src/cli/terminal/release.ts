/** @file Releases a run when its user ends the search, so that the child in training does not count as the cause of a crash. */
import { constants } from 'node:os';
import type { RunStore } from '../../../workers/store/store.ts';

/** Releases the run and exits on one of these signals. Returns the handler, and a function that removes it. */
export function releaseOn(
  signals: readonly NodeJS.Signals[],
  store: RunStore,
  id: string,
): { release(signal: NodeJS.Signals): void; remove(): void } {
  const release = (signal: NodeJS.Signals): void =>
    void store
      .release(id)
      .catch(() => {}) // the user ends it in any case
      .finally(() => process.exit(128 + constants.signals[signal]));
  for (const signal of signals) process.once(signal, release);
  return { release, remove: () => signals.forEach((signal) => process.off(signal, release)) };
}
