/** @file Events of what runs wait up to 250 ms, so that the page changes at most 4 times a second. */
import { batch } from '@preact/signals';

/** Least time between two changes of the page by events, ms. */
const UPDATE_INTERVAL_MS = 250;

export interface EventQueue<Event> {
  receive(event: Event): void;
  /** Applies what waits, now. */
  flush(): void;
}

/** @param apply changes the page by events, oldest first, as one change. */
export function createEventQueue<Event>(apply: (events: readonly Event[]) => void): EventQueue<Event> {
  let waiting: Event[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const events = waiting;
    waiting = [];
    batch(() => apply(events));
  };
  const receive = (event: Event): void => {
    waiting.push(event);
    timer ??= setTimeout(flush, UPDATE_INTERVAL_MS);
  };
  return { receive, flush };
}
