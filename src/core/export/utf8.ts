/** @file UTF-8 with what the language itself has: this room knows no platform. */

/** @throws {URIError} for half of a surrogate pair. */
export function toUtf8(text: string): Uint8Array {
  const bytes = encodeURIComponent(text).replaceAll(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))); // prettier-ignore
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
}

/** @throws {URIError} for bytes that are no UTF-8. */
export function fromUtf8(bytes: Uint8Array): string {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}
