/** @file The choice of the page's language. */
import { language, LANGUAGES, type Language } from '../model/language.ts';
import { frame } from '../messages/frame.ts';
import { messageOf } from '../model/format.ts';
import { chooseLanguage } from '../state/language.ts';
import { notice } from '../state/state.ts';

export function LanguageSwitch() {
  const choose = (name: string): void => {
    chooseLanguage(name as Language).catch((error: unknown) => {
      notice.value = { kind: 'error', text: frame.value.noLanguage(messageOf(error)) };
    });
  };
  return (
    <span class="icon-button language-switch">
      <span aria-hidden="true">{language.value.toUpperCase()}</span>
      <select
        aria-label={frame.value.language}
        value={language.value}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {Object.entries(LANGUAGES).map(([name, own]) => (
          <option key={name} value={name} lang={name}>
            {own}
          </option>
        ))}
      </select>
    </span>
  );
}
