/** Every message of every language beside the English one: the compiler has compared names and types, here is what it cannot see. */
import { afterEach, describe, expect, test } from 'vitest';
import * as BENCH from '../../../src/ui/messages/en/bench.ts';
import * as CELLS from '../../../src/ui/messages/en/cells.ts';
import * as CHARTS from '../../../src/ui/messages/en/charts.ts';
import * as CLASSES from '../../../src/ui/messages/en/classes.ts';
import * as COMPARE from '../../../src/ui/messages/en/compare.ts';
import { DETAILS } from '../../../src/ui/messages/en/details.ts';
import { DRAW } from '../../../src/ui/messages/en/draw.ts';
import * as FINAL from '../../../src/ui/messages/en/final.ts';
import * as FRAME from '../../../src/ui/messages/en/frame.ts';
import { LEADING } from '../../../src/ui/messages/en/leading.ts';
import * as NAMES from '../../../src/ui/messages/en/names.ts';
import * as NOTICES from '../../../src/ui/messages/en/notices.ts';
import * as RANKING from '../../../src/ui/messages/en/ranking.ts';
import * as ROOM from '../../../src/ui/messages/en/room.ts';
import * as RUNS from '../../../src/ui/messages/en/runs.ts';
import { SEARCH } from '../../../src/ui/messages/en/search.ts';
import * as SEARCHING from '../../../src/ui/messages/en/searching.ts';
import * as SHARE from '../../../src/ui/messages/en/share.ts';
import * as SURROGATE from '../../../src/ui/messages/en/surrogate.ts';
import { TOUR } from '../../../src/ui/messages/en/tour.ts';
import * as TRYING from '../../../src/ui/messages/en/trying.ts';
import * as VERSION from '../../../src/ui/messages/en/version.ts';
import { SCREEN_WORDS as screensDe } from '../../../src/ui/messages/de/screens.ts';
import { SCREEN_WORDS as screensEs } from '../../../src/ui/messages/es/screens.ts';
import { SCREEN_WORDS as screensFr } from '../../../src/ui/messages/fr/screens.ts';
import { SCREEN_WORDS as screensJa } from '../../../src/ui/messages/ja/screens.ts';
import { SCREEN_WORDS as screensPt } from '../../../src/ui/messages/pt/screens.ts';
import { SCREEN_WORDS as screensZh } from '../../../src/ui/messages/zh/screens.ts';
import { WORDS as de } from '../../../src/ui/messages/de/words.ts';
import { WORDS as es } from '../../../src/ui/messages/es/words.ts';
import { WORDS as fr } from '../../../src/ui/messages/fr/words.ts';
import { WORDS as ja } from '../../../src/ui/messages/ja/words.ts';
import { WORDS as pt } from '../../../src/ui/messages/pt/words.ts';
import { WORDS as zh } from '../../../src/ui/messages/zh/words.ts';
import type { ScreenWords, Words } from '../../../src/ui/messages/words.ts';
import { language, paragraph, preferredLanguage, type Language } from '../../../src/ui/model/language.ts';

const en: Words & ScreenWords = {
  bench: BENCH,
  cells: CELLS,
  charts: CHARTS,
  classes: CLASSES,
  compare: COMPARE,
  details: DETAILS,
  draw: DRAW,
  final: FINAL,
  frame: FRAME,
  leading: LEADING,
  names: NAMES,
  notices: NOTICES,
  ranking: RANKING,
  room: ROOM,
  runs: RUNS,
  search: SEARCH,
  searching: SEARCHING,
  share: SHARE,
  surrogate: SURROGATE,
  tour: TOUR,
  trying: TRYING,
  version: VERSION,
};
const OTHERS: readonly (readonly [Language, Words & ScreenWords])[] = [
  ['de', { ...de, ...screensDe }],
  ['es', { ...es, ...screensEs }],
  ['fr', { ...fr, ...screensFr }],
  ['ja', { ...ja, ...screensJa }],
  ['pt', { ...pt, ...screensPt }],
  ['zh', { ...zh, ...screensZh }],
];

/** What functions are called with: figures of four digits, which no text has of itself, and no small number written as a word. */
const FIGURES = [4217, 5318, 6429, 7531, 8642];
/** Of those that take something else. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  'tour.steps.cell': [{ operators: 4217, lookback: 5318, cells: 6429 }],
  'tour.steps.simple': [{ cells: 4217, epochs: 5318, images: 6429 }],
  'tour.steps.learn': [{ cells: 4217 }],
  'tour.steps.grow': [{ parents: 4217, blocks: 5318, duplicates: 6429, candidates: 7531, kept: 8642 }],
  'tour.steps.again': [{ blocks: 4217, means: 'A 5318' }],
  'tour.next': ['A 4217'],
  'tour.game.failed': [[4217, 5318]],
  'tour.worth.confirmed': [4217, 5318, 1],
  'tour.worth.luck': [4217, 5318, 1],
  'tour.worth.measured': [4217, 5318, '6429', 1],
  'tour.race.difference': ['random', 4217],
  'tour.race.lead': ['random'],
  'tour.race.level': [4217, true],
  'tour.race.verdict.few': ['A 4217', 5318],
  'tour.quiz.questions': [{ candidates: 4217, kept: 5318, first: 6429 }],
  'draw.inputs': ['4217'],
  'draw.operators': ['4217'],
  'draw.half': ['4217', 5318, '6429', 7531, '8642'],
  'charts.joinsBlocks': [4217, true],
  'charts.aCell': [4217, '5318', false],
  'charts.aBlock': [4217, '5318', '6429', false],
  'cells.foreignNote': [true],
  'final.title': [true],
  'final.trainingNow': [true],
  'final.lock': [true],
  'final.once': [4217, true],
  'final.curves.images': [true],
  'final.readOnce': ['A 4217', 5318],
  'cells.before': [4217],
  'share.about': [4217, true, 'A 5318'],
  'share.omits': ['4217', ' 5318'],
  'compare.note': [true, 'A'],
  'compare.ahead': ['A 4217', true, 'B 5318'],
  'compare.behind': ['A 4217', true, 'B 5318'],
  'room.room': ['4217'],
  'room.you': ['A', 4217],
  'room.discs': ['4217'],
  'room.keepOpen': [true],
  'runs.unreadable.record': ['4217', false],
  'surrogate.byLot': [1, '5318', '6429'],
  'surrogate.axisMeasured': [true],
  'surrogate.axisPredicted': [true],
  'surrogate.shadows.best': ['A', true],
  'searching.tie': [[4217, 5318]],
  'searching.accuracyOn': [4217, true],
  'searching.ofCells': [4217, true],
  'searching.wholeNote': [4217, 5318, true],
  'searching.openCell': [4217, 'A'],
  'searching.confirmedHow': [4217, '5318', 6429],
  'names.detail': ['A', 4217, 5318, 6429],
  'names.withBlocks': ['A', 4217],
  'search.lastRun': ['A', 'B', 4217, true],
  'search.preview.cells': [4217, true],
  'classes.guess': ['A 4217', 'B 5318', true],
  'final.called': [true, 4217, 5318],
  'final.sentence.right': ['4217', 5318, true],
  'searching.onDevices': ['A 4217', [[5318, 'B 6429'], [7531, 'C 8642']]], // prettier-ignore
  'share.result.measured': [4217, 5318, 'A 6429', 7531, 8642],
  'share.result.confirmed': [4217, 5318, 'A 6429', 7531, 8642],
  'trying.empty': ['A 4217', true],
  'trying.detail': [4217, 5318, 6429, '7531', 'A 8642'],
  'draw.side.unseen': [['4217', '5318']],
};

/** All texts of a language by their places, functions called. */
function textsOf(words: unknown, place = ''): [string, string][] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words === 'function') {
    return textsOf((words as (...figures: unknown[]) => unknown)(...(ARGUMENTS[place] ?? FIGURES)), place);
  }
  return Object.entries(words as object).flatMap(([name, one]) =>
    textsOf(one, place === '' ? name : `${place}.${name}`),
  );
}

/** The figures in a text, without what languages put between digits. */
const figuresOf = (text: string): string[] =>
  [...text.replaceAll(/(?<=\d)[.,\u00a0\u202f](?=\d{3})/g, '').matchAll(/\d{4,}/g)].map(([figure]) => figure).sort();

const marksOf = (text: string): string[] => [...text.matchAll(/\{\w+:|\}/g)].map(([mark]) => mark).sort();

afterEach(() => void (language.value = 'en'));

describe.each(OTHERS)('%s', (name, words) => {
  test('has the English messages, their figures and marks', () => {
    const english = textsOf(en);
    language.value = name;
    const other = new Map(textsOf(words));
    expect([...other.keys()].sort()).toEqual([...new Set(english.map(([place]) => place))].sort());
    for (const [place, text] of english) {
      expect(figuresOf(other.get(place)!), place).toEqual(figuresOf(text));
      expect(marksOf(other.get(place)!), place).toEqual(marksOf(text));
      expect(other.get(place), place).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  test('leaves no sentence in English', () => {
    language.value = name;
    const english = new Set(textsOf(en).map(([, text]) => text));
    expect(textsOf(words).filter(([, text]) => text.split(' ').length > 3 && english.has(text))).toEqual([]);
  });
});

test('the language is the first wanted that there is', () => {
  expect(preferredLanguage(['de-AT', 'en'])).toBe('de');
  expect(preferredLanguage(['nl', 'zh-TW', 'en-US'])).toBe('zh');
  expect(preferredLanguage(['nl'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

test('sentences stand in a row as their language writes them', () => {
  expect(paragraph(['One.', 'Two.'])).toBe('One. Two.');
  language.value = 'ja';
  expect(paragraph(['一。', '二。'])).toBe('一。二。');
});
