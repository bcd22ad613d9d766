/** @file The words of sharing a result in English. Names of a module. Pure. */
import { RESULT_WORDS } from '../../../contract/result-sentence.ts';
import { count } from '../../model/format.ts';

export const title = 'Share this result';
export const name = 'Title, if you like';
export const close = 'Close';
export const copy = 'Copy link and headline';
export const copied = 'The link is copied, its headline before it.';
export const send = 'Send';
export const embed = 'Copy HTML to embed it';
export const embedCopied = 'The HTML of a frame with this result is copied.';
export const see = 'See what they will see';
export const about = (characters: number, isLocal: boolean, note: string): string =>
  `${count(characters)} characters; ${isLocal ? 'this page lies on this computer or in its network, and so does the link' : 'it opens on any device'}. Nothing is uploaded. ${note}`;
export const qr = 'QR code of the link';
export const tooLong = (most: number): string => `Too long for a QR code, which holds ${count(most)} characters.`;
export const save = (file: string): string => `Save ${file}`;
export const result = RESULT_WORDS;
export const headline = (sentence: string): string => `PNAS in my browser: ${sentence}`;
export const everything = 'It has everything.';
export const bestOnly = (kept: number, cells: number): string =>
  ` It has the best ${count(kept)} of ${count(cells)} cells, without retrainings.`;
export const omits = (parts: string, best: string): string =>
  `To keep the link short it omits ${parts}.${best} run.json has everything.`;
export const omitted = {
  surrogate: 'the predictions over all candidates',
  curves: 'the learning curves',
  durations: 'the seconds',
  waiting: 'the cells picked but not trained',
};
