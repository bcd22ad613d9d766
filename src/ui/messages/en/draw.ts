/** @file The words of drawing a cell in English, as message functions. Pure. */
import type { OperatorName } from '../../../core/space/operators.ts';
import { count, counted, percent, points } from '../../model/format.ts';

export const DRAW = {
  open: 'Draw a cell',
  title: 'Draw a cell',
  subtitle: 'Choose inputs and operators. Can you beat what the surrogate would pick next?',
  close: 'Back to the cells',
  undo: 'Undo',
  redo: 'Redo',
  clear: 'Clear',
  fromBest: 'Start from the best cell',
  fromThis: 'Draw from this cell',
  add: (block: number): string => `Add block ${block}`,
  full: 'A cell has at most eight blocks.',
  remove: 'Remove block',
  block: (block: number): string => `Block ${block}`,
  /** Over a block of the graph. */
  blockInGraph: (block: number): string => `block ${block}`,
  blockNote: 'two operators on two inputs; their outputs are added',
  halves: ['First half', 'Second half'],
  selected: 'selected',
  input: (input: number): string => (input < 0 ? `H c−${-input}` : `block ${input}`),
  inputs: (half: string): string => `Input of the ${half.toLowerCase()}`,
  operators: (half: string): string => `Operator of the ${half.toLowerCase()}`,
  dashed:
    'Dashed: not in this run. You can draw with it, but the surrogate has never seen it and says so instead of guessing.',
  keys: 'Keys: Tab goes from half to half, 1 to 9 set the operator, arrows left and right the input, Delete removes the block, Ctrl+Z takes back.',
  graph: 'The cell; a press on a half selects it',
  /** Begins with what is seen of it. */
  half: (operator: OperatorName, parameters: number, input: string, block: number, half: string): string =>
    `${operator} ${count(parameters)} parameters, of ${input}: ${half.toLowerCase()} of block ${block}`,
  concatenate: 'concatenate',
  handOn: 'hand on',

  /** Beside the graph. */
  side: {
    title: 'Your cell, as you draw',
    noRun:
      'Its network is drawn with the settings of the preset First taste. Open a run to see what its surrogate expects, and to race.',
    figures: { parameters: 'parameters', work: 'multiply-adds per image', blocks: 'blocks' },
    expects: 'What the surrogate expects',
    asking: 'Asking the surrogate.',
    before: 'predicted, before any training',
    after: 'predicted; it has seen this cell’s result',
    range: (low: number, high: number): string =>
      `Four in five of this run’s predictions were off by ${points(low)} to ${points(high)} points: the range drawn.`,
    unseen: (operators: readonly OperatorName[]): string =>
      `The surrogate has never seen ${operators.join(' or ')}: no prediction. You can still race it.`,
    trained: (number: number, accuracy: string): string =>
      `The run has trained this design as cell ${number}: measured ${accuracy}.`,
    failed: (number: number): string => `The run has trained this design as cell ${number}: it failed.`,
    yours: 'your cell',
    pick: (name: string): string => `the surrogate’s first pick, ${name}`,
    sameSize: (blocks: number): string => `cells of ${counted(blocks, 'block')} in this run, measured`,
    overlap: 'The ranges overlap: the surrogate cannot tell these two apart. Training can.',
    axis: (yours: string, pick: string | undefined): string =>
      `Predicted: your cell ${yours}${pick === undefined ? '' : `, the surrogate’s pick ${pick}`}.`,
    cell: (number: number | undefined): string => (number === undefined ? 'not trained yet' : `cell ${number}`),
  },
  race: {
    title: 'Race it against the surrogate’s pick',
    noPick: (blocks: number): string =>
      `The surrogate has picked no cell of ${counted(blocks, 'block')} in this run, so there is nothing to race against.`,
    same: 'This is the surrogate’s own pick. Change something to race it.',
    yours: 'yours',
    against: 'against',
    start: (seeds: number, time: string | undefined): string =>
      `Race: ${count(seeds)} seeds each${time === undefined ? '' : `, about ${time}`}`,
    busy: 'A search is running. Pause it to race.',
    note: (images: number): string =>
      `Both train side by side and are judged on ${count(images)} images that neither is trained on. The search is left as it is.`,
    stop: 'Stop the race',
    now: (done: number, of: number): string => `${count(done)} of ${count(of)} trainings done`,
    history: 'Your races so far',
    columns: ['blocks', 'yours, %', 'its pick, %', 'difference'],
    deviation: (mean: string, deviation: string | undefined): string =>
      deviation === undefined ? mean : `${mean} ± ${deviation}`,
    historyNote:
      '± is the deviation over a cell’s seeds. Three seeds settle little: differences smaller than that may be luck.',
    failed: 'failed',
    live: (yours: number | undefined, rival: number | undefined): string =>
      yours === undefined || rival === undefined
        ? ''
        : `Your cell ${percent(yours)}, the surrogate’s pick ${percent(rival)}.`,
  },
} as const;
