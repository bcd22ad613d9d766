/** @file A data set during its import: stored piece by piece, and listed only once it is committed. */
import type { DataIdentity } from '../../../src/contract/records.ts';
import { createYieldPoint } from '../../scheduling/yield-point.ts';
import type { ImageSet } from '../image-set.ts';

/** Test images among the pieces of an import. */
export interface TestPieces {
  readonly images: number;
  readonly sha256: string;
  readonly order: readonly number[];
}

/** The transaction of an import into a store. */
export interface Incoming {
  /** Stores a copy of a piece; the caller may reuse the arrays once this resolves. */
  add(piece: ImageSet): Promise<void>;
  /**
   * The stored pieces by index in the order added. Each is valid until the next; the caller must not await anything else between two of
   * them, or the store's transaction may end.
   */
  pieces(order: readonly number[]): AsyncIterable<ImageSet>;
  /** Makes a data set of the pieces in this order. @param test the test images that came with it. */
  commit(identity: DataIdentity, order: readonly number[], test?: TestPieces): Promise<void>;
  /** Deletes the pieces. */
  abort(): Promise<void>;
}

/** Pieces in memory: for the terminal, whose search needs them all in memory anyway. */
export class MemoryIncoming implements Incoming {
  #pieces: ImageSet[] = [];
  #test: ImageSet[] | undefined;

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

  async commit(_identity: DataIdentity, order: readonly number[], test?: TestPieces): Promise<void> {
    this.#test = test?.order.map((index) => this.#pieces[index]!);
    this.#pieces = order.map((index) => this.#pieces[index]!);
  }

  async abort(): Promise<void> {
    this.#pieces = [];
  }

  /** Returns the pieces and forgets them. */
  takePieces(): ImageSet[] {
    return this.#pieces.splice(0);
  }

  /** The pieces of the test images; undefined where none came. */
  takeTestPieces(): ImageSet[] | undefined {
    const test = this.#test;
    this.#test = undefined;
    return test;
  }
}
