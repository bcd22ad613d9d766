/** @file The words in charts and graphs in English. Names of a module, not of one object: the viewer takes only those that it shows. Pure. */
import { count, counted } from '../../model/format.ts';

export const less = 'less';
export const keptOver = (threshold: string): string => `picked: over ${threshold}`;
/** Of a run whose children are picked for accuracy and a cost: no threshold of accuracy parts them from the others. */
export const keptForBoth = (kept: number): string => `${kept} picked, for accuracy and cost`;
export const ranked = (candidates: number, kept: number, threshold: string): string =>
  `The surrogate ranked ${count(candidates)} cells; it picked the best ${kept}, predicted at ${threshold} or more.`;
export const rankedForBoth = (candidates: number, kept: number): string =>
  `The surrogate ranked ${count(candidates)} cells; of them ${kept} were picked, for accuracy and cost.`;
export const rankOne = 'rank 1';
export const rankAxis = 'rank, log scale';
export const blockName = (block: number): string => `block ${block}`;
export const output = 'the cell’s output';
export const joinsOperators = (operators: number): string => `concatenate all ${operators} operators`;
export const joinsBlocks = (number: number, isAll: boolean): string =>
  `concatenate ${isAll ? 'all ' : ''}${number} blocks`;
/** A cell in a sentence, for those who cannot see it. */
export const aCell = (blocks: number, list: string, isSummed: boolean): string =>
  `A cell of ${counted(blocks, 'block')}: ${list}.${isSummed ? '' : ' All outputs are concatenated.'}`;
/** @param left an operator and what it reads, as {@link operatorOf} has it. */
export const aBlock = (block: number, left: string, right: string, isSummed: boolean): string =>
  `block ${block} ${isSummed ? 'adds' : 'has'} ${left} and ${right}`;
export const operatorOf = (operator: string, source: string): string => `${operator} of ${source}`;
export const best = (accuracy: string): string => `best ${accuracy}`;
export const waiting = (cells: number): string => `${cells} waiting, as predicted`;
export const now = (accuracy: string): string => `now ${accuracy}`;
export const predicted = (accuracy: string): string => `predicted ${accuracy}`;
export const nothingMeasured = (level: number): string => `Level ${level}: nothing measured yet.`;
export const measuredCells = (level: number, cells: number, text: string): string =>
  `Level ${level}: ${cells} cells measured, the best at ${text}. Arrow keys go from cell to cell.`;
export const tiles = {
  /** Cells of a level by what has become of them. */
  trained: (cells: number): string => `${cells} trained`,
  failed: (cells: number): string => `${cells} failed`,
  training: (cells: number): string => `${cells} training`,
  waiting: (cells: number): string => `${cells} waiting`,
  toCome: (cells: number): string => `${cells} to come`,
};
export const noEpoch = 'No epoch is finished yet';
export const afterEpoch = (epoch: number, of: number, accuracy: string): string =>
  `After epoch ${epoch} of ${of}: ${accuracy}`;
export const savePlot = (form: string): string => `Save the plot as ${form}`;
