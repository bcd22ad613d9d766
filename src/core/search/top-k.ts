/** @file The best K of a stream, in memory for K: a bounded binary heap with the worst kept one on top. */

/** Something scored. Equal scores are ordered by key, the lesser first, so that the choice is the same every time. */
export interface Scored<T> {
  readonly score: number;
  readonly key: string;
  readonly item: T;
}

export class TopK<T> {
  readonly #capacity: number;
  readonly #heap: Scored<T>[] = [];

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1)
      throw new RangeError(`top k: must keep at least 1; got ${capacity}`);
    this.#capacity = capacity;
  }

  /** Whether one with this score may get in: an equal one does if its key is less. Saves making keys of those that cannot. */
  admits(score: number): boolean {
    return this.#heap.length < this.#capacity || !(score < this.#heap[0]!.score);
  }

  /** Offers one; a NaN score ranks below every number. */
  push(entry: Scored<T>): void {
    if (this.#heap.length < this.#capacity) {
      this.#heap.push(entry);
      this.#up(this.#heap.length - 1);
    } else if (isBetter(entry, this.#heap[0]!)) {
      this.#heap[0] = entry;
      this.#down(0);
    }
  }

  /** The kept ones, best first. */
  sorted(): Scored<T>[] {
    return [...this.#heap].sort((a, b) => (isBetter(a, b) ? -1 : 1));
  }

  #up(child: number): void {
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isBetter(this.#heap[parent]!, this.#heap[child]!)) return;
      this.#swap(parent, child);
      child = parent;
    }
  }

  #down(parent: number): void {
    for (;;) {
      let worst = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.#heap.length && isBetter(this.#heap[worst]!, this.#heap[child]!)) worst = child;
      }
      if (worst === parent) return;
      this.#swap(parent, worst);
      parent = worst;
    }
  }

  #swap(i: number, j: number): void {
    [this.#heap[i], this.#heap[j]] = [this.#heap[j]!, this.#heap[i]!];
  }
}

function isBetter<T>(a: Scored<T>, b: Scored<T>): boolean {
  const scoreA = Number.isNaN(a.score) ? -Infinity : a.score;
  const scoreB = Number.isNaN(b.score) ? -Infinity : b.score;
  return scoreA === scoreB ? a.key < b.key : scoreA > scoreB;
}
