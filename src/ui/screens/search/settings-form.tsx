/** @file The settings of the next search: presets with their price, then every value beside the paper's, then the images. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { OPERATORS, PAPER_OPERATORS } from '../../../core/space/operators.ts';
import type { SearchConfig } from '../../../contract/config.ts';
import { PRESETS, type PresetName } from '../../../contract/presets.ts';
import { copyLink } from '../../actions/settings-link.ts';
import { networksOf } from '../../model/derive.ts';
import { count, duration, durationRange } from '../../model/format.ts';
import { LowPriority } from './low-priority.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { SIZES, type Size } from '../../model/sizes.ts';
import { MAIN_SETTINGS, MORE_SETTINGS, type Setting } from '../../model/settings.ts';
import { measuredSpeed, priceHere } from '../../state/state.ts';
import { changeSetting, choosePreset, chooseSize, chosenSize, recipe, settingErrors } from '../../state/settings.ts';
import { PRESET_NAMES, PRESET_NOTES, presetOf } from '../../model/words.ts';
import { DataPicker } from './data-picker.tsx';

/** The side panel of the first visit. */
export function SettingsForm() {
  const isMore = useSignal(false);
  return (
    <aside class="side settings" aria-label="Settings">
      <div class="row-between">
        <h2>Settings</h2>
        <button type="button" class="text-button" onClick={() => void copyLink()}>
          Copy as a link
        </button>
      </div>
      <Presets />
      <table class="setting-table">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">setting</span>
            </th>
            <th scope="col">this run</th>
            <th scope="col" class="number">
              paper
            </th>
          </tr>
        </thead>
        <tbody>
          {MAIN_SETTINGS.slice(0, 2).map((setting) => (
            <SettingRow key={setting.key} setting={setting} />
          ))}
          <OperatorRow />
          {MAIN_SETTINGS.slice(2).map((setting) => (
            <SettingRow key={setting.key} setting={setting} />
          ))}
          {isMore.value && MORE_SETTINGS.map((setting) => <SettingRow key={setting.key} setting={setting} />)}
        </tbody>
      </table>
      <button
        type="button"
        class="text-button"
        aria-expanded={isMore.value}
        onClick={() => (isMore.value = !isMore.value)}
      >
        {isMore.value ? 'Fewer settings' : `All settings, ${MORE_SETTINGS.length} more`}
      </button>
      <DataPicker />
      <LowPriority hasWords />
    </aside>
  );
}

/** Presets before those that are sized for the device. */
const FIRST_PRESETS = 2;

function Presets() {
  const names = Object.keys(PRESETS) as PresetName[];
  return (
    <fieldset class="presets">
      <legend class="visually-hidden">Preset</legend>
      {names.slice(0, FIRST_PRESETS).map((name) => (
        <NamedPreset key={name} name={name} />
      ))}
      <SizedRows />
      {names.slice(FIRST_PRESETS).map((name) => (
        <NamedPreset key={name} name={name} />
      ))}
    </fieldset>
  );
}

function NamedPreset({ name }: { name: PresetName }) {
  const { preset, config } = recipe.value;
  const isOn = name === preset && chosenSize.value === undefined;
  const isChanged = isOn && presetOf(config) !== preset;
  return (
    <PresetRow
      name={PRESET_NAMES[name]}
      note={isChanged ? 'changed below' : PRESET_NOTES[name]}
      isOn={isOn}
      isChecked={isOn && !isChanged}
      choose={() => choosePreset(name)}
    >
      <PresetPrice config={PRESETS[name]} />
    </PresetRow>
  );
}

/** Searches of a class hour and a night; before this device's speed is known they are the smallest. */
function SizedRows() {
  return (
    <>
      {(Object.keys(SIZES) as Size[]).map((size) => (
        <PresetRow
          key={size}
          name={SIZES[size].name}
          note={measuredSpeed.value === undefined ? 'ends in time' : 'sized for this device, ends in time'}
          isOn={chosenSize.value === size}
          isChecked={chosenSize.value === size}
          choose={() => chooseSize(size)}
        >
          {duration(60_000 * SIZES[size].minutes)}
        </PresetRow>
      ))}
    </>
  );
}

interface PresetRowProps {
  readonly name: string;
  readonly note: string;
  readonly isOn: boolean;
  readonly isChecked: boolean;
  readonly choose: () => void;
  /** What it takes. */
  readonly children: ComponentChildren;
}

function PresetRow({ name, note, isOn, isChecked, choose, children }: PresetRowProps) {
  return (
    <label class={isOn ? 'preset chosen' : 'preset'}>
      <input type="radio" name="preset" checked={isChecked} onChange={choose} />
      <span class="preset-name">{name}</span>
      <span class="preset-note">{note}</span>
      <span class="preset-price">{children}</span>
    </label>
  );
}

function PresetPrice({ config }: { config: SearchConfig }) {
  const price = priceHere(config);
  return <>{price === undefined ? `${count(networksOf(config))} networks` : durationRange(price)}</>;
}

function SettingRow({ setting }: { setting: Setting }) {
  const { key, name, paper, explanation, choices } = setting;
  const value = String(recipe.value.config[key]);
  const error = settingErrors.value[key];
  const change = (event: { currentTarget: { value: string } }): void => changeSetting(key, event.currentTarget.value);
  const shared = { id: `setting-${key}`, 'aria-describedby': `about-${key}`, 'aria-invalid': error !== undefined };
  return (
    <tr>
      <th scope="row">
        <label for={`setting-${key}`}>{name}</label>
        <span id={`about-${key}`} class={error === undefined ? 'setting-note' : 'setting-note bad'}>
          {error ?? choices?.find((choice) => choice.value === value)?.note ?? explanation}
        </span>
      </th>
      <td>
        {choices === undefined ? (
          <input key={value} type="text" inputMode="decimal" defaultValue={value} onChange={change} {...shared} />
        ) : (
          <select value={value} onChange={change} {...shared}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.name}
              </option>
            ))}
          </select>
        )}
      </td>
      <td class={paper === 'not stated' ? 'number quiet' : 'number'}>{paper}</td>
    </tr>
  );
}

function OperatorRow() {
  const chosen = recipe.value.config.operators;
  const error = settingErrors.value.operators;
  return (
    <tr>
      <th scope="row" colSpan={2}>
        Operators
        {error !== undefined && <span class="setting-note bad">{error}</span>}
        <span class="operator-toggles" role="group" aria-label="Operators">
          {OPERATORS.map((name) => {
            const isOn = chosen.includes(name);
            const next = isOn ? chosen.filter((other) => other !== name) : [...chosen, name];
            return (
              <button
                key={name}
                type="button"
                class="operator-toggle"
                aria-pressed={isOn}
                aria-label={name}
                title={name}
                onClick={() => changeSetting('operators', next.join(','))}
              >
                <Glyph name={name} />
              </button>
            );
          })}
        </span>
      </th>
      <td class="number">{PAPER_OPERATORS.length}</td>
    </tr>
  );
}
