/**
 * @file The guided tour: what each step says, which part of the screen it lights, and how far into the recorded run it stands. The numbers
 * are the run's own. Pure.
 */
import type { LogRecord, Run } from '../../contract/records.ts';
import { bestOf, repeatedAccuracies, trainRecords } from '../../contract/run-file.ts';
import { FEWEST_REPEATS, measureNoise } from '../../core/stats.ts';
import { blocksAt, levelsOf, type Level } from './derive.ts';
import { accuracyDigits, count, counted, hundredths, percent } from './format.ts';

/** A part of the Search screen; `all` dims nothing. */
type Lit = 'all' | 'rank' | 'tiles' | 'strip' | 'fit' | 'child';

export interface TourStep {
  readonly title: string;
  readonly text: readonly string[];
  readonly question: string;
  readonly answer: string;
  readonly lit: Lit;
  /** Records of the log that are shown. */
  readonly records: number;
}

/** The steps, over a run of at least two levels that came to its end. */
export function tourSteps(run: Run): readonly TourStep[] {
  const { head, log } = run;
  const { config } = head;
  const after = (matches: (record: LogRecord) => boolean): number => log.findIndex(matches) + 1;
  const lastOf = (level: number): number =>
    log.findLastIndex((record) => record.type === 'train' && record.level === level) + 1;
  const levels = levelsOf(run);
  const [first, second] = [levels[0]!, levels[1]!];
  const last = levels.at(-1)!;
  const digits = accuracyDigits(config);
  const best = bestOf(trainRecords(run))!;
  const luck = luckOf(run, best.accuracy!);
  const candidates = second.rank?.candidates ?? 0;
  const kept = second.children.length;
  const error = second.trained.flatMap(({ predicted, accuracy }) =>
    predicted === undefined || accuracy === undefined ? [] : [Math.abs(predicted - accuracy)],
  );
  const meanError = error.reduce((sum, value) => sum + value, 0) / Math.max(1, error.length);
  return [
    {
      title: 'What is searched for',
      text: [
        'A neural network for images is a stack of one small design, the cell, repeated. The picture shows the first cell of a recorded search: two operators, each reading an earlier cell’s output, and their sum.',
        `${counted(config.operators.length, 'operator')} and ${config.lookback} earlier outputs to read make ${count(blocksAt(config, 0))} different cells of one block.`,
      ],
      question: 'Why search for a small cell rather than for a whole network?',
      answer:
        'There are far fewer cells than networks, and a cell found with a small stack can be stacked deeper and wider afterwards.',
      lit: 'child',
      records: after((record) => record.type === 'train'),
    },
    {
      title: 'Train the simplest ones',
      text: [
        `All ${count(first.children.length)} one-block cells are trained, each from scratch, for ${counted(config.epochs, 'epoch')}. Every dot is one of them; further right is better.`,
        `The accuracy is measured on ${count(config.validationImages)} images that no network was trained on.`,
      ],
      question: 'Why must the images it is measured on be others than those it was trained on?',
      answer:
        'A network can learn its training images by heart. Only images it has never seen tell what it has understood.',
      lit: 'strip',
      records: lastOf(1),
    },
    {
      title: 'A second network learns from the results',
      text: [
        `The surrogate reads a cell’s design and guesses its accuracy. It has seen ${count(first.children.length)} designs with their results; learning from them takes seconds.`,
        'Training one more cell takes as long as thousands of guesses.',
      ],
      question: 'What could the surrogate notice in these results?',
      answer: 'For example, which operators appear in the better cells, and which inputs help.',
      lit: 'fit',
      records: after((record) => record.type === 'fit' && record.level === 1),
    },
    {
      title: 'A guess for every larger cell',
      text: [
        `Every cell grows by every possible second block: ${count(candidates)} different cells, too many to train. The surrogate guesses all of them and puts them in order.`,
        'The curve is its guesses from the best to the worst.',
      ],
      question: 'Why must the surrogate only get the order right, and not the accuracies?',
      answer:
        'Only the best are picked. If every guess were too high by the same amount, the same cells would be picked.',
      lit: 'rank',
      records: after((record) => record.type === 'rank' && record.level === 2),
    },
    {
      title: `Only the best ${kept} are trained`,
      text: [
        `The ${kept} it likes best are kept: ${percent(kept / Math.max(1, candidates), 1)} of the candidates, though they look like more where ranks stand on a log scale. The rest are dropped, and never trained.`,
      ],
      question: 'What is lost if the surrogate is wrong?',
      answer:
        'A good cell may be dropped for ever. That is why its guesses are compared with what is measured, level by level.',
      lit: 'tiles',
      records: after((record) => record.type === 'train' && record.level === 2),
    },
    {
      title: 'Guessed, then measured',
      text: [
        `Now the guesses meet the truth: on average they were off by ${(100 * meanError).toFixed(1)} points. The list has each cell as guessed, as measured, and the difference; the screen Surrogate has all of them.`,
        ...(second.spearman === null ? [] : [orderText(second.spearman, kept, luck)]),
        againstText(first, second, digits),
      ],
      question: 'Is a surrogate useless that hardly orders the cells it picked among themselves?',
      answer: `No. Its task was to tell them from the ${count(candidates - kept)} it left out, of which this score says nothing: they were never trained. Only a comparison with cells picked at random tells whether it did.`,
      lit: 'child',
      records: lastOf(2),
    },
    {
      title: 'And again, one block larger',
      text: [
        `The surrogate learns from everything measured so far, the cells just trained grow by one more block, and the loop goes on up to ${counted(config.blocks, 'block')}.`,
        'This is Progressive Neural Architecture Search: from simple to complex, with a guide.',
      ],
      question: 'Why not begin with the largest cells?',
      answer:
        'There are too many of them, and nothing is known yet. Small cells train faster and teach the surrogate what to look for.',
      lit: 'all',
      records: lastOf(last.level),
    },
    {
      title: 'What came of it',
      text: [
        `The best measured cell reached ${percent(best.accuracy!, digits)} on ${count(config.validationImages)} images, found at level ${best.level}. The best of each level: ${levels.map((level) => percent(level.best?.accuracy ?? 0, digits)).join(', ')}; steps of less than ${luck.points} may be luck${luck.isWhole ? '' : ', and larger ones too: that counts the luck of the images alone, not what differs from training to training'}.`,
        'These are tiny networks on few images: figures of this page, not of CIFAR-10. A real search uses more of everything, and the same steps.',
      ],
      question: 'How would you find out whether the surrogate was worth it?',
      answer: 'Search at random with as many trained cells, several times each, and compare the best ones.',
      lit: 'all',
      records: log.length,
    },
  ];
}

/** Spearman's score below which it is worth saying why cells that were picked are hard to order (ours). */
const WEAK = 0.3;

function orderText(rho: number, kept: number, { points, isWhole }: ReturnType<typeof luckOf>): string {
  const score = `How well it ordered the ${kept} among themselves, by Spearman’s score: ${rho.toFixed(2).replace('-', '\u2212')}, where 1 is perfect and 0 is chance.`;
  const luck = isWhole ? `to ${points}` : `to ${points} at best, from the luck of the images alone`;
  return rho >= WEAK
    ? score
    : `${score} So hardly at all: they were all picked for being near the best, and an accuracy is itself good ${luck}.`;
}

/** One standard deviation of an accuracy, as measured by training cells again; else what the luck of the images alone makes of it. */
function luckOf(run: Run, accuracy: number): { readonly points: string; readonly isWhole: boolean } {
  const noise = measureNoise(repeatedAccuracies(run));
  const isWhole = noise !== undefined && noise.repeats >= FEWEST_REPEATS;
  const deviation = Math.sqrt((accuracy * (1 - accuracy)) / run.head.config.validationImages);
  return { points: `${hundredths(isWhole ? noise.deviation : deviation)} points`, isWhole };
}

/** The cells of a level that were picked beside all of the level before. */
function againstText(before: Level, picked: Level, digits: 1 | 2): string {
  const mean = ({ trained }: Level): string => {
    const known = trained.flatMap(({ accuracy }) => accuracy ?? []);
    return percent(known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length), digits);
  };
  const bar = before.best?.accuracy ?? 0;
  const better = picked.trained.filter(({ accuracy }) => accuracy !== undefined && accuracy > bar).length;
  return `What matters more: they reached ${mean(picked)} on average, all one-block cells ${mean(before)}, and ${better} of ${picked.trained.length} beat the best of those. Larger cells may be better anyway: the last question is about that.`;
}
