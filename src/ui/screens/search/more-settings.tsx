/** @file The settings that stand behind a button, with their words: fetched when it is pressed. */
import { details } from '../../messages/details.ts';
import type { MoreSetting } from '../../model/settings.ts';
import { SettingRow } from './setting-row.tsx';

export function MoreSettings() {
  const { rows } = details.value;
  return (
    <>
      {(Object.keys(rows) as MoreSetting[]).map((key) => (
        <SettingRow key={key} name={key} words={rows[key]} />
      ))}
    </>
  );
}
