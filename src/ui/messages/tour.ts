/**
 * @file All words of the tour, as message functions: figures in, one text out, so that another language is another such module. A text may
 * mark words: `{predicted:..}`, `{measured:..}`, `{strong:..}`; `{screen:..}` is left out on paper. Pure.
 */
import type { SearchStrategy } from '../../contract/config.ts';
import type { Scores } from '../model/tour/game.ts';
import type { StepName } from '../model/tour/lesson.ts';
import { count, counted, hundredths, percent, points } from '../model/format.ts';

/** What a step says beside its picture. */
export interface StepWords {
  readonly title: string;
  readonly text: readonly string[];
  readonly question: string;
  readonly answer: string;
}

export const TOUR_NAME = 'How a search grows';
export const STEP_OF = (at: number, of: number): string => `${at} of ${of}`;
export const BACK = 'Back';
export const NEXT = (title: string): string => `Next: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
export const BEFORE_YOU_GO_ON = 'Before you go on';
export const SHOW_ANSWER = 'Show an answer';
export const OPENING = 'Opening the recorded run.';
export const NO_RECORDING = (reason: string): string => `The recorded run cannot be shown. ${reason}.`;
export const NO_LESSON =
  'The recorded run has no second level whose cells a surrogate picked, so there is nothing to tell of it.';
export const CELL_NAME = (number: number): string => `cell ${number}`;

/** What each step is called, in buttons and on the handout. */
export const TITLES: Readonly<Record<StepName, string>> = {
  cell: 'What are we searching for?',
  simple: 'Train the simplest ones',
  learn: 'A small model learns from the results',
  grow: 'Every cell grows by one block',
  game: 'You against the surrogate',
  picked: 'What it picked',
  again: 'And again, one block larger',
  worth: 'Was it worth it?',
};

export const CELL = ({
  operators,
  lookback,
  cells,
}: Record<'operators' | 'lookback' | 'cells', number>): StepWords => ({
  title: TITLES.cell,
  text: [
    'A neural network for images is a stack of one small design, the {strong:cell}, repeated. A cell is made of blocks: two operators, each reading an earlier output, and their sum.',
    `${counted(operators, 'operator')} and ${counted(lookback, 'earlier output')} to read make ${count(cells)} different cells of one block. {screen:Press any square to see its cell.}`,
  ],
  question: 'Why search for a small cell rather than for a whole network?',
  answer:
    'There are far fewer cells than networks, and a cell found with a small stack can be stacked deeper and wider afterwards.',
});

export const SIMPLE = ({ cells, epochs, images }: Record<'cells' | 'epochs' | 'images', number>): StepWords => ({
  title: TITLES.simple,
  text: [
    `All ${count(cells)} one-block cells are trained, each from scratch, for ${counted(epochs, 'epoch')}. {screen:Press Play: every disc is one of them; further right is better.}`,
    `The {measured:measured} accuracy is the share of ${count(images)} images that it gets right, none of which it was trained on. {screen:Touch a disc or a square: they are the same cells.}`,
  ],
  question: 'Why test on images it was not trained on?',
  answer:
    'A network can learn its training images by heart. Only images it has never seen tell what it has understood.',
});

export const LEARN = ({ cells }: { readonly cells: number }): StepWords => ({
  title: TITLES.learn,
  text: [
    `The {predicted:surrogate} is a small model that reads a cell’s design and predicts its accuracy. It has seen ${count(cells)} designs with their results; learning from them takes seconds.`,
    '{screen:Each operator stands at the mean accuracy of the cells that have it. Choose a larger cell: its operators’ marks become one prediction.}',
  ],
  question: 'What could the surrogate notice in these results?',
  answer: 'For example, which operators appear in the better cells, which inputs help, and which pairs do.',
});

export const GROW = ({
  parents,
  blocks,
  duplicates,
  candidates,
  kept,
}: Record<'parents' | 'blocks' | 'duplicates' | 'candidates' | 'kept', number>): StepWords => ({
  title: TITLES.grow,
  text: [
    `${count(parents)} cells × ${count(blocks)} new blocks make ${count(parents * blocks)} larger cells. ${count(duplicates)} of them are the same design as another one and are struck out: {strong:${count(candidates)}} are left, too many to train.`,
    `The {predicted:surrogate} predicts all of them in seconds, and only the ${count(kept)} it likes best are picked. {screen:Touch a square to see what it is.}`,
  ],
  question: 'Why must the surrogate only get the order right, and not the accuracies?',
  answer:
    'Only the best are picked. If every prediction were too high by the same amount, the same cells would be picked.',
});

export const GAME = {
  text: {
    probes: (cells: number, candidates: number, first: number): string =>
      `${inWords(cells, true)} two-block cells were drawn by lot from ${count(candidates)} and then trained. You know what the {predicted:surrogate} knew: how the ${count(first)} one-block cells did. Which three came out best?`,
    picked: (cells: number, first: number): string =>
      `These are ${inWords(cells)} of the two-block cells that the {predicted:surrogate} picked, and they were trained. You know what it knew: how the ${count(first)} one-block cells did. Which three came out best?`,
  },
  pickedNote:
    'This run trained no cells drawn by lot, so these are picks, all near the top: harder to order than a fair sample, for you and for it.',
  group: 'Choose three cells',
  chosen: (number: number): string => `${number} of 3 chosen.`,
  free: 'Press one again to free it.',
  full: 'Three are chosen. Press one of them to free it first.',
  more: (left: number): string => (left === 1 ? 'Choose one more' : `Choose ${inWords(left)} more`),
  reveal: 'Show what happened',
  skip: 'Not in the mood to guess?',
  skipButton: 'Show it without a guess',
  again: 'Guess again',
  next: 'Next: what it picked',
  noGame: 'This run has too few measured cells of two blocks for a game.',
  failed: (numbers: readonly number[]): string =>
    `Training of ${numbers.map(CELL_NAME).join(', ')} failed: not part of the game.`,
  stageBefore: 'One accuracy axis for what is known and what is coming',
  stageAfter: (cells: number): string => `The ${inWords(cells)}, in the order the surrogate would have tried them`,
  firstLevel: (cells: number): string => `${count(cells)} one-block cells, all measured`,
  operatorMean: 'Mean with this operator',
  waiting: 'waiting',
  hint: ['A hint you share', 'The surrogate has seen these and nothing else. Touch a disc for its cell.'],
  wait: ['Where will they land?', 'They wait beside the axis: any place on it would already be a guess.'],
  covered: ['Its predictions are in', 'The surrogate has ranked them. Its order is covered until you show yours.'],
  legend: 'Two marks a row',
  legendPredicted: 'what it predicted',
  legendMeasured: 'what was measured',
  legendBest: 'the three best',
  cell: 'cell',
  marks: 'predicted and measured on the axis',
  you: 'you',
  its: 'its 3',
  moved:
    'Every disc went from where it was {predicted:predicted} to where it was {measured:measured}. The distance is the error.',
  columns: ['of the best 3', 'mean, %', 'over lot'],
  rows: { reader: 'You', surrogate: 'Surrogate', lot: 'By lot' },
  sure: 'How sure is that?',
} as const;

/** The game's heading, as plain whoever wins. */
export function gameHeading({ reader, surrogate }: Scores): string {
  const found = (hits: number): string => (hits === 0 ? 'none' : hits === 3 ? 'all three' : inWords(hits));
  if (reader === undefined) return `The surrogate found ${found(surrogate.hits)} of the best three`;
  if (reader.hits === surrogate.hits) return `You and the surrogate both found ${found(reader.hits)}`;
  return reader.hits > surrogate.hits
    ? `You found ${found(reader.hits)}, the surrogate ${found(surrogate.hits)}`
    : `The surrogate found ${found(surrogate.hits)}, you found ${found(reader.hits)}`;
}

/** What the game's result means for the surrogate, in one sentence. */
export function gameMeaning({ surrogate, lot }: Scores, rho: number | undefined, kind: 'probes' | 'picked'): string {
  if (kind === 'picked') {
    return 'All of these were near the top already; whether picking them was better than chance, only cells drawn by lot could tell.';
  }
  if (rho !== undefined && rho > 0.3 && surrogate.mean > lot.mean) {
    return 'From one-block cells alone it put larger ones in nearly the right order: that is why simple cells come first.';
  }
  return surrogate.mean > lot.mean
    ? 'Its three were better than three by lot would be on average, though its order of the others was weak.'
    : 'Here its three were no better than three drawn by lot would be on average.';
}

/** How much one round settles. @param points how far an accuracy is known to, in points; @param chance of as many hits by lot. */
export function gameCertainty(of: {
  readonly points: string;
  readonly hits: number;
  readonly chance: number;
  readonly order:
    { readonly rho: number; readonly interval: readonly [number, number]; readonly cells: number } | undefined;
}): string {
  const { points: noise, hits, chance, order } = of;
  const lucky =
    hits === 0
      ? 'One round of three settles little.'
      : `One round of three could be luck: three by lot find at least ${inWords(hits)} in ${percent(chance, 0)} of rounds.`;
  const known = `An accuracy here is only accurate to about ±${noise} points.`;
  if (order === undefined) return `${lucky} ${known} There are too few cells to score an order.`;
  const { rho, interval, cells } = order;
  return `${lucky} ${known} Over all ${inWords(cells)} its order scores ${signed(rho)} (95 % interval ${signed(interval[0])} to ${signed(interval[1])}), where 1 is perfect and 0 is chance.`;
}

export const PICKED = {
  error: (kept: number, candidates: number, off: number): string =>
    `The surrogate’s ${count(kept)} picks, ${percent(kept / Math.max(1, candidates), 1)} of all candidates, were trained. {screen:Every disc moves from where it was predicted to where it was measured.} They were off by ${hundredths(off)} points on average.`,
  against: (picks: number, probes: number, mean: number, low: number, high: number): string =>
    `{strong:Better than chance?} The picks reached ${percent(picks)} on average, the cells drawn by lot ${percent(probes)}: ${points(mean)} points (95 % interval ${points(low)} to ${points(high)}). ${
      low > 0
        ? 'So picking by prediction helped.'
        : high < 0
          ? 'So picking by prediction did harm here.'
          : 'That is too close to call in one run.'
    }`,
  noProbes:
    'Whether the picks are better than chance this run cannot say: it trained no cells drawn by lot beside them.',
  orderOfProbes: (rho: number, low: number, high: number, cells: number): string =>
    `Its order of the ${count(cells)} cells drawn by lot scores ${signed(rho)} (${signed(low)} to ${signed(high)}) by Spearman’s rank correlation: 1 is perfect, 0 is chance.`,
  orderOfPicks: (rho: number, low: number, high: number): string =>
    `Among its picks alone it scores ${signed(rho)} (${signed(low)} to ${signed(high)}): all of them were near the top, so there is little left to order.`,
  question: 'If it cannot order the cells it picked, is it useless?',
  answer:
    'No. Its task was to tell them from the thousands it left out. Cells drawn by lot are a fair sample of those; its picks are not.',
} as const;

export const AGAIN = ({ blocks }: { readonly blocks: number }): StepWords => ({
  title: TITLES.again,
  text: [
    `The surrogate learns from everything measured so far, the cells just trained grow by one more block, and the loop goes on up to ${counted(blocks, 'block')}. {screen:Press Play: every disc leaves its prediction for what was measured.}`,
    'This is Progressive Neural Architecture Search: from simple to complex, with a guide.',
  ],
  question: 'Why not begin with the largest cells?',
  answer:
    'There are too many of them, and nothing is known yet. Small cells train faster and teach the surrogate what to look for.',
});

export const WORTH = {
  /** The best cell, trained again on images that took no part: the mean over seeds. */
  confirmed: (mean: number, seeds: number, digits: number): string =>
    `The best cell reached {strong:${percent(mean, digits)}}, the mean of ${counted(seeds, 'new training')} judged on images the search never saw.`,
  /** The highest measurement of the search, and what its cell reached when it was trained again. */
  luck: (highest: number, again: number, digits: number): string =>
    `The highest single measurement was ${percent(highest, digits)}; trained again, that cell reached ${percent(again, digits)}. ${
      again < highest ? 'The highest of many measurements is partly luck.' : 'This time it was no luck.'
    }`,
  measured: (best: number, level: number, noise: string, digits: number): string =>
    `The best measured cell reached ${percent(best, digits)}, at level ${level}; differences of less than ${noise} points may be luck.`,
  scale: 'These are tiny networks on few images. Do not compare them with published CIFAR-10 results.',
  noRace: 'A fair answer needs the same budget spent by chance, several times over. This recording has no such twins.',
  question: 'Would it still win with a tenth of the budget?',
  answer:
    'Probably not: the first levels pay for what the surrogate learns, and a search by lot trains large cells from the start.',
  control: 'How would you find out whether the surrogate was worth it?',
  controlAnswer: 'Search at random with the same budget, several times each, and compare the best cells, trained anew.',
} as const;

/** Words on the stage: titles of pictures, what marks are. */
export const STAGE = {
  firstGrid: 'All cells of one block',
  firstGridNote:
    'One half of the block down, the other across. A square is a cell; its colour, once measured, its accuracy.',
  pressSquare: 'Press a square.',
  swarm: (cells: number, of: number): string => `Level 1: ${count(cells)} of ${count(of)} measured`,
  marks: 'Mean accuracy of the one-block cells with each operator',
  example: 'A larger cell, by its operators',
  exampleNote:
    'Dotted lines lead from each of its operators to the prediction. The surrogate reads more than that: inputs, pairs, and how blocks connect.',
  examples: 'Choose a larger cell',
  noExample: 'In this run the larger cells are part of the game to come, so none is shown here.',
  predictedAt: (accuracy: string): string => `predicted ${accuracy}`,
  growthGrid: (rows: number, columns: number): string => `${count(rows)} cells × ${count(columns)} new blocks`,
  growthNote: (shown: number, rows: number): string =>
    shown < rows
      ? `Rows: the first ${count(shown)} of ${count(rows)} one-block cells. Columns: new blocks.`
      : 'Rows: the one-block cells. Columns: the blocks that each can grow by.',
  curve: 'All predictions, from the best to the worst',
  fates: {
    duplicate: 'struck out: the same design as another',
    dropped: 'predicted, not picked',
    kept: 'picked by the surrogate',
    probe: 'drawn by lot',
  },
  duplicateOf: (parent: number, block: string): string => `The same design as cell ${parent} with the block ${block}.`,
  grownFrom: (parent: number): string => `Cell ${parent} grown by one block.`,
  picks: 'picked by the surrogate',
  lot: 'drawn by lot',
  levelHead: (level: number): string => `Level ${level}`,
  counted: (done: number, of: number): string => `${count(done)} of ${counted(of, 'cell')}`,
  mean: (accuracy: string): string => `mean ${accuracy}`,
  axis: (images: number): string => `accuracy on ${count(images)} validation images`,
  touch: 'Touch or focus a mark for its cell; arrow keys go from mark to mark.',
  asTable: 'Show as a table',
  asPicture: 'Show as a picture',
  table: ['cell', 'level', 'predicted, %', 'measured, %', 'difference'],
  play: 'Play',
  pause: 'Pause',
  place: 'Place in the recorded run',
  ofRun: (now: string, all: string): string => `${now} of ${all} of training`,
  confirm: 'Confirm',
} as const;

/** A cell in the panel that marks open. */
export const PANEL = {
  level: (level: number): string => `level ${level}`,
  predicted: 'predicted',
  measured: 'measured',
  difference: 'difference',
  notMeasured: 'not yet measured',
  failed: 'failed',
  none: 'not predicted',
} as const;

export const LINK = {
  heading: 'Link for your class',
  note: (step: number): string =>
    `Opens this lesson at step ${step}, with the settings of Search filled in and nothing started.`,
  hide: { settings: 'hide settings', answers: 'answers off' },
  copy: 'Copy link',
  copied: 'The link is copied.',
  length: (characters: number): string => `${count(characters)} of 2,000 characters`,
  local:
    'This address is of this computer or this network alone: others cannot open the link unless they are on it too.',
  qr: 'The link as a QR code',
} as const;

/** What the race's strategies are called. */
export const LANES: Readonly<Record<SearchStrategy, string>> = {
  pnas: 'PNAS',
  random: 'random',
  shuffled: 'shuffled',
  evolution: 'evolution',
  'local-search': 'local search',
  bananas: 'BANANAS',
};

/** A mean with its 95 % interval, as shares. */
interface Known {
  readonly mean: number;
  readonly interval?: readonly [number, number];
}

export const RACE = {
  heading: 'The best cell so far, as each search spends its budget',
  caption: (seeds: number): string =>
    seeds > 1
      ? `Lines: mean over ${inWords(seeds)} seeds of the estimated accuracy of the best cell so far; bands: 95 % intervals.`
      : 'Lines: the estimated accuracy of the best cell so far. One seed each: it shows what happened, not what would happen again.',
  intro: (seeds: number): string =>
    `These searches got the same budget${seeds > 1 ? `, ${inWords(seeds)} times over` : ''}. {measured:PNAS} picks with the surrogate. {strong:Random} draws the largest cells by lot. {strong:Shuffled} grows like PNAS, but its predictions are mixed up.`,
  confirmed:
    'At the end each search trains its best cells again, with fresh seeds, and is judged on images it never saw. So a lucky measurement does not win.',
  /** What the race says, in one sentence. @param lead PNAS minus random. */
  verdict: (lead: Known | undefined): string => {
    if (lead === undefined) return 'No control was confirmed here, so nobody has won.';
    const size = points(Math.abs(lead.mean)).replace('+', '');
    const { interval } = lead;
    if (interval === undefined) {
      return `Here PNAS ended ${size} points ${lead.mean < 0 ? 'below' : 'above'} chance, on one seed: too little to say that it would again.`;
    }
    if (interval[0] > 0) return `Here the surrogate earned ${size} points over chance.`;
    if (interval[1] < 0) return `Here chance was better by ${size} points: the surrogate did not pay.`;
    return `Too close to call: PNAS minus chance is ${points(lead.mean)} points, and the interval holds zero.`;
  },
  level: (level: number, isFirst: boolean): string => (isFirst ? `level ${level} of PNAS` : `level ${level}`),
  axis: 'multiply-adds spent on training',
  unit: (value: number, unit: string): string => `${count(value)} ${unit}`,
  units: { T: 'trillion', G: 'billion' },
  confirmedHead: (seeds: number): string =>
    seeds > 1 ? `Confirmed best, mean of ${inWords(seeds)} seeds` : 'Confirmed best',
  lead: (strategy: SearchStrategy): string => `PNAS minus ${LANES[strategy]}`,
  leadRange: (low: number, high: number): string => `points, ${points(low)} to ${points(high)}`,
  leadOne: 'points, one seed',
  ahead: (ahead: number, pairs: number): string =>
    pairs === 1
      ? ''
      : ahead === pairs
        ? `It was ahead on all ${inWords(pairs)} seeds.`
        : `It was ahead on ${inWords(ahead)} of ${inWords(pairs)} seeds.`,
  shuffledNote: 'Same levels, picks by lot: this is the surrogate alone.',
  lostHead: 'Where it lost',
  lost: (until: string, random: number, pnas: number): string =>
    `Until about ${until} random was ahead: it trains large cells at once, ${count(Math.round(random))} in all, while PNAS first learns from small ones (${count(Math.round(pnas))} in all).`,
  lostAll: 'At the end of the budget the estimate of random was still ahead.',
  lostNever: 'Random was at no time ahead for good.',
  foot: (seeds: number, budget: string, images: number): string =>
    `${seeds > 1 ? '± and ranges are 95 % intervals over seeds, paired by seed. Small dots: the seeds. ' : ''}${budget} each; confirmed on ${count(images)} images, at extra cost for all alike.`,
  table: ['search', 'seeds', 'cells', 'confirmed best, %', '95 % interval'],
  tableName: 'The race in numbers',
  tryIt: 'Try it: start with these settings',
  tryNote: (blocks: number, children: number, time: string | undefined): string =>
    `Opens Search with ${counted(blocks, 'block')}, K ${children}${time === undefined ? '' : `, about ${time} on this device`}. Nothing starts until you press Start there.`,
  running: 'A search is running: it stays as it is, and these settings wait for the next one.',
  quiz: 'Quiz: five questions',
} as const;

/** A question of the quiz: the first choice is right; they are shown in another order. */
export interface QuizQuestion {
  readonly question: string;
  readonly choices: readonly [string, string, string];
  readonly why: string;
}

export const QUIZ = {
  title: 'Five questions',
  back: 'Back to the race',
  check: 'Check',
  next: 'Next question',
  right: 'Right.',
  wrong: 'Not quite.',
  noted: 'Noted. Your class will go through the answers.',
  score: (right: number): string => (right === 5 ? 'All five right.' : `${inWords(right, true)} of five right.`),
  done: 'All five are answered.',
  again: 'Once more',
} as const;

/** The questions, with the run's own figures. */
export function quizQuestions(of: Record<'candidates' | 'kept' | 'first', number>): readonly QuizQuestion[] {
  return [
    {
      question: 'What does the surrogate predict from?',
      choices: [
        'The design of a cell alone: its operators, inputs and blocks',
        'The images the cell will be trained on',
        'The weights of the trained network',
      ],
      why: 'It never sees an image or a weight. That is why it can predict thousands of cells in seconds.',
    },
    {
      question: `Level 1 trained all ${count(of.first)} one-block cells. Why start there?`,
      choices: [
        'They are few and cheap, and the surrogate learns from them',
        'One-block cells are the most accurate',
        'Larger cells cannot be trained from scratch',
      ],
      why: 'Simple cells first: their results teach the surrogate which parts help before the number of cells explodes.',
    },
    {
      question: `Of ${count(of.candidates)} candidates ${count(of.kept)} were picked. What is lost if the surrogate is wrong?`,
      choices: [
        'A good cell may be dropped and never trained',
        'The trained cells get a wrong accuracy',
        'Nothing: dropped cells come back at the next level',
      ],
      why: 'Measured accuracies are real whoever picked the cell. What was dropped is not seen again, unless another cell grows into it.',
    },
    {
      question: 'The highest of many measured accuracies, trained again with a new seed, will most likely be',
      choices: ['lower', 'higher', 'exactly the same'],
      why: 'The highest of many is high partly by luck, and luck does not repeat. So the best few are confirmed with fresh seeds on other images.',
    },
    {
      question: 'How can one tell whether the surrogate was worth it?',
      choices: [
        'Search by lot with the same budget, several times, and compare the confirmed best cells',
        'Look whether its predictions were close to the measurements',
        'Compare the best accuracy with that in a paper',
      ],
      why: 'Only a control with the same budget shows what picking added. Close predictions can still order cells badly, and papers train on other data for longer.',
    },
  ];
}

/** The tour on paper. */
export const HANDOUT = {
  title: 'How a search grows: eight steps of Progressive Neural Architecture Search',
  from: (date: string, images: number): string =>
    `From a real recorded search of ${date}, accuracies on ${count(images)} validation images. Do not compare them with published CIFAR-10 results.`,
  name: 'Name',
  game: 'Your guess: tick three',
  gameColumns: ['cell', 'its blocks', 'your three', 'predicted, %', 'measured, %'],
  fill: 'Fill in the last two columns when the result is shown.',
  operators: (list: string): string => `Mean accuracy of the one-block cells with each operator: ${list}.`,
  answers: 'Answers',
  print: 'Print as a handout',
} as const;

/** `0.53`, `−0.14`. */
function signed(value: number): string {
  return value.toFixed(2).replace('-', '\u2212');
}

const NUMBERS = [
  'none',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Small numbers as words. */
function inWords(value: number, isFirst = false): string {
  const word = NUMBERS[value] ?? count(value);
  return isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}
