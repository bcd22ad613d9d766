/** @file Choices of the reader that this browser remembers. Storage may be forbidden, as in a private window: a choice then lasts as long as the page. */

/** What is remembered under a key; null where nothing is. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // it lasts as long as the page
  }
}
