/**
 * @file Accuracy against cost. The front of some cells are those that no other of them beats in both; its hypervolume (Zitzler & Thiele 1999) is the area that
 * they dominate, in accuracy times octaves of cost, up to a corner. Cost counts by its logarithm: a unit, or a factor that all costs have in common, changes no comparison.
 */

/** What a cell is worth. */
export interface Point {
  /** 0 to 1; more is better. */
  readonly accuracy: number;
  /** Above 0, in any unit; less is better. */
  readonly cost: number;
}

/** The points that no other one beats in both, the cheapest first; of equal points the first. */
export function frontOf<T extends Point>(points: readonly T[]): T[] {
  const sorted = points.toSorted((a, b) => a.cost - b.cost || b.accuracy - a.accuracy); // stable
  const front: T[] = [];
  for (const point of sorted) if (point.accuracy > (front.at(-1)?.accuracy ?? -Infinity)) front.push(point);
  return front;
}

/** A front that grows, and what another point would add to its hypervolume. */
export class Front {
  readonly #least: number;
  readonly #end: number;
  /** Steps of the front: from which cost on, in octaves, which accuracy is had; both rise. */
  readonly #octaves: number[] = [];
  readonly #accuracies: number[] = [];

  /** @param corner points that are as bad, or cost as much, add nothing. */
  constructor(corner: Point, points: Iterable<Point> = []) {
    this.#least = corner.accuracy;
    this.#end = Math.log2(corner.cost);
    for (const point of points) this.add(point);
  }

  add({ accuracy, cost }: Point): void {
    const from = Math.log2(cost);
    const at = this.#stepAt(from);
    if (from >= this.#end || !(accuracy > this.#levelAt(at))) return;
    const first = this.#octaves[at] === from ? at : at + 1;
    let last = at + 1; // the first step that stays
    while (last < this.#octaves.length && this.#accuracies[last]! <= accuracy) last++;
    this.#octaves.splice(first, last - first, from);
    this.#accuracies.splice(first, last - first, accuracy);
  }

  /** Accuracy times octaves. */
  get hypervolume(): number {
    const above = (i: number): number => this.#accuracies[i]! - this.#levelAt(i - 1);
    return this.#octaves.reduce((sum, from, i) => sum + (this.#end - from) * above(i), 0);
  }

  /** What a point would add to the hypervolume; at least 0. */
  gain({ accuracy, cost }: Point): number {
    let from = Math.log2(cost);
    let gain = 0;
    for (let at = this.#stepAt(from); from < this.#end && accuracy > this.#levelAt(at); at++) {
      const to = this.#octaves[at + 1] ?? this.#end;
      gain += (to - from) * (accuracy - this.#levelAt(at));
      from = to;
    }
    return gain;
  }

  /** The last step that costs at most so much; -1 before the first. */
  #stepAt(octave: number): number {
    let at = this.#octaves.length - 1;
    while (at >= 0 && this.#octaves[at]! > octave) at--;
    return at;
  }

  #levelAt(step: number): number {
    return this.#accuracies[step] ?? this.#least;
  }
}

/**
 * The points in an order for picking: each next one adds most to the hypervolume of the front and of those picked before it, the earlier of equals. Once none
 * adds anything, those left are taken by the same rule as if they were all; at last those beyond the corner, as they came.
 * @param front what is known already; nothing unless given.
 */
export function* byHypervolume<T extends Point>(
  points: readonly T[],
  corner: Point,
  front: Iterable<Point> = [],
): Generator<T> {
  const left = [...points];
  let known = new Front(corner, front);
  let isFresh = false;
  while (left.length > 0) {
    let [best, most] = [0, 0];
    for (const [place, point] of left.entries()) {
      const gain = known.gain(point);
      if (gain > most) [best, most] = [place, gain];
    }
    if (most === 0 && !isFresh) {
      known = new Front(corner);
      isFresh = true;
      continue;
    }
    const [next] = left.splice(best, 1);
    isFresh = most === 0; // none of the others adds anything either
    known.add(next!);
    yield next!;
  }
}
