/**
 * @file Named, seeded random streams. Every random draw of the project comes from one, so a run can be repeated and
 * resumed: a stream is a pure function of (seed, names), never of what was drawn elsewhere.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

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
  const generator = xoroshiro128plus(fnv1a(`${seed >>> 0}/${names.join('/')}`));
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

/** FNV-1a, 32 bits, over UTF-16 code units: spreads nearby names over unrelated seeds. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
