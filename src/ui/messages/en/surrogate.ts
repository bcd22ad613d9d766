/** @file The words of Surrogate in English. Names of a module, not of one object: the viewer takes only those that it shows. Pure. */
import { count } from '../../model/format.ts';

export const question = 'Did the surrogate put the cells in the right order?';
export const explained =
  'Each dot is a cell, {predicted:predicted} before training and then {measured:measured}; on the dashed line the two agree. Only the order matters for picking, so the score is Spearman’s: 1 is a perfect order, 0 is chance.';
export const axes = 'What the axes show';
export const accuracy = 'Accuracy';
export const rank = 'Rank';
export const wholeCells = 'This search trains whole cells, for comparison with PNAS.';
export const nothingYet = 'There is nothing to compare yet.';

// a level
export const picked = (cells: number, lot: number, candidates: number | undefined): string =>
  `${cells} picked${lot > 0 ? `, ${lot} by lot` : ''}${candidates === undefined ? '' : ` of ${count(candidates)}`}`;
export const tooFew = 'too few measured for a score';
/** How the picks compare with cells by lot. @param sign of the interval of what they are better by, 0 where it has 0. */
export const byLot = (sign: number, low: string, high: string): string =>
  `: its picks are ${sign > 0 ? 'better than' : sign < 0 ? 'worse than' : 'not clearly different from'} the cells by lot (hollow), 95 % ${low} to ${high}.`;
export const pointsOf = (difference: string): string => `${difference} points`;
export const orderAmong = (rho: string, expected: string): string =>
  `Spearman among the picks alone ${rho}; about ${expected} is to be expected, since their predictions differ less.`;
export const score = (rho: string, interval: string, text: string): string =>
  `Spearman ${rho}${interval === '' ? '' : `, 95 % interval ${interval}`}${text === '' ? '' : `; ${text}`}.`;
export const ceiling = (value: string): string => `ceiling ${value}`;
export const atMost = (value: string): string => `at most ${value}`;
export const plot = (level: number, cells: number, byRank: boolean): string =>
  `Level ${level}: predicted against measured ${byRank ? 'rank' : 'accuracy'} of ${cells} cells. Arrow keys go from cell to cell.`;
export const axisMeasured = (byRank: boolean): string => `measured${byRank ? ' rank' : ', %'}`;
export const axisPredicted = (byRank: boolean): string => `predicted${byRank ? ' rank' : ', %'}`;

// level by level
export const trend = {
  title: 'Level by level, against what needs no learning',
  note: 'Spearman among the cells of each level, with its 95 % interval.',
  lines: 'Solid: the surrogate that picks. Dashed: others, among them a cell’s parent and its size.',
  more: 'Shadow surrogates, a setting, would stand beside it: a cell’s parent, and its size.',
};

// other surrogates
export const shadows = {
  title: 'Would another surrogate have ordered it better?',
  note: 'Solid: the one that picks. Open: its shadows, fitted to the same cells, which never choose. Spearman over the level’s cells, with 95 % intervals: picks are alike, so that little is left to order.',
  panel: (level: number): string => `Level ${level}, all surrogates`,
  best: (name: string, isClear: boolean): string =>
    `{strong:${name}} ${isClear ? 'ordered it best.' : 'is ahead, but it is too close to call.'}`,
};

// errors by operator
export const errors = {
  title: 'Where predictions were too high or too low',
  note: 'Measured minus predicted, in points, over all cells that use the operator.',
  table: 'Error by operator',
  operator: 'operator',
  cells: 'cells',
  points: 'points',
};

// in numbers
export const numbers = {
  title: 'In numbers',
  ceiling: 'The ceiling is the best score any predictor could expect, since accuracies are partly chance.',
  bound: (images: number, repeats: number): string =>
    `At most that: only the luck of ${count(images)} validation images is counted, until ${repeats} cells were retrained.`,
  error: 'Error is the mean distance, in points.',
  table: 'Scores by level',
  columns: ['level', 'fitted on', 'Spearman', '95 %', 'ceiling', 'error', 'ensemble loss'] as const,
  tooFew: 'too few',
};
