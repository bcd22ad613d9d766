/** @file The words of Final in English. Names of a module. Pure. */
import { count, counted } from '../../model/format.ts';

// what a final training and its designs are called
export const designs = { cell: 'Best cell', random: 'Random cell, same size', pnasnet5: 'PNASNet-5' };
export const theCell = 'The cell';
export const called = (isBest: boolean, repeats: number, filters: number): string =>
  `Network of ${isBest ? 'the best cell' : 'a cell'}, N ${repeats}, F ${filters}`;
export const sizesOf = (training: number, aside: number, epochs: number, networks: number, seed: number): string =>
  `${count(training)} + ${count(aside)} images, ${counted(epochs, 'epoch')}, ${counted(networks, 'network')}, seed ${seed}`;

// the form
export const measuring = 'Measuring this device, to plan the training.';
export const tryIt = 'Try it';
export const newTraining = 'New training';
export const title = (isFound: boolean): string => `Train a network of ${isFound ? 'the best cell' : 'a cell'}`;
export const note =
  'A search ends with a cell. Here it becomes a network that is trained for longer, judged once on images that no training has seen, and saved for other tools.';
export const bestCell = 'The best cell of the search on show';
export const chosenCell = 'The cell that you chose';
export const confirmed = (accuracy: string): string => `${accuracy} confirmed`;
export const howLong = 'How long';
export const presets = {
  coffee: 'Coffee',
  night: 'Overnight',
  paper: 'Paper',
};
export const presetNotes = {
  coffee: 'About 10 minutes here: two cells a stage, as wide and as long as this device allows.',
  night: 'About 8 hours: three cells a stage, with what short trainings gain from.',
  paper: 'The paper’s network and recipe, 600 epochs: days on a laptop.',
};
export const compare = 'To compare';
export const controls =
  'Train a random cell of the same size and PNASNet-5’s beside it: was it the cell, or the recipe?';
export const seedsOfEach = 'Seeds of each';
export const sizes = 'Sizes';
export const size = {
  epochs: 'Epochs',
  repeats: 'Cells a stage, N',
  filters: 'Filters, F',
  images: 'Images',
};
export const asPlanned = 'as planned';
export const train = (networks: number): string => (networks === 1 ? 'Train it' : `Train ${networks} networks`);
export const busy = 'A search is running; pause it first.';
export const looking = 'Looking for images.';
export const onImages = (images: number, name: string): string =>
  `On ${count(images)} images of ${name}; a tenth of them is closed until the end.`;
export const keptFinals = (trainings: number): string => `${counted(trainings, 'final training')} kept under Runs`;

// the training
export const readingTest = 'Reading the test images, once';
export const trainingNow = (isBest: boolean): string =>
  `Training ${isBest ? 'the best cell' : 'the cell'} as a full network`;
export const depth = (cells: number, epochs: number): string =>
  `${counted(cells, 'cell')} deep, for ${counted(epochs, 'epoch')}.`;
export const besides =
  'A random cell of the same size and PNASNet-5’s get the same recipe and seeds, so that you can tell the cell from the recipe.';
export const testImages = 'test images';
export const lock = (isReading: boolean): string => `${isReading ? 'being read' : 'not read yet'}`;
export const once = (images: number, isHeldOut: boolean): string =>
  `${count(images)}, once, at the end${isHeldOut ? '; held out of the set' : ''}`;
export const saved = 'Saved every minute: close the lid any time.';
export const stopKeeps = 'Stop keeps all that is trained; the test images stay closed.';
export const theNetwork = 'The network';
export const withSeed = (name: string, seed: number): string => `${name}, seed ${seed}`;
export const finalNetwork = 'Final network';
export const networksTrained = (networks: number, of: number): string =>
  `{strong:${networks}} of ${counted(of, 'network')} trained`;
export const paused = 'paused';
export const estimateSoon = 'a time estimate appears soon';
export const figures = {
  left: 'left of this network',
  rate: (peak: string): string => `learning rate, of ${peak}`,
  save: 'last save',
};
export const networkSize = 'The network’s size';
export const network = 'Network';
export const weights = (text: string): string => `${text} weights`;
export const stem = (cells: number, shapes: string): string => `Stem, then ${counted(cells, 'cell')}: ${shapes}.`;
export const auxiliary = (weight: string): string => `An auxiliary head of weight ${weight}, for training alone.`;

// curves
export const curves = {
  none: 'The curves appear after the first epoch.',
  accuracy: 'Accuracy by epoch, %',
  images: (isAveraged: boolean): string => `${isAveraged ? 'averaged weights, ' : ''}images kept aside`,
  aside: (figure: string): string => `${figure} kept aside`,
  while: (figure: string): string => `${figure} while training`,
  loss: 'Loss by epoch',
  cosine: 'learning rate falls along a cosine',
  rises: 'learning rate rises, then falls',
  floor: (loss: string): string => `floor ${loss} while training, set by label smoothing`,
};

// its networks
export const table = {
  title: 'Its networks',
  order: 'numbers are the order: a stop still leaves whole comparisons',
  networks: 'Networks',
  design: 'design',
  cell: 'cell',
  weights: 'weights',
  work: 'multiply-adds',
  seeds: 'seeds',
  states: { done: 'trained', failed: 'failed', training: 'training', waiting: 'waiting' },
};

// the result
export const right = (images: number): string => `of ${count(images)} test images are right`;
export const fromNumber = (error: string): string => `± ${error} from their number alone`;
export const readOnce = (when: string, networks: number): string =>
  `Read once, on ${when}${networks > 1 ? `, for all ${networks} networks` : ''}; this run can’t read them again.`;
export const heldOut = (data: string): string =>
  `They were held out of ${data}: do not compare this with published CIFAR-10 results.`;
export const cellOrRecipe = 'Was it the cell, or the recipe?';
export const notKnown = 'Not known: nothing was trained beside it. A new training with controls tells.';
export const comparedOn = (epochs: number, seeds: number): string =>
  `${counted(epochs, 'epoch')}, ${seeds === 1 ? 'one seed' : `seeds 1 to ${seeds}`}, on the test images`;
export const compared = {
  title: 'Designs compared',
  mean: 'mean, 95 %',
  lead: 'best minus it',
  failed: 'failed',
};
/** A control beside the cell, each a sentence. */
export const verdict = {
  rivals: { random: 'A random cell of the same size', pnasnet5: 'PNASNet-5’s cell' },
  oneSeed: (rival: string, points: string): string => `${rival} is ${points} points from yours, by one seed each.`,
  unclear: (rival: string): string => `${rival} can’t be told from yours.`,
  behind: (rival: string, points: string): string => `${rival} is ${points} points behind.`,
  ahead: (rival: string, points: string): string => `${rival} is ${points} points ahead.`,
};
export const mixesUp = 'What it mixes up';
export const mixedUp = (one: string, other: string, mistakes: number, of: number): string =>
  `${one} and ${other} for each other: ${count(mistakes)} of its ${count(of)} mistakes.`;
export const confusion = {
  title: 'Confusion matrix and errors',
  axes: 'Rows: what it is. Columns: what it said.',
  wrong: 'wrong',
  square: (images: number, label: string, answer: string): string =>
    `${count(images)} of ${label} said to be ${answer}`,
  note: 'columns: what it said; rows: what it is',
};
export const wrongPerClass = 'wrong per class in %, 95 % interval';
export const noMistake = 'It made no mistake.';
export const sureAsRight = 'Is it as sure as it is right?';
export const calibration = {
  right: (sure: string, correct: string): string => `About right: ${sure} sure on average, ${correct} right.`,
  tooSure: (sure: string, correct: string): string => `Too sure: ${sure} sure on average, ${correct} right.`,
  tooModest: (sure: string, correct: string): string => `Too modest: ${sure} sure on average, ${correct} right.`,
  tooFew: 'Too few test images to tell.',
  point: (sure: string, correct: string): string => `${sure} sure, ${correct} right`,
  points: (list: string): string => `By sureness: ${list}.`,
  axisRight: 'right, %',
  axisSure: 'how sure it was, %',
  diagonal: 'dashed: sure as often as right',
};
export const modest = 'Label smoothing makes it modest.';
export const mostSure = 'Most sure and wrong';
export const mostSureNote = 'What it said, how sure in %, what it is.';
export const aTestImage = (name: string): string => `A test image, ${name}`;
export const cost = {
  title: 'What it cost',
  time: 'device time',
  examples: 'examples',
  search: (cells: number): string => `Search, ${counted(cells, 'cell')}`,
  confirmation: 'Confirmation',
  soFar: 'Final training, so far',
  training: 'Final training',
  total: 'Total',
  below: (figure: string): string => `below ${figure}`,
};
export const share = 'Share';
export const save = (file: string): string => `Save ${file}`;
export const saveNetwork = 'Save the network as';
export const saveAs = 'Save as';

// what is said beside a link
export const sentence = {
  trained: (networks: number, of: number): string => `${count(networks)} of ${counted(of, 'network')} trained`,
  right: (accuracy: string, images: number, isHeldOut: boolean): string =>
    `${accuracy} of ${count(images)} test images right${isHeldOut ? ', held out of the data set' : ''}, read once`,
};
export const linkParts = {
  curves: 'the learning curves',
  answers: 'the answers of the networks after the first, but for how many are right',
};
export const leavesOut = (parts: string): string => `It leaves out ${parts}; final.json has everything.`;

// what is said of what was done
export const stopped =
  'Stopped. Trained networks are kept, and the one in training from its last save; the test images stay closed.';
export const crashed = (reason: string): string => `${reason}. What is trained so far is kept.`;
export const isBusy = 'Something is being trained. Pause or stop it first; nothing is lost.';
export const copyKept = 'A copy of this final training is kept here, without its weights.';
export const noWeights = 'The weights of this network are not kept here: a file or a link has none.';
