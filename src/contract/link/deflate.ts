/** @file Text as few bytes, by the platform's raw deflate (RFC 1951). Typed by as much as is used, without the library of either thread. */
import { fromUtf8, toUtf8 } from '../../core/export/utf8.ts';

interface Transform {
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
}
type TransformClass = new (format: 'deflate-raw') => Transform;

const platform = globalThis as unknown as {
  readonly CompressionStream: TransformClass;
  readonly DecompressionStream: TransformClass;
};

/** The bytes of a text, compressed. */
export function deflate(text: string): Promise<Uint8Array> {
  return passThrough(new platform.CompressionStream('deflate-raw'), toUtf8(text), Infinity);
}

/**
 * The text of compressed bytes.
 * @param mostBytes longest text in UTF-8: a few bytes can claim gigabytes.
 * @throws {RangeError} for a longer one, and for bytes that are none.
 */
export async function inflate(bytes: Uint8Array, mostBytes: number): Promise<string> {
  try {
    return fromUtf8(await passThrough(new platform.DecompressionStream('deflate-raw'), bytes, mostBytes));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new RangeError(`link: must be compressed text; ${(error as Error).message}`);
  }
}

async function passThrough({ readable, writable }: Transform, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => {}); // thrown where the output is read, too
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new RangeError(`link: its text must have at most ${most} bytes; it has more`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
