/** @file The words in charts and graphs in English. Names of a module: the viewer takes only those that it shows. Pure. */

export const less = 'less';
export const keptOver = (threshold: string): string => `kept: over ${threshold}`;
export const rankOne = 'rank 1';
export const blockName = (block: number): string => `block ${block}`;
export const output = 'the cell’s output';
export const joinsOperators = (operators: number): string => `concatenate all ${operators} operators`;
export const joinsBlocks = (blocks_: number, isAll: boolean): string =>
  `concatenate ${isAll ? 'all ' : ''}${blocks_} blocks`;
