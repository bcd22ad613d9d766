/** @file Changes to bytes and to text that keep most of an input, so that readers get far into it. */
import type { Rng } from '../../src/core/random/rng.ts';

/** One of the inputs, the earlier ones more often, changed in one to four places; or cut, or with a piece of another. */
export function mutate(corpus: readonly Uint8Array[], rng: Rng): Uint8Array {
  let bytes = [...corpus[Math.floor(corpus.length * rng.uniform() ** 3)]!];
  for (let changes = 1 + rng.integer(4); changes > 0; changes--) {
    if (bytes.length === 0) break;
    const at = rng.integer(bytes.length);
    switch (rng.integer(8)) {
      case 0:
      case 1:
      case 2:
        bytes[at]! ^= 1 << rng.integer(8);
        break;
      case 3:
        bytes[at] = rng.integer(256);
        break;
      case 4: {
        const value = rng.integer(2) * 255;
        for (let i = at; i < Math.min(bytes.length, at + 1 + rng.integer(8)); i++) bytes[i] = value;
        break;
      }
      case 5:
        bytes.splice(at, 1 + rng.integer(3));
        break;
      case 6:
        bytes.splice(at, 0, ...Array.from({ length: 1 + rng.integer(3) }, () => rng.integer(256)));
        break;
      default: {
        const other = corpus[rng.integer(corpus.length)]!;
        const from = rng.integer(Math.max(1, other.length));
        bytes = [
          ...bytes.slice(0, at),
          ...other.slice(from, from + rng.integer(64)),
          ...bytes.slice(at + rng.integer(64)),
        ];
      }
    }
  }
  return Uint8Array.from(bytes);
}

/** Characters that mean something to a reader of text. */
const CHARACTERS = [
  ...'0123456789,.-+e"{}[]:\n\r\t \\',
  '\u0000',
  '\ud800',
  '\u202e',
  '1e309',
  '__proto__',
  '-1,',
  'identity',
];

/** The text with one to four characters or short pieces changed, added, left out or repeated. */
export function mutateText(text: string, rng: Rng): string {
  let changed = text;
  for (let changes = 1 + rng.integer(4); changes > 0; changes--) {
    const at = rng.integer(changed.length + 1);
    const added = rng.uniform() < 0.8 ? CHARACTERS[rng.integer(CHARACTERS.length)]! : '';
    const removed = rng.uniform() < 0.5 ? rng.integer(4) : 0;
    const from = rng.integer(changed.length + 1);
    const piece = rng.uniform() < 0.15 ? changed.slice(from, from + rng.integer(80)) : added;
    changed = changed.slice(0, at) + piece + changed.slice(at + removed);
  }
  return changed;
}
