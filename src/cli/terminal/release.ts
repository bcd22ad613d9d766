/** @file Releases a run when its user ends the search, so that the child in training does not count as the cause of a crash. */
import { constants } from 'node:os';
import type { RunStore } from '../../../workers/store/store.ts';
import { line } from './output.ts';

/**
 * The first Ctrl-C is a wish to pause, said in `words`; the next one releases the run and exits.
 * @param release of {@link releaseOn}, for whose handler of SIGINT this one stands.
 */
export function pauseOnInterrupt(
  release: (signal: NodeJS.Signals) => void,
  words: string,
): { isAsked(): boolean; remove(): void } {
  let isAsked = false;
  const pause = (): void => {
    isAsked = true;
    line(words);
    process.once('SIGINT', release);
  };
  process.off('SIGINT', release).once('SIGINT', pause);
  return { isAsked: () => isAsked, remove: () => void process.off('SIGINT', pause) };
}

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
