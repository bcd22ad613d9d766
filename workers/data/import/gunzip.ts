/** @file Decompresses a gzip stream with the platform's `DecompressionStream`, with backpressure. */
import type { ByteStream } from '../../../src/contract/api.ts';
import type { ByteReader } from './byte-reader.ts';
import { release } from './release.ts';

/** Compressed bytes per write (ours): a decompression bomb makes a thousand times as much of it, which memory still holds. */
const FEED_BYTES = 65_536;

/**
 * The decompressed rest of the source. Written to only while output is awaited: Node buffers 16,384 chunks of a piped
 * `DecompressionStream`, which would hold a whole archive. The source must not reuse the memory of its chunks: Node reads them after
 * the write has resolved (browsers before).
 */
export function gunzip(source: ByteReader): ByteStream {
  const { readable, writable } = new DecompressionStream('gzip');
  const output = readable.getReader();
  const input = writable.getWriter();
  input.closed.catch(() => {}); // errors of the data are thrown where the output is read
  let isFed = false;
  let feeding: Promise<void> | undefined;

  const feed = async (): Promise<void> => {
    try {
      const part = await source.readSome(FEED_BYTES);
      isFed = part === undefined;
      await (part === undefined ? input.close() : input.write(part as Uint8Array<ArrayBuffer>));
    } catch (error) {
      isFed = true;
      await input.abort(error).catch(() => {});
    } finally {
      feeding = undefined;
    }
  };
  let last: Uint8Array | undefined;
  const read = async (): Promise<{ done: boolean; value?: Uint8Array }> => {
    if (last !== undefined) release(last);
    last = undefined;
    let hasOutput = false;
    const next = output.read().finally(() => (hasOutput = true));
    while (!hasOutput && (feeding !== undefined || !isFed)) await Promise.race([next, (feeding ??= feed())]);
    ({ value: last } = await next);
    return next;
  };
  return { getReader: () => ({ read, cancel: () => output.cancel() }) };
}
