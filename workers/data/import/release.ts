/** @file Memory outside of V8's heap given back at once: left to the collector, some 64 MB of it gather first. */
import type { ByteStream } from '../../../src/contract/api.ts';

/** Read at once (ours). */
const BUFFER_BYTES = 65_536;

/** Leads nowhere. */
const { port1: nowhere, port2: end } = new MessageChannel();
end.close();

/**
 * Frees the buffer under these bytes, which are gone then, unless it holds others too. Sent away, because Chromium keeps what
 * `ArrayBuffer.transfer` leaves.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) nowhere.postMessage(undefined, [buffer]);
}

/** The same bytes, all read into one buffer where the stream can do that: each chunk is valid until the next is read. */
export function recycled(stream: ByteStream): ByteStream {
  const reader = stream instanceof ReadableStream ? byobReader(stream as ReadableStream<Uint8Array>) : undefined;
  if (reader === undefined) return stream;
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  const read = async (): Promise<{ done: boolean; value?: Uint8Array }> => {
    const { done, value } = await reader.read(new Uint8Array(buffer));
    if (value !== undefined) buffer = value.buffer;
    return { done, value };
  };
  return { getReader: () => ({ read, cancel: () => reader.cancel() }) };
}

function byobReader(stream: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined; // not a stream of bytes
  }
}
