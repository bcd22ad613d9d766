/**
 * @file Fast hashes of cells: 48-bit numbers that do not depend on the order of halves and blocks. A block's fingerprint hashes its
 * unfolded computation tree, so isomorphic cells always have equal fingerprints; others may collide where one cell reads a block twice
 * and the other reads two equal blocks. `canonicalKey` decides then.
 *
 * A set of blocks has the sum of its blocks' fingerprints: a grown cell's is its parent's plus the new block's.
 */
import type { Block, Cell, Half } from './cell.ts';
import { MAX_OPERATORS, operatorIndex } from './operators.ts';

const TWO_32 = 2 ** 32;

/** Fingerprints of a cell's blocks, in order. */
export function blockFingerprints(cell: Cell): number[] {
  const blocks: number[] = [];
  for (const block of cell) blocks.push(blockFingerprint(block, blocks));
  return blocks;
}

/**
 * The fingerprint of a design by what its blocks read and by who reads them, so that a block read twice is told from twins read once each:
 * equal for equal designs, and unequal for nearly all others.
 */
export function designFingerprint(cell: Cell): number {
  const blocks = blockFingerprints(cell);
  const readers = cell.map(() => 0);
  for (let index = cell.length - 1; index >= 0; index--) {
    blocks[index] = mix(blocks[index]! + mix(readers[index]!)); // all its readers come later, so they are known
    for (const { input, operator } of cell[index]!) {
      if (input >= 0) readers[input]! += mix(blocks[index]! * MAX_OPERATORS + operatorIndex(operator)); // of 16 at most: below 2^53
    }
  }
  return cell.reduce((sum, block, index) => {
    const isTwice = block[0].input === block[1].input ? 1 : 0;
    return sum + joinHalves(blocks[index]! + isTwice, blockFingerprint(block, blocks));
  }, 0);
}

/** The fingerprint of a block over earlier blocks with these fingerprints. */
export function blockFingerprint(block: Block, blocks: readonly number[]): number {
  return joinHalves(halfFingerprint(block[0], blocks), halfFingerprint(block[1], blocks));
}

/** The fingerprint of a block's half; two of them, in any order, make the block's by {@link joinHalves}. */
export function halfFingerprint({ input, operator }: Half, blocks: readonly number[]): number {
  const read = input < 0 ? mix(-input) : blocks[input]!;
  return mix(read * MAX_OPERATORS + operatorIndex(operator)); // 48 bits and 5: below 2^53
}

export function joinHalves(left: number, right: number): number {
  return mix(left + right);
}

/** Spreads an integer below 2^53 over 48 bits (the finaliser of MurmurHash3, on two lanes that feed each other). */
function mix(value: number): number {
  let low = value | 0; // the lowest 32 bits
  let high = (value / TWO_32) | 0;
  low = Math.imul(low ^ (high + 0x9e3779b9), 0x85ebca6b);
  low = Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  high = Math.imul(high ^ low ^ (low >>> 16), 0x27d4eb2f);
  high ^= high >>> 15;
  low = Math.imul(low ^ high, 0x165667b1);
  low ^= low >>> 16;
  return (high & 0xffff) * TWO_32 + (low >>> 0);
}

/** A set of blocks that contains all inputs of its blocks (a sub-cell). */
export interface ClosedSet {
  /** Bit i: the set contains block i. */
  readonly mask: number;
  readonly size: number;
  /** The sum of its blocks' fingerprints. */
  readonly fingerprint: number;
}

/** The ancestors of each block, itself included, as bit sets. */
export function ancestorMasks(cell: Cell): number[] {
  const masks: number[] = [];
  for (const [index, block] of cell.entries()) masks.push(ancestorMask(block, masks) | (1 << index));
  return masks;
}

/** The ancestors of a new block on blocks with these masks. */
export function ancestorMask(block: Block, masks: readonly number[]): number {
  return block.reduce((mask, { input }) => (input < 0 ? mask : mask | masks[input]!), 0);
}

/** All closed sets of a cell's blocks, the empty one first: its sub-cells. At most 2^b. */
export function closedSets(cell: Cell, fingerprints: readonly number[] = blockFingerprints(cell)): ClosedSet[] {
  const masks = ancestorMasks(cell);
  const sets: ClosedSet[] = [{ mask: 0, size: 0, fingerprint: 0 }];
  for (const [index, own] of masks.entries()) {
    const needs = own & ~(1 << index);
    const grown = sets
      .filter(({ mask }) => (mask & needs) === needs)
      .map(({ mask, size, fingerprint }) => ({
        mask: mask | (1 << index),
        size: size + 1,
        fingerprint: fingerprint + fingerprints[index]!,
      }));
    sets.push(...grown);
  }
  return sets;
}
