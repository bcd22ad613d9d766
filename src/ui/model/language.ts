/** @file The languages of the page, and which of them it speaks now. Pure but for that one signal. */
import { signal } from '@preact/signals';
import { CAN_RUN } from './can-run.ts';

/** Each by its own name, as a reader who knows no other finds it. */
export const LANGUAGES = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  zh: '简体中文',
  ja: '日本語',
} as const;

export type Language = keyof typeof LANGUAGES;

/** The language on show: its words are there. */
export const language = signal<Language>('en');

/** What documents and `Intl` call them (BCP 47). English is written as in the United Kingdom, Portuguese as in Brazil. */
const TAGS: Readonly<Record<Language, string>> = {
  en: 'en-GB',
  de: 'de',
  fr: 'fr',
  es: 'es',
  pt: 'pt-BR',
  zh: 'zh-Hans',
  ja: 'ja',
};

/** The tag of the language on show. The viewer, whose one file is kept small, speaks English alone. */
export const languageTag = (): string => (CAN_RUN ? TAGS[language.value] : 'en-GB');

/** Sentences in a row: Chinese and Japanese put no space between them. */
export const paragraph = (sentences: readonly string[]): string =>
  sentences.join(CAN_RUN && ['zh', 'ja'].includes(language.value) ? '' : ' ');

/** Clauses as one: `a, b and c`. Chinese has no word between predicates. */
export const clauses = (all: readonly string[]): string =>
  language.value === 'zh' ? all.join('，') : new Intl.ListFormat(languageTag()).format(all);

export const isLanguage = (name: string | null | undefined): name is Language =>
  name != null && Object.hasOwn(LANGUAGES, name);

/** The first language wanted that there is, whatever its country or script; else English. @param wanted BCP 47 tags, the dearest first. */
export function preferredLanguage(wanted: readonly string[]): Language {
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage) ?? 'en';
}
