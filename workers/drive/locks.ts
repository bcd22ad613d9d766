/** @file One tab at a time: the Web Locks of everything that has one writer. */

/**
 * Does the work holding the lock. Browsers without locks (insecure pages) do it at once.
 * @throws {Error} `refusal` when another tab, or another worker of this one, holds it.
 */
export async function alone<T>(name: string, work: () => Promise<T>, refusal: string): Promise<T> {
  if (navigator.locks === undefined) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock === null) throw new Error(refusal);
    return work();
  });
}
