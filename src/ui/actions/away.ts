/**
 * @file Whether a page was closed, or in the background, when it ended with a search running: then no child is to blame for its end. Kept
 * in localStorage, since a page that closes has no time to ask its worker; what kills a page that is on show leaves no such word.
 */

const keyOf = (run: string): string => `pnas-away-${run}`;

/** The run that this page has noted and not taken back. */
let noted: string | undefined;

/** Notes that the page at this run is closed or hidden, or that it is not. */
export function noteAway(run: string, isAway: boolean): void {
  noted = isAway ? run : undefined;
  try {
    if (isAway) localStorage.setItem(keyOf(run), 'away');
    else localStorage.removeItem(keyOf(run));
  } catch {
    // a browser that keeps nothing keeps no run either
  }
}

/** This page is visible again. What another page has noted stays. */
export function noteBack(): void {
  if (noted !== undefined) noteAway(noted, false);
}

/** Whether the last page at this run was closed or hidden when it ended. */
export function wasAway(run: string): boolean {
  try {
    return localStorage.getItem(keyOf(run)) !== null;
  } catch {
    return false;
  }
}
