/** @file The words of Cell in English. Names of a module, not of one object: the viewer takes only those that it shows. Pure. */
import type { CellFormat } from '../../../contract/cell-exports.ts';
import { compact, count, counted } from '../../model/format.ts';

// above the graph
export const bestMeasured = 'best measured';
export const bestOfRun = 'best of the run';
export const copy = 'copy';
export const copied = 'The notation is copied.';
/** A cell that is not of the run, by where it is from. */
export const foreign = {
  link: 'A cell of a link',
  run: 'A cell of another run',
  untrained: 'A cell of this run, not trained yet',
  file: (name: string): string => `A cell of ${name}`,
};
export const foreignNote = (hasRun: boolean): string =>
  `Its network is drawn with the settings of ${hasRun ? 'the run on show' : 'the paper'}.`;
export const showPnasnet = 'Show PNASNet-5';
export const backToBest = 'Back to the best cell';
export const papers = 'The best cell of the paper’s search';
export const papersNote = 'PNASNet-5, found by the authors. The cells of your own run appear here as they are trained.';
export const better = 'Better cell';
export const next = 'Next best cell';
export const ofAll = (rank: number, cells: number): string => `${rank} of ${cells}`;

// figures
export const parameters = 'parameters';
export const work = 'multiply-adds per image';
export const measuredOn = (images: number): string => `measured on ${count(images)} images`;
export const confirmedOn = 'confirmed on images never seen';
export const predictedBefore = 'predicted before training';
export const rankInRun = 'rank in the run';
export const toTrain = (epochs: number): string => `to train, ${counted(epochs, 'epoch')}`;

// the graph
export const before = (cells: number): string =>
  cells === 1 ? 'the cell before' : cells === 2 ? 'two cells before' : `${cells} cells before`;
export const concatenate = 'concatenate';
export const handOn = 'hand on';
export const selected = (block: number): string => `block ${block}, selected`;
/** @param shape that it gives, undefined where it hands its input on. */
export const aboutOperator = (of: string, shape: string | undefined, number: number, other: number): string =>
  `${of}: ${shape ?? 'as it comes'}, ${count(number)} parameters, ${compact(other)} multiply-adds`;

// the selected block
export const blockTitle = (block: number): string => `Block ${block}`;
export const addedAt = (level: number): string => `added at level ${level}`;
export const outputOf = (cells: number): string =>
  cells === 1 ? 'the cell before' : `the output of ${cells} cells before`;
export const readsInput =
  'In this network every operator reads the cell’s input, and the outputs of all are concatenated.';
export const bothRead = (source: string): string => `Both operators read ${source}.`;
export const read = (first: string, second: string): string =>
  `The first operator reads ${first}, the second ${second}.`;
export const areAdded = (shape: string): string => `Their outputs have one shape, ${shape}, and are added.`;
export const noParameters = 'no parameters';
export const someParameters = (number: number): string => `${count(number)} parameters`;
export const operators = {
  /** What each operator does in the paper's network. */
  identity: 'Hands its input on unchanged; a 1x1 convolution only where the size must shrink.',
  dconv: (kernel: string): string =>
    `Depthwise separable, applied twice: ReLU, ${kernel} on each channel alone, 1x1 across channels, batch norm.`,
  rows: 'ReLU, a row of seven, then a column of seven, batch norm. Sees 7×7 pixels with 14 weights per channel pair.',
  conv: 'ReLU, a full 3x3 convolution over all channels, batch norm.',
  dilated: 'ReLU, 3x3 with every second pixel left out on each channel alone, 1x1 across channels, batch norm.',
  maxpool: 'The largest of 3x3 neighbours, on each channel alone. Nothing to learn.',
  avgpool: 'The mean of 3x3 neighbours, on each channel alone. Nothing to learn.',
};
export const flat = {
  /** What they do in the flat network, always with stride 2, where it is something else. */
  identity: 'A 1x1 convolution with a bias, nothing after it: at stride 2 the input cannot be handed on as it is.',
  dconv: (kernel: string): string =>
    `Depthwise separable, once: ${kernel} on each channel alone, 1x1 across channels, batch norm, ReLU.`,
  rows: 'A row of seven, batch norm, ReLU, then a column of seven, batch norm, ReLU.',
  conv: 'A full 3x3 convolution over all channels, batch norm, ReLU.',
  dilated: '3x3 with every second pixel left out',
};

// the whole network
export const network = 'The whole network';
export const sameCell = (times: number): string =>
  `The same cell, ${counted(times, 'time')}. Squares are drawn at one screen pixel per image pixel; bars show channels.`;
export const layer = 'layer';
export const layerOutput = 'output';
export const image = 'image';
export const stem = 'stem, 3x3 conv';
export const stride = 'stride 2';
export const head = 'average, softmax';
export const classes = (number: number): string => `${number} classes`;
export const total = 'total';

// compared
export const compared = {
  title: 'Compared, with the same settings',
  table: 'Cells compared',
  cell: 'cell',
  blocks: 'its blocks',
  measured: 'measured',
  work: 'multiply-adds',
  this: 'this cell',
  smaller: 'without its last block',
  notTrained: 'not trained here',
};

// what can be done with it
export const saveAs = 'Save this cell as';
export const formats: Readonly<Record<CellFormat, string>> = {
  pytorch: 'PyTorch network',
  keras: 'Keras 3 network',
  dot: 'Graphviz',
  mermaid: 'Mermaid',
  genotype: 'DARTS genotype',
  nni: 'NNI choices',
};
export const save = 'Save';
export const train = 'Train a network of it';
