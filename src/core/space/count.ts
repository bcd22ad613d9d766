/** @file Exact numbers of cells, without enumeration. */
import type { CellSpace } from './cell.ts';

/** Cells of exactly `blocks` blocks as they are written, halves and blocks in every order. */
export function orderedCount(space: CellSpace, blocks: number): bigint {
  return product(blocks, (block) => halves(space, block) ** 2n);
}

/** The same with the two halves of a block unordered. */
export function slotCount(space: CellSpace, blocks: number): bigint {
  return product(blocks, (block) => pairs(halves(space, block)));
}

/** The largest cells {@link uniqueCount} counts in seconds (its work grows 20-fold a block). */
export const MAX_COUNTED_BLOCKS = 6;

/**
 * Distinct designs of exactly `blocks` blocks: orbits of acyclic cells under renumbering, by Burnside's lemma. For each
 * cycle type of the renumbering, the cells it leaves unchanged are counted over the graphs of blocks alone; operators
 * enter as a factor a block.
 * @throws {RangeError} above {@link MAX_COUNTED_BLOCKS}.
 */
export function uniqueCount(space: CellSpace, blocks: number): bigint {
  if (blocks < 1 || blocks > MAX_COUNTED_BLOCKS) {
    throw new RangeError(`cells: unique designs are counted for 1 to ${MAX_COUNTED_BLOCKS} blocks; got ${blocks}`);
  }
  let total = 0n;
  for (const lengths of partitions(blocks, blocks)) total += permutationsOf(lengths) * unchanged(space, lengths);
  return total / factorial(blocks);
}

/** Halves block `block` (0-based) can have: (L + block) inputs times the operators. */
function halves({ lookback, operators }: CellSpace, block: number): bigint {
  return BigInt((lookback + block) * operators.length);
}

/** Unordered pairs with repetition. */
function pairs(n: bigint): bigint {
  return (n * (n + 1n)) / 2n;
}

/** Cells left unchanged by a renumbering with these cycle lengths: cycles of consecutive blocks. */
function unchanged(space: CellSpace, lengths: readonly number[]): bigint {
  const next: number[] = []; // the renumbering
  const cycles = lengths.map((length) => {
    const first = next.length;
    for (let i = 0; i < length; i++) next.push(first + ((i + 1) % length));
    return first;
  });
  const sources: (readonly number[])[] = next.map(() => []);
  const options = sourceSets(next.length);
  const chooseFrom = (cycle: number): bigint => {
    if (cycle === cycles.length) return isAcyclic(sources) ? 1n : 0n;
    let sum = 0n;
    for (const chosen of options) {
      const first = cycles[cycle]!;
      const factor = choices(space, chosen, next, lengths[cycle]!);
      if (factor === 0n || chosen.includes(first)) continue;
      spread(sources, first, chosen, next, lengths[cycle]!);
      sum += factor * chooseFrom(cycle + 1);
    }
    return sum;
  };
  return chooseFrom(0);
}

/** Gives a cycle's other blocks the sources that the renumbering makes of the first one's. */
function spread(
  sources: (readonly number[])[],
  first: number,
  chosen: readonly number[],
  next: number[],
  length: number,
): void {
  let block = first;
  let moved = chosen;
  for (let i = 0; i < length; i++) {
    sources[block] = moved;
    block = next[block]!;
    moved = moved.map((source) => next[source]!);
  }
}

/**
 * Ways to fill a block that reads exactly the blocks `chosen`, unchanged when the renumbering has been applied once
 * around the block's own cycle. 0 where the set itself would change.
 */
function choices(
  { lookback, operators }: CellSpace,
  chosen: readonly number[],
  next: number[],
  length: number,
): bigint {
  const m = BigInt(operators.length);
  const fromCells = BigInt(lookback) * m;
  const around = chosen.map((source) => {
    for (let i = 0; i < length; i++) source = next[source]!;
    return source;
  });
  if (!around.every((source) => chosen.includes(source))) return 0n;
  if (chosen.length === 0) return pairs(fromCells);
  if (chosen.length === 1) return fromCells * m + pairs(m);
  return around[0] === chosen[0] ? m * m : m; // two sources that change places need equal operators
}

/** All sets of at most two of n blocks. */
function sourceSets(n: number): number[][] {
  const sets: number[][] = [[]];
  for (let a = 0; a < n; a++) {
    sets.push([a]);
    for (let b = a + 1; b < n; b++) sets.push([a, b]);
  }
  return sets;
}

/** Whether repeatedly removing blocks whose sources are removed removes all. */
function isAcyclic(sources: readonly (readonly number[])[]): boolean {
  let removed = 0; // bit set
  const all = (1 << sources.length) - 1;
  for (;;) {
    const before = removed;
    for (const [block, from] of sources.entries()) {
      if (from.every((source) => (removed >> source) & 1)) removed |= 1 << block;
    }
    if (removed === all) return true;
    if (removed === before) return false;
  }
}

/** Partitions of n into parts of at most `largest`, parts descending. */
function* partitions(n: number, largest: number): Generator<number[]> {
  if (n === 0) yield [];
  for (let part = Math.min(n, largest); part >= 1; part--) {
    for (const rest of partitions(n - part, part)) yield [part, ...rest];
  }
}

/** Permutations with the given cycle lengths: n! / product of (length^count * count!). */
function permutationsOf(lengths: readonly number[]): bigint {
  let divisor = 1n;
  for (const length of new Set(lengths)) {
    const count = lengths.filter((other) => other === length).length;
    divisor *= BigInt(length) ** BigInt(count) * factorial(count);
  }
  return factorial(lengths.reduce((sum, length) => sum + length, 0)) / divisor;
}

function factorial(n: number): bigint {
  return product(n, (i) => BigInt(i + 1));
}

function product(n: number, factor: (i: number) => bigint): bigint {
  let result = 1n;
  for (let i = 0; i < n; i++) result *= factor(i);
  return result;
}
