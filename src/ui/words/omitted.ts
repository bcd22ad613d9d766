/** @file What a result link leaves out to stay short, in words. Pure. */
import { share } from '../messages/share.ts';
import type { Part } from '../../contract/link/log-form.ts';

/** `the learning curves, the seconds`; empty where nothing is missed: parameters are counted again. */
export function omittedWords(dropped: readonly Part[]): string {
  return dropped.flatMap((part) => (part === 'parameters' ? [] : [share.value.omitted[part]])).join(', ');
}
