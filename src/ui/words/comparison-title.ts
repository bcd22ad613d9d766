/** @file What a comparison of searches settles, in a sentence. */
import { compare } from '../messages/compare.ts';
import { LETTERS, type Standing } from '../model/compare.ts';
import { languageTag } from '../model/language.ts';

/** @param reference its place among the groups. */
export function comparisonTitle(standings: readonly Standing[], reference: number): string {
  const settled = (sign: 1 | -1): string[] =>
    standings.flatMap(({ gap }, i) => {
      const [low, high] = gap?.interval ?? [-1, 1];
      return (sign > 0 ? low > 0 : high < 0) ? [LETTERS[i]!] : [];
    });
  const [ahead, behind] = [settled(1), settled(-1)];
  const name = LETTERS[reference]!;
  if (ahead.length + behind.length === 0) return compare.value.unsettled;
  const are = (letters: readonly string[], where: 'ahead' | 'behind'): string =>
    letters.length === 0 ? '' : compare.value[where](listed(letters), letters.length === 1, name);
  return [are(ahead, 'ahead'), are(behind, 'behind')].filter((part) => part !== '').join('; ');
}

const listed = (letters: readonly string[]): string => new Intl.ListFormat(languageTag()).format(letters);
