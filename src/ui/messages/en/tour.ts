/**
 * @file The words of the tour in English, as message functions: figures in, one text out. A text may mark words: `{predicted:..}`,
 * `{measured:..}`, `{strong:..}`; `{screen:..}` is left out on paper. Pure.
 */
import type { SearchStrategy } from '../../../contract/config.ts';
import type { OperatorName } from '../../../core/space/operators.ts';
import type { StepName } from '../../model/tour/lesson.ts';
import { areLevel, count, counted, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';

/** What a step says beside its picture, under its title. */
export interface StepText {
  readonly text: readonly string[];
  readonly question: string;
  readonly answer: string;
}

/** What each step is called, in buttons and on the handout. */
const titles: Readonly<Record<StepName, string>> = {
  cell: 'What are we searching for?',
  simple: 'Train the simplest ones',
  learn: 'A small model learns from the results',
  grow: 'Every cell grows by one block',
  game: 'You against the surrogate',
  picked: 'What it picked',
  again: 'And again, one block larger',
  worth: 'Was it worth it?',
};

/** What the race's strategies are called. */
const lanes: Readonly<Record<SearchStrategy, string>> = {
  pnas: 'PNAS',
  random: 'random',
  shuffled: 'shuffled',
  evolution: 'evolution',
  'local-search': 'local search',
  bananas: 'BANANAS',
};

/** A question of the quiz: the first choice is right; they are shown in another order. */
export interface QuizQuestion {
  readonly question: string;
  readonly choices: readonly [string, string, string];
  readonly why: string;
}

/** The questions, with the run's own figures. */
function quizQuestions(of: Record<'candidates' | 'kept' | 'first', number>): readonly QuizQuestion[] {
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

const cellName = (number: number): string => `cell ${number}`;

export const TOUR = {
  name: 'How a search grows',
  stepOf: (at: number, of: number): string => `${at} of ${of}`,
  back: 'Back',
  next: (title: string): string => `Next: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  beforeYouGoOn: 'Before you go on',
  showAnswer: 'Show an answer',
  opening: 'Opening the recorded run.',
  noRecording: (reason: string): string => `The recorded run cannot be shown. ${reason}.`,
  noLesson: 'The recorded run has no second level whose cells a surrogate picked, so there is nothing to tell of it.',
  cellName,
  titles,
  steps: {
    cell: ({ operators, lookback, cells }: Record<'operators' | 'lookback' | 'cells', number>): StepText => ({
      text: [
        'A neural network for images is a stack of one small design, the {strong:cell}, repeated. A cell is made of blocks: two operators, each reading an earlier output, and their sum.',
        `${counted(operators, 'operator')} and ${counted(lookback, 'earlier output')} to read make ${count(cells)} different cells of one block. {screen:Press any square to see its cell.}`,
      ],
      question: 'Why search for a small cell rather than for a whole network?',
      answer:
        'There are far fewer cells than networks, and a cell found with a small stack can be stacked deeper and wider afterwards.',
    }),
    simple: ({ cells, epochs, images }: Record<'cells' | 'epochs' | 'images', number>): StepText => ({
      text: [
        `All ${count(cells)} one-block cells are trained, each from scratch, for ${counted(epochs, 'epoch')}. They come first because they are few and quick to train, and larger cells are made of the same parts: what works here is a hint for those. {screen:Every disc is one of them; further right is better.}`,
        `The {measured:measured} accuracy is the share of ${count(images)} images that it gets right, none of which it was trained on. {screen:Touch a disc or a square: they are the same cells.}`,
      ],
      question: 'Why test on images it was not trained on?',
      answer:
        'A network can learn its training images by heart. Only images it has never seen tell what it has understood.',
    }),
    learn: ({ cells }: { readonly cells: number }): StepText => ({
      text: [
        `The {predicted:surrogate} is a small model that reads a cell’s design and predicts its accuracy. It has seen ${count(cells)} designs with their results; learning from them takes seconds.`,
        '{screen:Each operator stands at the mean accuracy of the cells that have it. Choose a larger cell to see what the surrogate predicts for it.}',
      ],
      question: 'What could the surrogate notice in these results?',
      answer: 'For example, which operators appear in the better cells, which inputs help, and which pairs do.',
    }),
    grow: ({
      parents,
      blocks,
      duplicates,
      candidates,
      kept,
    }: Record<'parents' | 'blocks' | 'duplicates' | 'candidates' | 'kept', number>): StepText => ({
      text: [
        `${count(parents)} cells × ${count(blocks)} new blocks make ${count(parents * blocks)} larger cells. ${count(duplicates)} of them are the same design as another one and are struck out: {strong:${count(candidates)}} are left, too many to train.`,
        `The {predicted:surrogate} predicts all of them in seconds, and only the ${count(kept)} it likes best are picked. {screen:Touch a square to see what it is.}`,
      ],
      question: 'The accuracies that it predicts may all be wrong, if only their order is right. Why?',
      answer:
        'Only the best are picked. If every prediction were too high by the same amount, the same cells would be picked.',
    }),
    again: ({ blocks, means }: { readonly blocks: number; readonly means: string }): StepText => ({
      text: [
        `The surrogate learns from everything measured so far, the cells just trained grow by one more block, and the loop goes on up to ${counted(blocks, 'block')}. {screen:Every disc leaves its prediction for what was measured.}`,
        `Mean accuracy, cells drawn by lot left out: ${means}. Larger cells may be better by themselves, so this does not yet show that picking helped.`,
        'This is Progressive Neural Architecture Search: from simple to complex, with a guide.',
      ],
      question: 'Why not begin with the largest cells?',
      answer:
        'There are too many of them, and nothing is known yet. Small cells train faster and teach the surrogate what to look for.',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells: number, left: number, first: number): string =>
        `From the ${count(left)} two-block cells that the {predicted:surrogate} did not pick, ${inWords(cells)} were drawn by lot and trained. You know what it knew: how the ${count(first)} one-block cells did. Which three came out best?`,
      picked: (cells: number, first: number): string =>
        `These are ${inWords(cells)} of the two-block cells that the {predicted:surrogate} picked, and they were trained. You know what it knew: how the ${count(first)} one-block cells did. Which three came out best?`,
    },
    pickedNote:
      'This run trained no cells drawn by lot, so these are picks, all near the top: harder to order than a fair sample, for you and for it.',
    inputs:
      'Below each operator stands what it reads: −1 the cell before, −2 the one before that, 0 the first block of this cell.',
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
      `Training of ${numbers.map(cellName).join(', ')} failed: not part of the game.`,
    /** The score in words. @param reader undefined: no guess was given. */
    heading: (surrogate: number, reader: number | undefined): string => {
      const found = (hits: number): string => (hits === 0 ? 'none' : hits === 3 ? 'all three' : inWords(hits));
      if (reader === undefined) return `The surrogate found ${found(surrogate)} of the best three`;
      if (reader === surrogate) return `You and the surrogate both found ${found(reader)}`;
      return reader > surrogate
        ? `You found ${found(reader)}, the surrogate ${found(surrogate)}`
        : `The surrogate found ${found(surrogate)}, you found ${found(reader)}`;
    },
    /** What the result means for the surrogate. */
    meaning: {
      picked:
        'All of these were near the top already; whether picking them was better than chance, only cells drawn by lot could tell.',
      ordered:
        'From one-block cells alone it put larger ones in nearly the right order: that is why simple cells come first.',
      better: 'Its three were better than three by lot would be on average, though its order of the others was weak.',
      chance: 'Here its three were no better than three drawn by lot would be on average.',
    },
    /** How much one round settles. */
    certainty: {
      lucky: (hits: number, chance: number): string =>
        `One round of three could be luck: three by lot find at least ${inWords(hits)} in ${percent(chance, 0)} of rounds.`,
      none: 'One round of three settles little.',
      luck: (training: string, images: string, shown: number): string =>
        `An accuracy here is partly luck (standard deviations): ±${training} points from one training of a cell to the next, ±${images} from which ${count(shown)} images it is measured on.`,
      luckOfImages: (images: string, shown: number): string =>
        `An accuracy here is partly luck: ±${images} points (standard deviation) from which ${count(shown)} images it is measured on alone.`,
      order: (cells: number, rho: number, low: number, high: number): string =>
        `Over all ${inWords(cells)} its order scores ${decimal(rho, 2)} (95 % interval ${decimal(low, 2)} to ${decimal(high, 2)}), where 1 is perfect and 0 is chance.`,
      noOrder: 'There are too few cells to score an order.',
    },
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
  },
  picked: {
    error: (kept: number, candidates: number, off: number): string =>
      `The surrogate’s ${count(kept)} picks, ${percent(kept / Math.max(1, candidates), 1)} of all candidates, were trained. {screen:Every disc moves from where it was predicted to where it was measured.} They were off by ${hundredths(off)} points on average.`,
    against: (picks: number, probes: number, gain: number, low: number, high: number): string =>
      `{strong:Better than chance?} The picks reached ${percent(picks, 2)} on average, the cells drawn by lot ${percent(probes, 2)}: ${points(gain)} points (95 % interval ${points(low)} to ${points(high)}).`,
    /** What that interval says of picking. */
    picking: {
      above: 'So picking by prediction helped.',
      below: 'So picking by prediction did harm here.',
      close: 'That is too close to call in one run.',
    },
    noProbes:
      'Whether the picks are better than chance this run cannot say: it trained no cells drawn by lot beside them.',
    orderOfProbes: (rho: number, low: number, high: number, cells: number): string =>
      `Its order of the ${count(cells)} cells drawn by lot scores ${decimal(rho, 2)} (${decimal(low, 2)} to ${decimal(high, 2)}) by Spearman’s rank correlation: 1 is perfect, 0 is chance.`,
    orderOfPicks: (rho: number, low: number, high: number): string =>
      `Among its picks alone it scores ${decimal(rho, 2)} (${decimal(low, 2)} to ${decimal(high, 2)}): all of them were predicted near the top, so there is little left to order.`,
    question: 'If it cannot order the cells it picked, is it useless?',
    answer: (left: number, isTold: boolean): string =>
      `Not for that alone: its task was to tell them from the ${count(left)} it left out. ${isTold ? 'The cells drawn by lot, a fair sample of those, say whether it did; its picks cannot.' : 'Only cells drawn by lot could say whether it did, and this run has none.'}`,
  },
  worth: {
    /** The best cell, trained again on images that took no part: the mean over seeds. */
    confirmed: (mean: number, seeds: number, digits: number): string =>
      `The best cell reached {strong:${percent(mean, digits)}}, the mean of ${counted(seeds, 'new training')} judged on images the search never saw.`,
    /** The highest measurement of the search, and what its cell reached when it was trained again. */
    luck: (highest: number, again: number, digits: number): string =>
      `The highest single measurement was ${percent(highest, digits)}; trained again, that cell reached ${percent(again, digits)}. ${
        again < highest ? 'The highest of many measurements is partly luck.' : 'This time it was no luck.'
      }`,
    measured: (best: number, level: number, noise: string, digits: number): string =>
      `The best measured cell reached ${percent(best, digits)}, at level ${level}; two cells less than ${noise} points apart may differ by luck alone.`,
    scale: 'These are tiny networks on few images. Do not compare them with published CIFAR-10 results.',
    noRace:
      'A fair answer needs the same budget spent by chance, several times over. This recording has no such twins.',
    question: 'Who would be ahead with a tenth of the budget?',
    answer:
      'Probably random search: the first levels pay for what the surrogate learns, and a search by lot trains large cells from the start.',
    control: 'How would you find out whether the surrogate was worth it?',
    controlAnswer:
      'Search at random with the same budget, several times each, and compare the best cells, trained anew.',
  },
  /** Words on the stage: titles of pictures, what marks are. */
  stage: {
    firstGrid: 'All cells of one block',
    firstGridNote:
      'One half of the block down, the other across. A square is a cell; its colour, once measured, its accuracy.',
    network: 'The network: the same cell, one after another',
    networkNote: (lookback: number): string =>
      lookback === 1
        ? 'H−1 is the output of the cell before. Before the first cell stands one convolution of the image.'
        : 'H−1 is the output of the cell before, H−2 that of the one before it, and so on. Before the first cell stands one convolution of the image.',
    image: 'image',
    classes: (classes: number): string => `${count(classes)} classes`,
    operators: 'The operators',
    /** What each operator does, in a few words. */
    operatorNotes: {
      identity: 'hands its input on',
      '3x3 dconv': '3×3 convolution of each channel, then across channels',
      '5x5 dconv': '5×5 convolution of each channel, then across channels',
      '7x7 dconv': '7×7 convolution of each channel, then across channels',
      '1x7-7x1 conv': 'convolution of a row of 7, then of a column of 7',
      '3x3 conv': '3×3 convolution of all channels',
      '3x3 dilated conv': '3×3 convolution with every second pixel left out',
      '3x3 maxpool': 'the largest of 3×3 neighbours',
      '3x3 avgpool': 'the mean of 3×3 neighbours',
    } satisfies Record<OperatorName, string>,
    swarm: (cells: number, of: number): string => `Level 1: ${count(cells)} of ${count(of)} measured`,
    marks: 'Mean accuracy of the one-block cells with each operator',
    example: 'A larger cell, by its operators',
    exampleNote:
      'Dotted lines lead from its operators to the prediction. It is not their mean and may lie beyond all of them: the surrogate also reads inputs, pairs, and how blocks connect.',
    examples: 'Choose a larger cell',
    noExample: 'In this run the larger cells are part of the game to come, so none is shown here.',
    predictedAt: (accuracy: string): string => `predicted ${accuracy}`,
    growthGrid: (rows: number, columns: number): string => `${count(rows)} cells × ${count(columns)} new blocks`,
    growthNote: (shown: number, rows: number): string =>
      shown < rows
        ? `Rows: the first ${count(shown)} of ${count(rows)} one-block cells. Columns: new blocks.`
        : 'Rows: the one-block cells. Columns: the blocks that each can grow by.',
    growthBlocks: (halves: number, operators: number, inputs: number): string =>
      `A new block is any two of ${count(halves)} halves, or one twice: ${counted(operators, 'operator')}, each reading one of ${counted(inputs, 'input')}, the cell’s first block among them.`,
    curve: 'All predictions, from the best to the worst',
    fates: {
      duplicate: 'struck out: the same design as another',
      dropped: 'predicted, not picked',
      kept: 'picked by the surrogate',
      probe: 'drawn by lot',
    },
    duplicateOf: (parent: number, block: string): string =>
      `The same design as cell ${parent} with the block ${block}.`,
    grownFrom: (parent: number): string => `Cell ${parent} grown by one block.`,
    picks: 'picked by the surrogate',
    lot: 'drawn by lot',
    bestOfRow: 'the best of its row',
    levelHead: (level: number): string => `Level ${level}`,
    counted: (done: number, of: number): string => `${count(done)} of ${counted(of, 'cell')}`,
    mean: (accuracy: string): string => `mean ${accuracy}`,
    half: (operator: OperatorName, input: number): string =>
      `${operator} of ${input < 0 ? `H−${-input}` : `block ${input}`}`,
    axis: (images: number): string => `accuracy on ${count(images)} validation images; steps widen towards 100 %`,
    touch: 'Touch or focus a mark for its cell; arrow keys go from mark to mark.',
    asTable: 'Show as a table',
    asPicture: 'Show as a picture',
    table: ['cell', 'level', 'predicted, %', 'measured, %', 'difference'],
    play: 'Play',
    pause: 'Pause',
    place: 'Place in the recorded run',
    ofRun: (now: string, all: string): string => `${now} of ${all} of training`,
    confirm: 'Confirm',
  },
  /** A cell in the panel that marks open. */
  panel: {
    level: (level: number): string => `level ${level}`,
    predicted: 'predicted',
    measured: 'measured',
    difference: 'difference',
    notMeasured: 'not yet',
    failed: 'failed',
    none: 'not predicted',
  },
  projector: { name: 'Projector mode', note: 'large text, high contrast; the link has it, too' },
  link: {
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
  },
  race: {
    heading: 'The best cell so far, as each search spends its budget',
    caption: (seeds: number): string =>
      seeds > 2
        ? `Lines: mean over ${inWords(seeds)} seeds of the estimated accuracy of the best cell so far; bands: 95 % intervals.`
        : seeds > 1
          ? `Lines: mean over ${inWords(seeds)} seeds of the estimated accuracy of the best cell so far. It shows what happened, not what would happen again.`
          : 'Lines: the estimated accuracy of the best cell so far. One seed each: it shows what happened, not what would happen again.',
    estimate:
      'Estimated: its measurement, and what similar cells suggest, so that a lucky measurement counts for less. The lines are cautious: they can fall as more is known, and the marks at the end, from new trainings judged on other images, can lie above them.',
    intro: (seeds: number): string =>
      `These searches got the same budget${seeds > 1 ? `, ${inWords(seeds)} times over` : ''}:`,
    /** How each search goes about it. */
    how: {
      pnas: '{measured:PNAS} picks with the surrogate.',
      random: '{strong:Random} draws the largest cells by lot.',
      shuffled: '{strong:Shuffled} grows like PNAS, but its predictions are mixed up, so it picks by lot.',
      evolution: '{strong:Evolution} changes one thing at a time in good cells.',
      'local-search': '{strong:Local search} tries the neighbours of its best cell.',
      bananas: '{strong:BANANAS} asks a surrogate, too, which changes of good cells to train.',
    } satisfies Record<SearchStrategy, string>,
    confirmed:
      'At the end each search trains its best cells again, with fresh seeds, and is judged on images it never saw. So a lucky measurement does not win.',
    difference: (strategy: SearchStrategy, lead: number): string =>
      areLevel(lead)
        ? `level with ${lanes[strategy]}`
        : `${pointsApart(lead)} points ${lead < 0 ? 'below' : 'above'} ${lanes[strategy]}`,
    /** What the race says, in one sentence. @param differences to each control, as {@link difference} has them. */
    verdict: {
      none: 'No control was confirmed here, so nobody has won.',
      few: (differences: string, seeds: number): string =>
        `Here PNAS’s confirmed best is ${differences}, on ${seeds === 1 ? 'one seed' : `${inWords(seeds)} seeds`}: too little to say that it would be so again.`,
      above: (differences: string): string =>
        `Here PNAS’s confirmed best is ${differences}: more than luck explains. The surrogate paid.`,
      below: (differences: string): string =>
        `Here PNAS’s confirmed best is ${differences}: more than luck explains. The surrogate did not pay.`,
      close: (differences: string): string =>
        `Too close to call: PNAS’s confirmed best is ${differences}, and luck alone could explain it.`,
      mixed: (differences: string): string =>
        `Here PNAS’s confirmed best is ${differences}. Luck alone could explain some of that, but not all.`,
    },
    /** What many searches said elsewhere. */
    onTable: (cells: number, searches: number, children: number, pnas: number, random: number): string =>
      `One race is luck. NAS-Bench-201 is a public table of ${count(cells)} cells that others trained. In ${count(searches)} searches of ${count(children)} cells each, PNAS ended on average ${pointsApart(pnas, 2)} points of accuracy below the best cell of the table, random search ${pointsApart(random, 2)}: far more than luck explains.`,
    level: (level: number, isFirst: boolean): string => (isFirst ? `level ${level} of PNAS` : `level ${level}`),
    axis: (unit: string): string => `${unit} multiply-adds spent on training`,
    unit: (value: number, unit: string): string => `${count(value)} ${unit}`,
    units: { T: 'trillion', G: 'billion' },
    confirmedHead: (seeds: number): string =>
      seeds > 1 ? `Confirmed best, mean of ${inWords(seeds)} seeds` : 'Confirmed best',
    alone: 'Press a difference to see its two searches alone.',
    lead: (strategy: SearchStrategy): string => `PNAS minus ${lanes[strategy]}`,
    leadRange: (low: number, high: number): string => `points, ${points(low)} to ${points(high)}`,
    leadFew: (seeds: number): string => (seeds === 1 ? 'points, one seed' : `points, ${inWords(seeds)} seeds`),
    ahead: (ahead: number, pairs: number): string =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `It was ahead on all ${inWords(pairs)} seeds.`
          : `It was ahead on ${inWords(ahead)} of ${inWords(pairs)} seeds.`,
    shuffledNote: 'Both grow by the same levels: only the surrogate makes the difference.',
    lostHead: 'Where it lost',
    lost: (until: string): string =>
      `PNAS was ahead for good only from about ${until} on: random trains large cells at once, while PNAS first learns from small ones.`,
    lostAll: 'At the end of the budget the estimate of random was still ahead.',
    lostNever: 'Random was at no time ahead for good.',
    foot: (seeds: number, budget: string, images: number): string =>
      `${seeds > 2 ? 'Ranges are 95 % intervals over seeds, paired by seed. ' : ''}${seeds > 1 ? 'Small dots: the seeds. ' : ''}Differences are of unrounded figures. ${budget} each; confirmed on ${count(images)} images, at extra cost for all alike.`,
    table: ['search', 'seeds', 'cells', 'confirmed best, %', '95 % interval'],
    tableName: 'The race in numbers',
    estimated: (accuracy: string): string => `estimated ${accuracy}`,
    confirmedAt: (accuracy: string): string => `confirmed ${accuracy}`,
    tryIt: 'Try it: start with these settings',
    tryNote: (blocks: number, children: number, time: string | undefined): string =>
      `Opens Search with ${counted(blocks, 'block')}, K ${children}${time === undefined ? '' : `, about ${time} on this device`}. Nothing starts until you press Start there.`,
    running: 'A search is running: it stays as it is, and these settings wait for the next one.',
    quiz: 'Quiz: five questions',
  },
  quiz: {
    questions: quizQuestions,
    title: 'Five questions',
    back: 'Leave the quiz',
    check: 'Check',
    next: 'Next question',
    finish: 'Finish',
    right: 'Right.',
    wrong: 'Not quite.',
    noted: 'Noted. Your class will go through the answers.',
    score: (right: number): string => (right === 5 ? 'All five right.' : `${inWords(right, true)} of five right.`),
    done: 'All five are answered.',
    again: 'Once more',
  },
  /** The tour on paper. */
  handout: {
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
  },
} as const;
