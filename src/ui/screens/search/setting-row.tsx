/** @file A setting of the next search: what it is called and does, its value, the paper's. */
import type { SearchConfig } from '../../../contract/config.ts';
import { search } from '../../messages/search.ts';
import { count } from '../../model/format.ts';
import { PAPER } from '../../model/settings.ts';
import { changeSetting, recipe, settingErrors } from '../../state/settings.ts';

interface Choice {
  readonly name: string;
  readonly note?: string;
}

interface SettingWords extends Choice {
  readonly note: string;
  /** Of a setting whose values are names, by value; one with a note of its own is explained by it. */
  readonly choices?: Readonly<Record<string, Choice>>;
}

export function SettingRow({ name: key, words }: { name: keyof SearchConfig; words: SettingWords }) {
  const { name, note, choices } = words;
  const value = String(recipe.value.config[key]);
  const error = settingErrors.value[key];
  const paper = PAPER[key];
  const change = (event: { currentTarget: { value: string } }): void => changeSetting(key, event.currentTarget.value);
  const shared = { id: `setting-${key}`, 'aria-describedby': `about-${key}`, 'aria-invalid': error !== undefined };
  return (
    <tr>
      <th scope="row">
        <label for={`setting-${key}`}>{name}</label>
        <span id={`about-${key}`} class={error === undefined ? 'setting-note' : 'setting-note bad'}>
          {error ?? choices?.[value]?.note ?? note}
        </span>
      </th>
      <td>
        {choices === undefined ? (
          <input key={value} type="text" inputMode="decimal" defaultValue={value} onChange={change} {...shared} />
        ) : (
          <select value={value} onChange={change} {...shared}>
            {Object.entries(choices).map(([choice, named]) => (
              <option key={choice} value={choice}>
                {named.name}
              </option>
            ))}
          </select>
        )}
      </td>
      <td class={paper === undefined ? 'number quiet' : 'number'}>
        {paper === undefined
          ? search.value.settings.unstated
          : typeof paper === 'number'
            ? count(paper)
            : paper.map((choice) => choices?.[choice]?.name).join(', ')}
      </td>
    </tr>
  );
}
