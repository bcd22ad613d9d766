/** @file The language of the page: the browser's until the reader chooses. */
import { batch } from '@preact/signals';
import { isLanguage, language, languageTag, preferredLanguage, type Language } from '../model/language.ts';
import { screenTranslation, translation, type ScreenWords, type Words } from '../messages/words.ts';
import { remember, remembered } from './remembered.ts';

const KEY = 'progressive-nas-language';

type Fetched = Exclude<Language, 'en'>;

/** The other languages' words, two files each; English is in the code. */
const FETCH: Readonly<Record<Fetched, () => Promise<{ readonly WORDS: Words }>>> = {
  de: () => import('../messages/de/words.ts'),
  fr: () => import('../messages/fr/words.ts'),
  es: () => import('../messages/es/words.ts'),
  pt: () => import('../messages/pt/words.ts'),
  zh: () => import('../messages/zh/words.ts'),
  ja: () => import('../messages/ja/words.ts'),
};
const FETCH_SCREENS: Readonly<Record<Fetched, () => Promise<{ readonly SCREEN_WORDS: ScreenWords }>>> = {
  de: () => import('../messages/de/screens.ts'),
  fr: () => import('../messages/fr/screens.ts'),
  es: () => import('../messages/es/screens.ts'),
  pt: () => import('../messages/pt/screens.ts'),
  zh: () => import('../messages/zh/screens.ts'),
  ja: () => import('../messages/ja/screens.ts'),
};

/** Speaks the language chosen before, or the browser's; resolves when its words are there. Where they cannot be fetched it is English. */
export async function followLanguage(): Promise<void> {
  const next = stored() ?? preferredLanguage(navigator.languages);
  const words = next === 'en' ? undefined : await FETCH[next]().catch(() => {});
  if (words !== undefined) speak(next, words.WORDS, undefined);
  document.documentElement.lang = languageTag();
}

/** The reader's choice, kept in this browser. @throws where its words cannot be fetched: the page stays as it is. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  if (chosen === 'en') speak(chosen, undefined, undefined);
  else {
    const [{ WORDS }, { SCREEN_WORDS }] = await Promise.all([FETCH[chosen](), FETCH_SCREENS[chosen]()]);
    speak(chosen, WORDS, SCREEN_WORDS);
  }
  document.documentElement.lang = languageTag();
  remember(KEY, chosen);
}

/** Fetches what screens besides the first say in the language on show. @throws where it cannot be fetched. */
export async function fetchScreenWords(): Promise<void> {
  const spoken = language.value;
  if (spoken === 'en' || screenTranslation.value !== undefined) return;
  const { SCREEN_WORDS } = await FETCH_SCREENS[spoken]();
  if (language.value === spoken) screenTranslation.value = SCREEN_WORDS;
}

function speak(next: Language, words: Words | undefined, screens: ScreenWords | undefined): void {
  batch(() => {
    translation.value = words;
    screenTranslation.value = screens;
    language.value = next;
  });
}

function stored(): Language | undefined {
  const kept = remembered(KEY);
  return isLanguage(kept) ? kept : undefined;
}
