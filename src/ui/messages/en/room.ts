/** @file The words of a class's pages in English. Names of a module. Pure. */
import { count, counted } from '../../model/format.ts';

export const room = (code: string | undefined): string => `Room ${code ?? 'of the class'}`;
export const pause = 'Pause';
export const goOn = 'Continue';
export const stop = 'Stop';
export const laptops = (number: number): string => `${counted(number, 'laptop')}`;
export const percentDone = (number: number): string => `${number} % done`;

// the board
export const closed = (reason: string): string => `The board cannot be opened. ${reason}.`;
export const cellsMeasured = (cells: number): string => `{strong:${count(cells)}} cells measured`;
export const keys = 'F full screen, H hides the code, N the names';
export const eachTrains = 'What each laptop trains';
export const speedInAll = (images: number): string => `{strong:${count(images)}} images/s in all`;
export const speed = (images: number): string => `${count(images)} images/s`;
export const inRoom = (number: number): string => `${counted(number, 'laptop')} in the room`;
export const paused = 'The class is paused';
export const finished = 'The search is finished';
export const confirm = (number: number): string => `${counted(number, 'laptop')} confirm the best cells`;
export const together = (number: number, level: number | undefined, of: number | undefined): string =>
  `${counted(number, 'laptop')} search together: level ${level} of ${of}`;
export const learns = 'The surrogate learns from all that was measured, and ranks the next level.';
export const allGave = 'Every device has given its share.';
export const openLink = 'Open the link, or read the code with a camera.';
export const levelNow = (measured: number, of: number, number: number, other: number): string =>
  `${measured} of ${of} cells are measured, ${number} are training, ${other} ${other === 1 ? 'waits' : 'wait'} for a free laptop.`;
export const aLaptop = 'a laptop';
export const left = 'left';
export const joined = 'joined';
export const silent = (seconds: number): string => `no sign for ${seconds} s`;
export const ofItsCell = (name: string): string => `${name}: of its cell`;

// beside the board
export const linkTo = (code: string): string => `The link to room ${code}`;
export const joinAt = 'join at';
export const roomCode = 'room';
export const best = 'The class’s best cell';
export const trainedBy = (cell: string, name: string): string => `${cell}, trained by ${name}`;
export const unpredicted = 'Of level 1, where nothing is predicted.';
export const predicted = (accuracy: string): string => `Predicted ${accuracy} before training.`;
export const trust = 'Can we trust one laptop?';
export const twice = '5 % of the cells are trained twice, on two laptops.';
export const noneTwice = 'None so far.';
export const soFarTwice = (cells: number, mean: string, most: string): string =>
  `So far ${cells}: ${mean} points apart on average, ${most} at most.`;
export const differences = (list: string): string => `Differences: ${list} points.`;
export const secondLess = 'second minus first, points';
export const helped = 'Did the guesses help?';
export const spearman = 'Spearman, predicted against measured, 95 %';
export const swarm = (cells: number, own: number): string => `${cells} cells measured; ${own} by this laptop.`;

// a student's page
export const classBest = 'class’s best';
export const you = (name: string, number: number): string =>
  `${name === '' ? '' : `you are ${name}, `}one of ${counted(number, 'laptop')}`;
export const joining = 'Joining';
export const joiningNote = 'The device is opened and checked, and the class is asked.';
export const waiting = 'Waiting for the class';
export const waitingNote = 'It has not begun yet. This page joins by itself.';
export const refused = 'This laptop cannot join';
export const done = 'Done';
/** Why a stay in the room is over. */
export const ended = {
  closed: 'The class has ended. Thank you.',
  left: 'You have left the room. An unfinished cell went to another laptop.',
  'shown out': 'The class does not take results of this laptop any more. Ask your teacher.',
  failed: (why: string): string => `This laptop could not go on. ${why}.`,
};
export const openBest = 'Look at the class’s best cell';
export const joinAgain = 'Join again';
export const tryAgain = 'Try again';
export const searchAlone = 'Search on this laptop alone';
export const entrance = 'Train for the class';
export const entranceNote =
  'One search runs on all laptops of the room. This page trains cells on this laptop, on its graphics card where the browser can use one, for as long as it is open, and gives their accuracies to the class. No pictures and no files of yours leave it.';
export const yourName = 'Your name, for the board (optional)';
export const join = 'Join and train';
export const checks = 'Your laptop checks another';
export const trains = 'Your laptop trains a cell';
export const trainsNote = (level: number, of: number): string =>
  `Level ${level} of ${of}. When it is measured, the class gets the result and you get the next cell.`;
export const inTraining = 'The cell in training';
export const cellOf = (cell: number, of: number): string => `Cell ${cell} of ${of}`;
export const idle = {
  paused: 'Paused',
  waiting: 'Waiting for a cell',
  pausedNote: 'Your cell went to another laptop. Continue to get the next one.',
  gathering: 'The search begins when enough laptops are here.',
  choosing: 'The surrogate is choosing the next level from what all of you have measured.',
  others: 'All cells of this level are with other laptops, or the next one is on its way.',
};
export const share = 'Your share';
export const shareOf = (own: number, all: number): string => `{strong:${own}} of ${counted(all, 'cell')}`;
export const discs = (text: string | undefined): string =>
  `full discs are yours, pale ones the class’s${text === undefined ? '' : `; your best ${text}`}`;
export const keepOpen = (isSample: boolean): string =>
  `Keep this tab open. Leave any time: an unfinished cell goes to another laptop.${isSample ? ' All train on the sample that lies beside this page.' : ''}`;
export const leave = 'Leave the room';

// a part of a search
export const part = {
  title: (number: number, of: number): string => `Part ${number} of ${of}`,
  some: 'A part of a search',
  problem: 'This part cannot be trained here',
  about: (cells: number, level: number, data: string): string =>
    `This link gives your laptop ${counted(cells, 'cell')} of level ${level} of a search, on ${data}. It trains them here, on the graphics card where the browser can use one; then you give back a file. Nothing leaves this laptop by itself.`,
  train: 'Train',
  trains: (cell: number, of: number): string => `Your laptop trains cell ${cell} of ${of}`,
  keepOpen: (level: number, of: number): string =>
    `Level ${level} of ${of}. Keep this tab open: a part is given back whole.`,
  done: 'Done: give it back',
  doneNote:
    'Send the file, or the link, to whoever gave you yours. It has the accuracies of your cells and nothing else.',
  save: 'Save the file',
  copy: 'Copy it as a link',
  copied: 'The link is copied.',
};

// splitting a search
export const split = {
  title: 'Split over laptops, without a server',
  goesOn: 'The search goes on by what came back.',
  next: (trainings: number): string =>
    `${counted(trainings, 'training')} to do next. Each laptop opens its link, trains its part, and gives back a file or a link. Take them in here; a part that never comes back can be given to another laptop.`,
  laptops: 'Laptops',
  make: 'Make links',
  copyAll: 'Copy all links',
  allCopied: (links: number): string => `${count(links)} links are copied, one a line.`,
  of: (number: number, of: number): string => `${number} of ${of}`,
  trainings: (trainings: number): string => `${counted(trainings, 'training')}`,
  back: 'came back',
  notBack: 'not back yet',
  copyPart: (number: number): string => `Copy link of part ${number}`,
  partCopied: (number: number): string => `The link of part ${number} is copied.`,
  copy: 'Copy link',
  takeFiles: 'Take in files, or drop them here',
  linkBack: 'A link that came back',
  theLink: 'the link',
  take: 'Take in',
};
export const doing = {
  /** What a laptop is at. */
  loading: 'loading',
  waiting: 'waiting',
  training: 'training',
  paused: 'paused',
};
