/** @file What each step says of a run: the figures, put into the messages. Pure. */
import { lotOf, pickedCells } from '../../../contract/probes.ts';
import { mean } from '../../../core/stats.ts';
import { percent } from '../../model/format.ts';
import { languageTag } from '../../model/language.ts';
import { gameOf, orderOf } from '../../model/tour/game.ts';
import { meanError, sideOf } from '../../model/tour/picks.ts';
import type { Lesson, StepName } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';
import type { StepText } from '../../messages/en/tour.ts';
import { race } from './race-state.ts';
import { recordedText, worthText } from './worth-text.ts';

/** What a step says, under its title. */
export interface StepWords extends StepText {
  readonly title: string;
}

export function wordsOf(lesson: Lesson, name: StepName): StepWords {
  return { title: tour.value.titles[name], ...textOf(lesson, name) };
}

function textOf(lesson: Lesson, name: StepName): StepText {
  const { steps } = tour.value;
  const { config } = lesson.run.head;
  const [first, second] = lesson.levels;
  const rank = second!.rank!;
  const [parents, blocks] = [first!.children.length, second!.newBlocks];
  switch (name) {
    case 'cell':
      return steps.cell({ operators: config.operators.length, lookback: config.lookback, cells: parents });
    case 'simple':
      return steps.simple({ cells: parents, epochs: config.epochs, images: config.validationImages });
    case 'learn':
      return steps.learn({ cells: parents });
    case 'grow':
      return steps.grow({
        parents,
        blocks,
        candidates: rank.candidates,
        duplicates: parents * blocks - rank.candidates,
        kept: rank.kept.length - (rank.probes ?? 0),
      });
    case 'game':
      return { text: gameText(lesson), question: '', answer: '' };
    case 'picked':
      return pickedWords(lesson);
    case 'again':
      return againWords(lesson);
    case 'worth':
      return worthText(race.value);
    default:
      return name satisfies never;
  }
}

function againWords(lesson: Lesson): StepText {
  const words = tour.value.steps.again({ blocks: lesson.run.head.config.blocks, means: levelMeans(lesson) });
  return { ...words, text: [...words.text, ...recordedText(lesson)] };
}

/** `Level 1 25.4 %, Level 2 30.4 %`: the means of what was measured, cells drawn by lot left out. */
function levelMeans({ levels, cells }: Lesson): string {
  const means = levels.flatMap(({ level }) => {
    const accuracies = cells.flatMap((cell) => (cell.level === level && !cell.isProbe ? (cell.accuracy ?? []) : []));
    return accuracies.length === 0 ? [] : unbroken(`${tour.value.stage.levelHead(level)} ${percent(mean(accuracies))}`);
  });
  return new Intl.ListFormat(languageTag()).format(means);
}

/** The same on one line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

function gameText(lesson: Lesson): string[] {
  const game = gameOf(lesson);
  const [first, second] = lesson.levels;
  if (game === undefined) return [tour.value.game.noGame];
  if (game.kind === 'probes') {
    const { rank } = second!;
    const left = rank!.candidates - pickedCells(rank!).length;
    return [tour.value.game.text.probes(game.cells.length, left, first!.children.length)];
  }
  return [tour.value.game.text.picked(game.cells.length, first!.children.length), tour.value.game.pickedNote];
}

function pickedWords(lesson: Lesson): StepText {
  const words = tour.value.picked;
  const { rank, trained } = lesson.levels[1]!;
  const { candidates, kept } = rank!;
  const second = lesson.cells.filter(({ level }) => level === 2);
  const [picks, probes] = [false, true].map((isProbe) => second.filter((cell) => cell.isProbe === isProbe)) as [
    typeof second,
    typeof second,
  ];
  const gain = lotOf(rank, trained)?.gain;
  const meanOf = (cells: typeof second): number => mean(cells.flatMap(({ accuracy }) => accuracy ?? []));
  const [ofProbes, ofPicks] = [orderOf(probes), orderOf(picks)];
  return {
    text: [
      words.error(kept.length - probes.length, candidates, meanError(picks) ?? 0),
      gain === undefined
        ? words.noProbes
        : `${words.against(meanOf(picks), meanOf(probes), gain.value, ...gain.interval)} ${words.picking[sideOf(gain.interval)]}`,
      ...(ofProbes === undefined ? [] : [words.orderOfProbes(ofProbes.rho, ...ofProbes.interval, ofProbes.cells)]),
      ...(ofPicks === undefined ? [] : [words.orderOfPicks(ofPicks.rho, ...ofPicks.interval)]),
    ],
    question: words.question,
    answer: words.answer(candidates - (kept.length - probes.length), gain !== undefined),
  };
}
