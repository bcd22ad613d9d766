/** @file The words of Ranking in English. Names of a module, not of one object: the viewer takes only those that it shows. Pure. */
import { count, counted } from '../../model/format.ts';

// above the plot
export const filesAlone = 'Cells of files; no run is open.';
export const ofRun = (name: string, detail: string, cells: number): string =>
  `${name}: ${detail}. ${counted(cells, 'cell')} trained.`;
export const find = 'Find in notation';
export const findSuch = 'Find by notation, such as -1,identity';
export const level = 'Level';
export const allLevels = 'all levels';
export const onlyUsing = 'Only cells that use';
export const match = (matching: number, cells: number): string =>
  `${count(matching)} of ${counted(cells, 'cell')} match, shown filled`;

// the plot
export const againstCost = 'Accuracy against cost';
export const sorted = 'Sorted, best first';
export const inOrder = 'In the order trained';
export const hideCost = 'Hide cost';
export const showCost = 'Show against cost';
export const showOrder = 'Show in the order trained';
export const sort = 'Sort by accuracy';
export const plot = (cells: number, isSorted: boolean): string =>
  `Accuracy of ${cells} cells ${isSorted ? 'from best to worst' : 'in the order trained'}. Arrow keys go from cell to cell.`;
export const marks =
  'Solid marks are {measured:measured}, a shape for each level; hollow ones were {predicted:predicted}';
export const drawn = (number: number, cells: number): string =>
  `; ${count(number)} of ${count(cells)} marks drawn, the best among them`;
/** Ends a note. @param result undefined where no mark is ringed. */
export const ringed = (result: string | undefined): string => (result === undefined ? '.' : `; ringed: ${result}.`);
export const rankNumber = (rank: number): string => `rank ${rank}`;
export const thisRun = 'this run';

// against a cost
export const cost = 'Cost';
export const axes = {
  parameters: 'parameters',
  'multiply-adds': 'multiply-adds an image',
  ms: 'ms a training step',
};
export const costs = {
  parameters: (text: string): string => `${text} parameters`,
  'multiply-adds': (text: string): string => `${text} multiply-adds`,
  ms: (text: string): string => `${text} ms a step`,
};
export const modelled =
  'Time is modelled from each network’s layers, times what this run’s children took over what was modelled.';
export const overCost = (cells: number, axis: string): string =>
  `Accuracy of ${cells} cells over ${axis}. Arrow keys go from cell to cell, Enter opens it.`;
export const logScale = (axis: string): string => `${axis}, log scale`;
export const front = 'The line is the front: no cell measured is above it for its cost, and the circled ones make it';

// the table
export const table = 'Table of cells';
export const blocks = 'blocks';
export const from = 'from';
export const columns = {
  rank: 'rank',
  index: 'cell',
  level: 'level',
  predicted: 'predicted',
  accuracy: 'measured',
  difference: 'difference',
  parameters: 'weights',
  durationMs: 'time',
};
export const openCell = (notation: string): string => `Open cell ${notation}`;
export const warm = 'warm';
export const warmNote = 'Started as its trained parent';
export const confirmed = 'Confirmed: trained again, judged on images that the search never saw';
export const stoppedEarly = 'Stopped early';
export const atEpochs = (accuracy: string, epochs: number): string => `${accuracy} at ${counted(epochs, 'epoch')}`;

// the cell pointed at
export const noMatch = 'No cell matches the filter.';
export const lineOf = (line: number, file: string): string => `line ${line} of ${file}`;
export const open = 'Open';
export const notTrained = 'Not trained yet';

// files
export const openFiles = 'Open CSV files';
export const orDrop =
  'or drop titu1994’s train_history.csv and scores_2.csv anywhere on this screen. They stay on this computer.';
export const aRun = (file: string): string => `${file} is a run: open it alone, and CSV files after it`;
export const noFile = (reason: string): string => `No file was taken. ${reason}.`;
export const kinds = {
  measured: (cells: number): string => `${counted(cells, 'cell')} measured`,
  predicted: (cells: number): string => `${counted(cells, 'cell')} predicted`,
};
export const takeAway = (file: string): string => `Take ${file} away`;
