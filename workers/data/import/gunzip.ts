/** @file Unzips a stream by the platform's `DecompressionStream`, as fast as it is read and no faster. */
import type { ByteStream } from '../../../src/contract/api.ts';
import type { ByteReader } from './byte-reader.ts';
import { release } from './release.ts';

/** Fed at once: what a bomb can make of it, a thousandfold, is still no more than memory holds (ours). */
const FEED_BYTES = 65_536;

/**
 * What is zipped in the rest of the source. Fed by hand and only while its output is waited for: Node queues a piped
 * `DecompressionStream`'s output by number of chunks, 16,384 of them, so all of an archive would be held. The source must not use the
 * memory of what it gave again: Node reads it after its write has resolved (browsers before).
 */
export function gunzip(source: ByteReader): ByteStream {
  const { readable, writable } = new DecompressionStream('gzip');
  const output = readable.getReader();
  const input = writable.getWriter();
  input.closed.catch(() => {}); // what is wrong with the data is told where the output is read
  let isFed = false;
  let feeding: Promise<void> | undefined;

  const feed = async (): Promise<void> => {
    try {
      const part = await source.some(FEED_BYTES);
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
    let isHere = false;
    const next = output.read().finally(() => (isHere = true));
    while (!isHere && (feeding !== undefined || !isFed)) await Promise.race([next, (feeding ??= feed())]);
    ({ value: last } = await next);
    return next;
  };
  return { getReader: () => ({ read, cancel: () => output.cancel() }) };
}
