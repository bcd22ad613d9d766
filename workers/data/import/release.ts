/** @file Frees memory outside of V8's heap at once: the garbage collector waits for some 64 MB of it. */
import type { ByteStream } from '../../../src/contract/api.ts';

/** Size of a read, bytes (ours). */
const BUFFER_BYTES = 65_536;

/** A port whose other end is closed. */
const { port1: closedPort, port2: otherEnd } = new MessageChannel();
otherEnd.close();

/**
 * Frees the buffer of these bytes, which are detached then, unless it has others too. By a transfer in a message, because Chromium keeps
 * the memory after `ArrayBuffer.transfer`.
 */
export function release({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) closedPort.postMessage(undefined, [buffer]);
}

/** The same stream, read into one buffer where it is a byte stream: each chunk is valid until the next is read. */
export function reuseBuffer(stream: ByteStream): ByteStream {
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
