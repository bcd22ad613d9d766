/**
 * @file All words that there are in several languages, by the part of the page that shows them. English stands in the code of that part; another
 * language is two files: the words of what stands first on the page, fetched when it is chosen, and those of the other screens, fetched
 * with the first of them. Their types are those of the English words, so that a message missing, extra or of other figures does not compile.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type * as BENCH from './en/bench.ts';
import type * as CELLS from './en/cells.ts';
import type * as CHARTS from './en/charts.ts';
import type * as CLASSES from './en/classes.ts';
import type * as COMPARE from './en/compare.ts';
import type { DETAILS } from './en/details.ts';
import type { DRAW } from './en/draw.ts';
import type * as FINAL from './en/final.ts';
import type * as FRAME from './en/frame.ts';
import type { LEADING } from './en/leading.ts';
import type * as NAMES from './en/names.ts';
import type * as NOTICES from './en/notices.ts';
import type * as RANKING from './en/ranking.ts';
import type * as ROOM from './en/room.ts';
import type * as RUNS from './en/runs.ts';
import type { SEARCH } from './en/search.ts';
import type * as SEARCHING from './en/searching.ts';
import type * as SHARE from './en/share.ts';
import type * as SURROGATE from './en/surrogate.ts';
import type { TOUR } from './en/tour.ts';
import type * as TRYING from './en/trying.ts';
import type * as VERSION from './en/version.ts';

/** The same messages in any language: texts may differ, their names, places and figures may not. */
type AnyLanguage<T> = T extends string
  ? string
  : T extends (...figures: infer Figures) => infer Text
    ? (...figures: Figures) => AnyLanguage<Text>
    : { readonly [Name in keyof T]: AnyLanguage<T[Name]> };

export type BenchWords = AnyLanguage<typeof BENCH>;
export type CellsWords = AnyLanguage<typeof CELLS>;
export type ChartsWords = AnyLanguage<typeof CHARTS>;
export type ClassesWords = AnyLanguage<typeof CLASSES>;
export type CompareWords = AnyLanguage<typeof COMPARE>;
export type DetailsWords = AnyLanguage<typeof DETAILS>;
export type DrawWords = AnyLanguage<typeof DRAW>;
export type FinalWords = AnyLanguage<typeof FINAL>;
export type FrameWords = AnyLanguage<typeof FRAME>;
export type LeadingWords = AnyLanguage<typeof LEADING>;
export type NamesWords = AnyLanguage<typeof NAMES>;
export type NoticesWords = AnyLanguage<typeof NOTICES>;
export type RankingWords = AnyLanguage<typeof RANKING>;
export type RoomWords = AnyLanguage<typeof ROOM>;
export type RunsWords = AnyLanguage<typeof RUNS>;
export type SearchWords = AnyLanguage<typeof SEARCH>;
export type SearchingWords = AnyLanguage<typeof SEARCHING>;
export type ShareWords = AnyLanguage<typeof SHARE>;
export type SurrogateWords = AnyLanguage<typeof SURROGATE>;
export type TourWords = AnyLanguage<typeof TOUR>;
export type TryingWords = AnyLanguage<typeof TRYING>;
export type VersionWords = AnyLanguage<typeof VERSION>;

/** What stands first on the page in a language, and what screens share. */
export interface Words {
  readonly charts: ChartsWords;
  readonly details: DetailsWords;
  readonly draw: DrawWords;
  readonly frame: FrameWords;
  readonly leading: LeadingWords;
  readonly names: NamesWords;
  readonly notices: NoticesWords;
  readonly search: SearchWords;
  readonly searching: SearchingWords;
  readonly tour: TourWords;
}

/** The other screens in a language. */
export interface ScreenWords {
  readonly bench: BenchWords;
  readonly cells: CellsWords;
  readonly classes: ClassesWords;
  readonly compare: CompareWords;
  readonly final: FinalWords;
  readonly ranking: RankingWords;
  readonly room: RoomWords;
  readonly runs: RunsWords;
  readonly share: ShareWords;
  readonly surrogate: SurrogateWords;
  readonly trying: TryingWords;
  readonly version: VersionWords;
}

/** The language fetched; undefined for English. */
export const translation = signal<Words | undefined>(undefined);

/** The same for the other screens; undefined also before the first of them is opened. */
export const screenTranslation = signal<ScreenWords | undefined>(undefined);

/** The words of a part of the page, in the language on show. */
export function wordsOf<Part extends keyof Words>(part: Part, english: Words[Part]): ReadonlySignal<Words[Part]> {
  return computed(() => translation.value?.[part] ?? english);
}

/** The words of a screen, in the language on show. */
export function screenWordsOf<Part extends keyof ScreenWords>(
  part: Part,
  english: ScreenWords[Part],
): ReadonlySignal<ScreenWords[Part]> {
  return computed(() => screenTranslation.value?.[part] ?? english);
}
