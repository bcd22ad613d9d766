/** @file JSON from outside: read, with errors that name it, and without numbers that JSON has and nothing here means, such as 1e999. */

/** @throws {RangeError} `name: must be JSON; ...`. */
export function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RangeError(`${name}: must be JSON; ${(error as Error).message}`);
  }
}

/** @throws {RangeError} with the path of a number that is not finite. */
export function requireFinite(value: unknown, name: string): void {
  const path = infiniteIn(value);
  if (path !== undefined) throw new RangeError(`${name}: ${path.slice(1)} must be a finite number`);
}

/** The path of a number that is not finite, `.cells.3.accuracy`; undefined where there is none. */
function infiniteIn(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : '';
  for (const [key, part] of typeof value === 'object' ? Object.entries(value ?? {}) : []) {
    const path = infiniteIn(part);
    if (path !== undefined) return `.${key}${path}`;
  }
  return undefined;
}
