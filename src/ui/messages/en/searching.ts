/**
 * @file The words of a search on show in English: the bar over it, its levels, the child in training, the finish. Names of a module,
 * not of one object: the viewer takes only those that it shows. Pure.
 */
import { count, counted } from '../../model/format.ts';

// the bar over a run
export const pause = 'Pause';
export const pausing = 'Pausing';
export const stop = 'Stop';
export const resume = 'Resume';
export const step = 'Step';
export const stepNote = 'Runs one phase: rank the level, train it, or refit the surrogate';
export const split = 'Split';
export const splitNote = 'Gives laptops what is to be trained next, each its part by a link';
export const trainFinal = 'Train the final network';
export const trainFinalNote =
  'A network of the best cell in about ten minutes, judged once on images that no training has seen';
export const newSearch = 'New search';
export const share = 'Share';
export const screenOn = 'Screen on';
export const screenOnNote = 'The screen stays on while this page trains and is on show';
export const tellEnd = 'Tell me at the end';
export const tellEndNote = 'A notification when the search has ended, if another window is in front';
export const noNotifications = 'The browser does not allow notifications of this page.';
export const hasEnded = 'The search has ended';
export const hasStopped = 'The search has stopped';
export const bestUntilNow = (accuracy: string): string => `Best so far ${accuracy}.`;
export const childrenTrained = (trained: number, planned: number): string =>
  `{strong:${count(trained)}} of ${count(planned)} children trained`;
export const again = (done: number, planned: number): string => `, ${done} of ${planned} again`;
export const confirmations = (done: number, planned: number): string => `, ${done} of ${planned} confirmations`;
export const finished = 'finished';
export const noTimeYet = 'time left is known after the first';
export const timeLeft = (time: string): string => `about {strong:${time}} left`;

// what the search does now
export const paused = 'This run is paused';
export const pausedNote = (level: number, of: number): string =>
  `Level ${level} of ${of}. Everything measured is kept, and Resume continues with the next child.`;
export const retraining = 'Training a few cells once more';
export const retrainingNote = (child: number, of: number, level: number): string =>
  `Cell ${child} of ${of} of level ${level}, from other initial weights: how far its two accuracies differ tells how much of an accuracy is chance. It counts as no other cell.`;
export const confirming = 'Confirming the best cells';
export const confirmingNote = (child: number, of: number, repeat: number, seeds: number): string =>
  `Cell ${child} of ${of} with seed ${repeat} of ${seeds}, judged on images that the search never saw: the highest of many measurements is partly luck.`;
export const fitting = 'The surrogate learns from what was measured';
export const fittingNote = (level: number): string =>
  `It is fitted to every cell trained so far, then it ranks the candidates of level ${level}.`;
export const fittingWhole =
  'It is fitted to every cell trained so far, then it picks the next few among cells near the best.';
export const pickingWhole = 'The surrogate picks the next cells';
export const pickingWholeNote =
  'Cells near the best so far are ranked by its predictions, each drawn with how far its networks differ.';
export const ranking = 'The surrogate ranks every cell that can be grown';
export const rankingNote = (
  parents: number,
  level: number,
  blocks: number,
  kept: number | undefined,
  ranked: number,
): string =>
  `${counted(parents, 'cell')} of level ${level} can each grow by ${count(blocks)} blocks. The best ${kept === undefined ? '' : `${kept} `}are kept; ${count(ranked)} ranked so far.`;
export const training = (level: number, children: number): string =>
  level === 1 ? 'Training every one-block cell' : `Training the ${children} cells the surrogate liked best`;
export const trainingNote = (level: number, blocks: number, epochs: number): string =>
  `Level ${level} of ${blocks}. Each gets ${counted(epochs, 'epoch')}.`;
export const firstNote = (blocks: number, cells: number, epochs: number): string =>
  `Level 1 of ${blocks}: ${counted(cells, 'cell')}. Each gets ${counted(epochs, 'epoch')}.`;
export const thenGrows = (children: number, block: number): string =>
  `When all ${children} are measured, the surrogate learns from them and every cell grows a ${ordinal(block)} block.`;
export const thenConfirmed = 'When all are measured, the few best are trained again, and the best of those is known.';
export const thenKnown = 'When all are measured, the best measured cell of the run is known.';
export const trainingExternal = 'Training cells that another program chose';
export const externalNote = (epochs: number): string => `Each as it is given. Each gets ${counted(epochs, 'epoch')}.`;
/** Of a strategy that trains whole cells. */
export const trainingWhole = {
  random: (cells: number): string => `Training ${counted(cells, 'cell')} drawn at random`,
  evolution: (cells: number): string => `Training ${counted(cells, 'cell')} as evolution finds them`,
  'local-search': (cells: number): string => `Training ${counted(cells, 'cell')} near the best`,
  bananas: (cells: number): string => `Training ${counted(cells, 'cell')} near the best`,
};
export const wholeNote = (blocks: number, epochs: number, hasSurrogate: boolean): string =>
  `All have ${counted(blocks, 'block')}. Each gets ${counted(epochs, 'epoch')}. As many as PNAS would train with these settings${hasSurrogate ? '' : ', without a surrogate'}.`;
export const wholeCells = {
  random: 'No surrogate. Whole cells are drawn at random.',
  evolution: 'No surrogate. A good cell is copied with one part changed.',
  'local-search': 'No surrogate. A better cell is looked for near the best.',
  bananas: 'The surrogate picks cells near the best.',
  external: 'Another program chose these cells.',
};

// a search that has ended
export const ended = 'The search has ended';
export const endedNoResult = (cells: number): string =>
  `${counted(cells, 'cell')} trained, none with a result. Ranking shows why.`;
export const endedMeasured = (cells: number, best: string): string =>
  `${counted(cells, 'cell')} trained and measured; the best measured reached ${best}. Cell shows what it is made of.`;
export const endedConfirmed = (cells: number, best: string): string =>
  `${counted(cells, 'cell')} trained and measured; the best, trained again and judged on images that the search never saw, reached ${best}. Cell shows what it is made of.`;
export const bestCell = 'The best cell';
export const ofCells = (cells: number, isConfirmed: boolean): string =>
  `Of ${counted(cells, 'cell')}, this one ${isConfirmed ? 'is best' : 'measured best'}:`;
export const cellTitle = (number: number): string => `Cell ${number}`;
export const cellName = (number: number): string => `cell ${number}`;
export const levelName = (level: number): string => `level ${level}`;
export const levelTitle = (level: number): string => `Level ${level}`;
export const blocks = (number: number): string => counted(number, 'block');
export const cells = (number: number): string => counted(number, 'cell');
export const measuredOnce = (images: number): string =>
  `Measured once, on ${count(images)} images. The highest of many measurements is partly luck; this search has confirmed none.`;
export const confirmedHow = (seeds: number, accuracies: string, images: number): string =>
  `Confirmed: trained again ${seeds === 1 ? 'once with a fresh seed' : `with ${seeds} fresh seeds`} (${accuracies}) and judged on ${count(images)} images the search never saw.`;
export const luck = (measured: string, lead: string): string =>
  `In the search it measured ${measured} %, ${lead} points more. The highest of many measurements is always partly luck, so it is not what counts here.`;
export const size = (parameters: string, work: string): string =>
  `{strong:${parameters}} parameters, {strong:${work}} multiply-adds an image`;
/** @param later after how many cells the run went on, and on which device. */
export const onDevices = (first: string, later: readonly (readonly [cells: number, device: string])[]): string =>
  `Begun on ${first}; resumed ${later.map(([number, device]) => `after ${counted(number, 'cell')} on ${device}`).join(', then ')}.`;
export const outcome = 'What the search came to';
export const trainedAgain = 'The best, trained again';
export const whatNext = 'What next';
export const didItHelp = 'Did the surrogate help?';
export const howItOrdered = 'How it ordered the cells that it picked.';
export const gain = (points: string, low: string, high: string): string =>
  `${points} points (${low} to ${high}): its picks less cells drawn by lot.`;
export const look = 'Look';
export const tie = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? 'Cell' : 'Cells'} ${numbers.join(', ')} may be as good: a tie is possible.`;
export const beat = 'What it beat';
export const beaten = (first: number, firstMean: string, last: number, lastMean: string, images: number): string =>
  `Cells of level ${first} measured {measured:${firstMean} %} on average, those of level ${last} {measured:${lastMean} %}, each once, on ${count(images)} images.`;
export const shareThis = 'Share this result';
export const shareThisNote = 'A link with the cell, the levels and the seeds.';
export const control = 'Run the random control';
export const controlNote = 'As many whole cells, drawn by lot: is it better than chance?';
export const setUp = 'Set up';
export const confirmedNote =
  'Trained again with fresh seeds, judged on images that the search never saw. Bar: 95 % interval of the mean; small disc: measured once in the search.';
export const confirmedTable = ['cell', 'confirmed', '%', 'measured'] as const;

// the levels
export const saved = 'Saved after every child: close the lid any time.';
export const accuracyOn = (images: number, isSample: boolean): string =>
  `Accuracy on ${count(images)} validation images${isSample ? ' of the sample, not a CIFAR-10 figure' : ''}. Last digits can differ between devices.`;
export const asStrips = 'Show as strips';
export const asTable = 'Show as a table';
export const bestSoFar = 'best measured so far';
export const steps = ['Grow, rank', 'Pick', 'Train', 'Refit'] as const;
export const pickSome = (children: number): string => `Pick ${children}`;
export const growAndRank = 'Grow and rank';
export const scored = 'scored by the {predicted:surrogate}';
export const drawCells = 'Draw cells';
export const trainAndMeasure = 'Train and measure';
export const measuredOn = (images: number): string => `{measured:measured} accuracy on ${count(images)} images`;
export const refit = 'Refit';
export const levelTable = ['level', 'candidates', 'kept', 'trained', 'failed', 'best measured, %', 'Spearman'] as const;
export const noise = (points: string, retrained: number): string =>
  `Accuracy varies by about ±${points} points between trainings of the same cell (${retrained} retrained).`;
export const keptOf = (kept: number, candidates: number): string => `${kept} of ${count(candidates)} kept`;
export const byLot = (probes: number): string => `, ${probes} by lot`;
export const willBeKept = (children: number): string => `${children} will be kept`;
export const atMost = (children: number): string => `at most ${children}`;
export const cellsOf = (done: number, all: number): string => `${done} of ${all} cells`;
export const trained = 'trained';
export const nowTraining = 'training';
export const waits = 'waits';
export const noSurrogate = 'No surrogate yet. Every one-block cell is trained, so there is something to learn from.';
export const grown = (parents: number, newBlocks: number): string =>
  `${count(parents)} cells × ${count(newBlocks)} new blocks`;
export const struckOut = (duplicates: number): string => `, ${count(duplicates)} duplicates struck out`;
export const rankedSoFar = (ranked: number, all: number): string =>
  `${count(ranked)} candidates ranked so far, of at most ${count(all)}.`;
export const willGive = (parents: number, newBlocks: number, all: number, kept: number | undefined): string =>
  `${grown(parents, newBlocks)} will give at most ${count(all)} candidates, duplicates struck out; the best${kept === undefined ? '' : ` ${kept}`} are kept.`;
export const fittedOn = (number: number): string => `fitted on ${counted(number, 'cell')}`;
export const fittingNow = 'fitting now';
export const refitsWhen = (children: number): string => `refits when all ${children} are measured`;
export const everyGrows = 'every cell grows by one block';
export const measuredGrow = (parents: number): string => `the ${parents} just measured grow by one block`;
export const theseGrow = 'then these grow by one block';

// the child in training
export const child = 'The child in training';
export const noChild = 'No child has been trained yet.';
export const firstChild = 'The first child is being built: its kernels are compiled for this device.';
export const byEpoch = 'Accuracy by epoch';
export const thinLines = 'thin lines: those before it';
export const lastChild = (number: number, level: number): string => `Last: cell ${number}, level ${level}`;
export const toTrain = (time: string): string => `${time} to train`;
export const childTitle = {
  train: (number: number, level: number): string => `Cell ${number}, level ${level}`,
  retrain: (number: number, level: number): string => `Again: cell ${number}, level ${level}`,
  confirm: (number: number, level: number): string => `Confirming cell ${number}, level ${level}`,
};
export const childOf = (number: number, of: number, left: string | undefined): string =>
  `${number} of ${of}${left === undefined ? '' : `, ${left} left`}`;
export const figures = { speed: 'images/s', epochs: 'epochs', loss: 'loss', weights: 'weights' };
export const justMeasured = 'Just measured';
export const predictedThenMeasured = '{predicted:predicted}, then {measured:measured}';
export const openCell = (number: number, notation: string): string => `cell ${number}: open ${notation}`;
export const failed = 'failed';
export const imagesRight = (images: number, right: number): string =>
  `${counted(images, 'validation image')}, ${right} right`;
export const guessesNow = (epochs: number): string => `Its guesses now, after ${counted(epochs, 'epoch')}`;
export const guessesOf = (number: number): string => `Guesses of cell ${number}`;
export const lastGuesses = 'The last guesses';

// screens that have nothing to show
export const seeRecorded = 'See it in a recorded search';
export const setUpSearch = 'Set up a search';
export const bestQuestion = 'Which cells did best?';
export const bestToCome = 'Every cell that is trained appears here, with what the surrogate expected of it.';
export const surrogateToCome =
  'Here each cell stands where it was {predicted:predicted} and where it was then {measured:measured}, with a score for the order. The surrogate first predicts at level 2: the first dot appears when a cell it picked has been trained.';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const ordinal = (n: number): string => ORDINALS[n - 1] ?? `${n}th`;
