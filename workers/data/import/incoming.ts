/** @file A data set on its way in: kept piece by piece, and a data set only once it is committed. */
import type { DataIdentity } from '../../../src/contract/records.ts';
import { createYieldPoint } from '../../scheduling/yield-point.ts';
import type { ImageSet } from '../image-set.ts';

/** Where the pieces go. */
export interface Incoming {
  /** Keeps a copy of a piece, whose arrays are the caller's again once it is kept. */
  add(piece: ImageSet): Promise<void>;
  /**
   * Pieces as they were kept, by their places in the order added. Each is valid until the next; whoever asks must wait for nothing else
   * between two of them, or a store may end its transaction.
   */
  pieces(order: readonly number[]): AsyncIterable<ImageSet>;
  /** Makes the pieces, in this order, a data set. */
  commit(identity: DataIdentity, order: readonly number[]): Promise<void>;
  /** Forgets the pieces. */
  abort(): Promise<void>;
}

/** Pieces in memory: for the terminal, whose search needs them all there anyway. */
export class MemoryIncoming implements Incoming {
  #pieces: ImageSet[] = [];

  async add({ labels, pixels }: ImageSet): Promise<void> {
    this.#pieces.push({ labels: labels.slice(), pixels: pixels.slice() });
  }

  async *pieces(order: readonly number[]): AsyncIterable<ImageSet> {
    const yieldPoint = createYieldPoint();
    for (const place of order) {
      await yieldPoint();
      yield this.#pieces[place]!;
    }
  }

  async commit(_identity: DataIdentity, order: readonly number[]): Promise<void> {
    this.#pieces = order.map((place) => this.#pieces[place]!);
  }

  async abort(): Promise<void> {
    this.#pieces = [];
  }

  /** Hands over the pieces. */
  take(): ImageSet[] {
    return this.#pieces.splice(0);
  }
}
