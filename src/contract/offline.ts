/** @file What the page says to its service worker. */

/** To one that waits: take over now from the older version. */
export const TAKE_OVER = 'take-over';
/** To the one in charge: serve this tab, too. */
export const CLAIM = 'claim';
