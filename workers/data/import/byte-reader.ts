/** @file Reads a stream of bytes in portions of the reader's choice, holding one chunk of it at a time. */

import type { ByteStream } from '../../../src/contract/api.ts';
import { raceAbort } from '../../scheduling/abort.ts';
import { createYieldPoint } from '../../scheduling/yield-point.ts';

const EMPTY = new Uint8Array(0);

/** What comes of a stream, from its first byte to its last. */
export class ByteReader {
  readonly #reader: ReturnType<ByteStream['getReader']>;
  readonly #signal: AbortSignal | undefined;
  readonly #onBytes: (count: number) => void;
  readonly #yieldPoint = createYieldPoint();
  #chunk: Uint8Array = EMPTY;

  /**
   * @param signal ends any read, also one that waits for the stream: it rejects with the signal's reason.
   * @param onBytes is told how many bytes came from the stream.
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
      const part = await this.some(length - at);
      if (part === undefined) return bytes.subarray(0, at);
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }

  /** What has come already, at least 1 byte and at most `most`; undefined at the stream's end. Not copied: valid until the next call. */
  async some(most: number): Promise<Uint8Array | undefined> {
    await this.#yieldPoint(); // a stream that never waits would keep an abort from being received
    this.#signal?.throwIfAborted();
    while (this.#chunk.length === 0) {
      this.#chunk = EMPTY; // what is read next may take the memory of what was read
      const { done, value } = await raceAbort(this.#reader.read(), this.#signal);
      if (done || value === undefined) return undefined;
      this.#chunk = value;
      this.#onBytes(value.length);
    }
    const part = this.#chunk.subarray(0, most);
    this.#chunk = this.#chunk.subarray(part.length);
    return part;
  }

  /** The next bytes, to be read again. */
  async peek(length: number): Promise<Uint8Array> {
    const bytes = await this.read(length);
    const joined = new Uint8Array(bytes.length + this.#chunk.length);
    joined.set(bytes);
    joined.set(this.#chunk, bytes.length);
    this.#chunk = joined;
    return bytes;
  }

  /** Passes over `length` bytes; returns how many there were. */
  async skip(length: number): Promise<number> {
    let passed = 0;
    while (passed < length) {
      const part = await this.some(length - passed);
      if (part === undefined) break;
      passed += part.length;
    }
    return passed;
  }

  /** Ends the stream at its source; an abort ends the wait for that too, for it may be what hangs. */
  async cancel(): Promise<void> {
    await raceAbort(this.#reader.cancel(), this.#signal).catch(() => {}); // a stream that failed has told so where it was read
  }
}
