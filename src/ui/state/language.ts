/** @file The language of the page: the browser's until the reader chooses. */
import { batch } from '@preact/signals';
import { isLanguage, language, languageTag, preferredLanguage, type Language } from '../model/language.ts';
import { translation, type Words } from '../messages/words.ts';
import { remember, remembered } from './remembered.ts';

const KEY = 'progressive-nas-language';

/** The other languages' words, a file each; English is in the code. */
const FETCH: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ readonly WORDS: Words }>>> = {
  de: () => import('../messages/de/words.ts'),
  fr: () => import('../messages/fr/words.ts'),
  es: () => import('../messages/es/words.ts'),
  pt: () => import('../messages/pt/words.ts'),
  zh: () => import('../messages/zh/words.ts'),
  ja: () => import('../messages/ja/words.ts'),
};

/** Speaks the language chosen before, or the browser's; resolves when its words are there. Where they cannot be fetched it is English. */
export async function followLanguage(): Promise<void> {
  await speak(stored() ?? preferredLanguage(navigator.languages)).catch(() => {});
}

/** The reader's choice, kept in this browser. @throws where its words cannot be fetched: the page stays as it is. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await speak(chosen);
  remember(KEY, chosen);
}

async function speak(next: Language): Promise<void> {
  const words = next === 'en' ? undefined : (await FETCH[next]()).WORDS;
  batch(() => {
    translation.value = words;
    language.value = next;
  });
  document.documentElement.lang = languageTag();
}

function stored(): Language | undefined {
  const kept = remembered(KEY);
  return isLanguage(kept) ? kept : undefined;
}
