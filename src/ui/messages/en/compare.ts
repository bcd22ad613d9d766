/** @file The words of comparing runs in English. Names of a module. Pure. */
import { counted } from '../../model/format.ts';

export const reading = 'Reading the runs.';
export const budgets = {
  cells: 'Cells',
  'multiply-adds': 'Multiply-adds',
  time: 'Time',
};
export const over = 'What the plots go over';
/** What a comparison settles. @param ahead letters, listed. */
export const unsettled = 'No gap is settled yet';
export const ahead = (letters: string, isOne: boolean, reference: string): string =>
  `${letters} ${isOne ? 'is' : 'are'} clearly ahead of ${reference}`;
export const behind = (letters: string, isOne: boolean, reference: string): string =>
  `${letters} ${isOne ? 'is' : 'are'} clearly behind ${reference}`;
export const note = (isSeeded: boolean, reference: string): string =>
  `Best cell so far, as measured${isSeeded ? '; line: mean over seeds, band: lowest to highest' : ''}. Dashed: ${reference}; grey: the others.`;
export const spent = 'Multiply-adds spent on training, in ';
export const best = 'best';
export const meanBest = 'mean best';
export const nothing = (name: string): string => `${name}: nothing measured.`;
export const plot = (name: string, text: string, low: string, high: string): string =>
  `${name}: mean best ${text}, ${low} to ${high} by seed.`;
export const plotOne = (name: string, text: string): string => `${name}: best ${text}.`;

// where they end
export const holds = 'Does the best cell hold?';
export const columns = {
  search: 'search',
  seeds: 'seeds',
  work: (exponent: string): string => `multiply-adds, 10${exponent}`,
  confirmed: 'confirmed, %',
  measured: 'best measured, %',
  less: (reference: string): string => `less ${reference}, points`,
  reference: 'reference',
};
export const nothingMeasured = 'nothing measured';
export const compareWith = (letter: string): string => `Compare with ${letter}`;
export const noSeed = 'no seed in common';
export const oneSeed = 'one seed';
export const foot = {
  confirmed: 'Confirmed: each run’s best cells trained again with fresh seeds, on images no choice was made with.',
  measured:
    'Best measured: the highest of many measurements, which is partly luck; not all of these runs have confirmed theirs.',
  deviation: '± is the deviation over seeds.',
  paired: (comparisons: number): string =>
    `Gaps are paired by seed, their 95 % intervals widened for ${counted(comparisons, 'comparison')}.`,
  alone: 'With one seed each, another seed alone can move a gap: queue more under More.',
  images: 'They were measured on different images, too.',
};

// what differs
export const differs = 'What differs?';
export const same = (settings: number, of: number): string => `${settings} of ${of} settings are the same in all.`;
export const setting = 'setting';
export const dataSet = 'data set';
export const device = 'device';
export const images = (number: number): string => `${counted(number, 'image')}`;
