/** @file What a result link leaves out to stay short, in words. Pure. */
import type { Part } from '../../contract/link/log-form.ts';

/** What a part is called when it is missing; parameters are counted again and not missed. */
const PART_WORDS: Readonly<Record<Exclude<Part, 'parameters'>, string>> = {
  surrogate: 'the predictions over all candidates',
  curves: 'the learning curves',
  durations: 'the seconds',
  waiting: 'the cells picked but not trained',
};

/** `the learning curves, the seconds`; empty where nothing is missed. */
export function omittedWords(dropped: readonly Part[]): string {
  return dropped.flatMap((part) => (part === 'parameters' ? [] : [PART_WORDS[part]])).join(', ');
}
