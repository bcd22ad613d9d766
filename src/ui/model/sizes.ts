/** @file The times that a search can be sized for. */

/** A time to fill. */
export type Size = 'hour' | 'night';

interface Filled {
  readonly minutes: number;
  /** K that the children are sized for; the search itself trains as many as fit. */
  readonly children: number;
}

/** A lesson of 45 minutes less its beginning and end; a night (ours). */
export const SIZES: Readonly<Record<Size, Filled>> = {
  hour: { minutes: 35, children: 12 },
  night: { minutes: 480, children: 48 },
};
