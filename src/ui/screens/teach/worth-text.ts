/** @file What the last steps say: of the recorded run's best cell, and of the race. Pure. */
import { answerOf, confirmedCells } from '../../../contract/answer.ts';
import type { RaceFile } from '../../../contract/race-file.ts';
import { bestOf, trainRecords } from '../../../contract/run-file.ts';
import { accuracyDigits, hundredths } from '../../model/format.ts';
import { clauses, paragraph } from '../../model/language.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { luckOf, luckyDifference, sideOf } from '../../model/tour/picks.ts';
import { ON_TABLE, raceFrom, type Race } from '../../model/tour/race.ts';
import { tour } from '../../messages/tour.ts';
import type { StepText } from '../../messages/en/tour.ts';

export function worthText(file: RaceFile | undefined): StepText {
  const { worth, race } = tour.value;
  const { cells, searches, children, pnas, random } = ON_TABLE;
  const onTable = race.onTable(cells, searches, children, pnas, random);
  if (file === undefined) {
    return {
      text: [worth.noRace, onTable, worth.scale],
      question: worth.control,
      answer: worth.controlAnswer,
    };
  }
  const found = raceFrom(file);
  return {
    text: [introduction(found), race.confirmed, worth.scale, `{strong:${verdict(found)}}`, onTable],
    question: worth.question,
    answer: worth.answer,
  };
}

/** The recorded run's best cell, and how much of it is luck. */
export function recordedText({ run }: Lesson): string[] {
  const words = tour.value.worth;
  const digits = accuracyDigits(run.head.config);
  const found = answerOf(run);
  const best = bestOf(trainRecords(run))!;
  const noise = hundredths(luckyDifference(luckOf(run, best.accuracy!)));
  const again = confirmedCells(run).find(({ record }) => record === best);
  const result =
    found?.confirmed === undefined
      ? words.measured(best.accuracy!, best.level, noise, digits)
      : words.confirmed(found.confirmed.mean, found.confirmed.accuracies.length, digits);
  return again === undefined ? [result] : [result, words.luck(best.accuracy!, again.mean, digits)];
}

/** Who races, and how each goes about it. */
function introduction({ lanes }: Race): string {
  const { intro, how } = tour.value.race;
  return paragraph([intro(lanes[0]!.seeds), ...lanes.map(({ strategy }) => how[strategy])]);
}

/** What the race says of the surrogate, against every control. */
function verdict({ leads }: Race): string {
  const { difference, verdict: words } = tour.value.race;
  if (leads.length === 0) return words.none;
  const differences = clauses(leads.map(({ strategy, mean }) => difference(strategy, mean)));
  const sides = new Set(leads.map(({ interval }) => (interval === undefined ? 'few' : sideOf(interval))));
  if (sides.has('few')) return words.few(differences, Math.min(...leads.map(({ pairs }) => pairs)));
  const [side] = sides;
  return words[sides.size > 1 || side === undefined || side === 'few' ? 'mixed' : side](differences);
}
