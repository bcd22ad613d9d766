/**
 * @file Named, seeded random streams. Every random draw of the project comes from one, so a run can be repeated and resumed: a stream is
 * a pure function of (seed, names), independent of other draws.
 */
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A deterministic source of random numbers. */
export interface Rng {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
  /** Shuffles in place (Fisher-Yates) and returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T;
}

/**
 * The stream of a seed and any number of names, for example `stream(7, 'init', key)`.
 * @param seed an unsigned 32-bit integer.
 */
export function stream(seed: number, ...names: readonly (string | number)[]): Rng {
  const name = nameOf(seed, names);
  return rngOf(xoroshiro128plusFromState(LANES.map((lane) => murmur3(name, lane))));
}

/** A stream's full name. */
export function nameOf(seed: number, names: readonly (string | number)[]): string {
  return `${seed >>> 0}/${names.join('/')}`;
}

/** Draws from a generator of 32-bit integers. */
export function rngOf(generator: { next(): number }): Rng {
  const uniform = (): number => (generator.next() >>> 0) / 2 ** 32;
  const integer = (bound: number): number => Math.floor(uniform() * bound);
  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = items[i];
        items[i] = items[j];
        items[j] = held;
      }
      return items;
    },
  };
}

/** Hash seeds of the four words of a generator's state (the first hexadecimal digits of pi). */
const LANES = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];

/**
 * MurmurHash3, 32 bits, with UTF-16 code units as blocks. Its finaliser makes every bit of the hash depend on every bit of the text, so
 * that names that differ in a letter give uncorrelated draws.
 */
function murmur3(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) {
    const block = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    hash ^= Math.imul((block << 15) | (block >>> 17), 0x1b873593);
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
