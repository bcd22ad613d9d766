/**
 * @file A checksum inside a JSON object, as its last key: `"crc":"1a2b3c4d"`, the CRC-32 (as in gzip and PNG, eight hexadecimal digits) of
 * the file's own bytes from the object's `{` to before the comma of that key. So a line of a log stays a line of JSON. Objects of earlier
 * versions have none.
 */
import { crc32 } from 'node:zlib';

/** A layout of JSON: how an object ends, without and with the checksum. */
interface Form {
  readonly close: string;
  sealed(crc: string): string;
}

/** On one line, as `JSON.stringify` writes it. */
export const LINE: Form = { close: '}', sealed: (crc) => `,"crc":"${crc}"}` };
/** Indented by two. */
export const INDENTED: Form = { close: '\n}', sealed: (crc) => `,\n  "crc": "${crc}"\n}` };

/** An object as JSON with its checksum. */
export function seal(value: object, form: Form): string {
  const text = JSON.stringify(value, undefined, form === INDENTED ? 2 : undefined);
  const body = text.slice(0, -form.close.length);
  return body + form.sealed(crcOf(Buffer.from(body)));
}

/**
 * Reads an object back.
 * @returns the value without its checksum, and whether it had a correct one.
 * @throws {RangeError} when the bytes are no JSON object, or do not match the checksum.
 */
export function unseal(bytes: Buffer, form: Form, place: string): { value: object; isChecked: boolean } {
  if (isSealed(bytes, form)) {
    const { crc: _crc, ...value } = JSON.parse(bytes.toString('utf8')) as { crc: string };
    return { value, isChecked: true };
  }
  const value = parseObject(bytes, place);
  if ('crc' in value) {
    throw new RangeError(
      `${place} is damaged: its checksum must be that of its bytes; got ${JSON.stringify(value.crc)}`,
    );
  }
  return { value, isChecked: false };
}

/** Whether these bytes end in the correct checksum of those before it. */
export function isSealed(bytes: Buffer, form: Form): boolean {
  const end = bytes.length - form.sealed('00000000').length;
  return end > 0 && bytes.toString('latin1', end) === form.sealed(crcOf(bytes.subarray(0, end)));
}

/**
 * Requires that an object without a checksum has known keys only: damage in the key of a checksum makes it an unknown one.
 * @param parsed the same object by its schema, which leaves such keys out.
 * @throws {RangeError} naming the key.
 */
export function requireKnownKeys(value: object, parsed: object, place: string): void {
  const unknown = Object.keys(value).find((key) => !(key in parsed));
  if (unknown !== undefined) {
    throw new RangeError(
      `${place} is damaged: without a checksum it must have known keys only; got ${JSON.stringify(unknown)}`,
    );
  }
}

function parseObject(bytes: Buffer, place: string): object & { crc?: unknown } {
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RangeError(`${place}: must be a JSON record; got ${JSON.stringify(text.slice(0, 40))}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new RangeError(`${place}: must be a JSON record; got ${JSON.stringify(text.slice(0, 40))}`);
}

function crcOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(8, '0');
}
