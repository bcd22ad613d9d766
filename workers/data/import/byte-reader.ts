/** @file Reads a stream of bytes in portions of any size, with one chunk in memory at a time. */

import type { ByteStream } from '../../../src/contract/api.ts';
import { raceAbort } from '../../scheduling/abort.ts';
import { createYieldPoint } from '../../scheduling/yield-point.ts';

const EMPTY = new Uint8Array(0);
/**
 * Readers that wait for their stream, so that something has them: Chromium 156 now and then collects a Blob's stream in the middle of a read, with
 * all that waits for it, and the read never ends.
 */
const waiting = new Set<ByteReader>();

/** A stream from its first byte to its last. */
export class ByteReader {
  readonly #reader: ReturnType<ByteStream['getReader']>;
  readonly #signal: AbortSignal | undefined;
  readonly #onBytes: (count: number) => void;
  readonly #yieldPoint = createYieldPoint();
  #chunk: Uint8Array = EMPTY;

  /**
   * @param signal aborts any read, also one that waits for the stream: it rejects with the signal's reason.
   * @param onBytes called with the size of each chunk, bytes.
   */
  constructor(stream: ByteStream, signal?: AbortSignal, onBytes: (count: number) => void = () => {}) {
    this.#reader = stream.getReader();
    this.#signal = signal;
    this.#onBytes = onBytes;
  }

  /** The next `length` bytes; fewer at the stream's end. */
  async read(length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const part = await this.readSome(length - at);
      if (part === undefined) return bytes.subarray(0, at);
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** The next bytes that are available, 1 to `most`; undefined at the stream's end. Not copied: valid until the next call. */
  async readSome(most: number): Promise<Uint8Array | undefined> {
    await this.#yieldPoint(); // a stream that never waits would keep an abort from being received
    this.#signal?.throwIfAborted();
    while (this.#chunk.length === 0) {
      this.#chunk = EMPTY; // the next read may reuse its memory
      const { done, value } = await this.#wait(this.#reader.read());
      if (done || value === undefined) return undefined;
      this.#chunk = value;
      this.#onBytes(value.length);
    }
    const part = this.#chunk.subarray(0, most);
    this.#chunk = this.#chunk.subarray(part.length);
    return part;
  }

  /** The next bytes, which stay to be read. */
  async peek(length: number): Promise<Uint8Array> {
    const bytes = await this.read(length);
    const joined = new Uint8Array(bytes.length + this.#chunk.length);
    joined.set(bytes);
    joined.set(this.#chunk, bytes.length);
    this.#chunk = joined;
    return bytes;
  }

  /** Skips `length` bytes; returns how many there were. */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    while (skipped < length) {
      const part = await this.readSome(length - skipped);
      if (part === undefined) break;
      skipped += part.length;
    }
    return skipped;
  }

  /** Cancels the stream at its source; an abort ends the wait for that too, since the source may be what hangs. */
  async cancel(): Promise<void> {
    await this.#wait(this.#reader.cancel()).catch(() => {}); // an error of the stream was thrown where it was read
  }

  /** What the stream answers, or the signal's reason. */
  async #wait<T>(answer: Promise<T>): Promise<T> {
    waiting.add(this);
    try {
      return await raceAbort(answer, this.#signal);
    } finally {
      waiting.delete(this);
    }
  }
}
