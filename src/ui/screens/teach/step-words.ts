/** @file What each step says of a run: the figures, put into the messages. Pure. */
import { answerOf, confirmedCells } from '../../../contract/answer.ts';
import { lotOf } from '../../../contract/probes.ts';
import { mean } from '../../../core/stats.ts';
import { trainRecords, bestOf } from '../../../contract/run-file.ts';
import { accuracyDigits, hundredths } from '../../model/format.ts';
import { gameOf, orderOf } from '../../model/tour/game.ts';
import { luckOf, meanError } from '../../model/tour/picks.ts';
import type { Lesson, StepName } from '../../model/tour/lesson.ts';
import { AGAIN, CELL, GAME, GROW, LEARN, PICKED, SIMPLE, TITLES, WORTH, type StepWords } from '../../messages/tour.ts';

/** The words of a step. */
export function wordsOf(lesson: Lesson, name: StepName): StepWords {
  const { config } = lesson.run.head;
  const [first, second] = lesson.levels;
  const rank = second!.rank!;
  const [parents, blocks] = [first!.children.length, second!.newBlocks];
  switch (name) {
    case 'cell':
      return CELL({ operators: config.operators.length, lookback: config.lookback, cells: parents });
    case 'simple':
      return SIMPLE({ cells: parents, epochs: config.epochs, images: config.validationImages });
    case 'learn':
      return LEARN({ cells: parents });
    case 'grow':
      return GROW({
        parents,
        blocks,
        candidates: rank.candidates,
        duplicates: parents * blocks - rank.candidates,
        kept: rank.kept.length - (rank.probes ?? 0),
      });
    case 'game':
      return { title: TITLES.game, text: gameText(lesson), question: '', answer: '' };
    case 'picked':
      return pickedWords(lesson);
    case 'again':
      return AGAIN({ blocks: config.blocks });
    case 'worth':
      return worthWords(lesson);
    default:
      return name satisfies never;
  }
}

function gameText(lesson: Lesson): string[] {
  const game = gameOf(lesson);
  const [first, second] = lesson.levels;
  if (game === undefined) return [GAME.noGame];
  if (game.kind === 'probes') {
    return [GAME.text.probes(game.cells.length, second!.rank!.candidates, first!.children.length)];
  }
  return [GAME.text.picked(game.cells.length, first!.children.length), GAME.pickedNote];
}

function pickedWords(lesson: Lesson): StepWords {
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
    title: TITLES.picked,
    text: [
      PICKED.error(kept.length - probes.length, candidates, meanError(picks) ?? 0),
      gain === undefined
        ? PICKED.noProbes
        : PICKED.against(meanOf(picks), meanOf(probes), gain.value, ...gain.interval),
      ...(ofProbes === undefined ? [] : [PICKED.orderOfProbes(ofProbes.rho, ...ofProbes.interval, ofProbes.cells)]),
      ...(ofPicks === undefined ? [] : [PICKED.orderOfPicks(ofPicks.rho, ...ofPicks.interval)]),
    ],
    question: PICKED.question,
    answer: PICKED.answer,
  };
}

function worthWords(lesson: Lesson): StepWords {
  const { run } = lesson;
  const digits = accuracyDigits(run.head.config);
  const found = answerOf(run);
  const best = bestOf(trainRecords(run))!;
  const noise = hundredths(luckOf(run, best.accuracy!));
  const again = confirmedCells(run).find(({ record }) => record === best);
  const result =
    found?.confirmed === undefined
      ? WORTH.measured(best.accuracy!, best.level, noise, digits)
      : WORTH.confirmed(found.confirmed.mean, found.confirmed.accuracies.length, digits);
  const luck = again === undefined ? [] : [WORTH.luck(best.accuracy!, again.mean, digits)];
  return {
    title: TITLES.worth,
    text: [result, ...luck, WORTH.noRace, WORTH.scale],
    question: WORTH.control,
    answer: WORTH.controlAnswer,
  };
}
