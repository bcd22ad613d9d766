/** @file The settings of the next search: presets with their price, then every value beside the paper's, then the images. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { OPERATORS, PAPER_OPERATORS } from '../../../core/space/operators.ts';
import type { SearchConfig } from '../../../contract/config.ts';
import { PRESETS, type PresetName } from '../../../contract/presets.ts';
import { copyLink } from '../../actions/settings-link.ts';
import { networksOf } from '../../model/derive.ts';
import { duration, durationRange } from '../../model/format.ts';
import { LowPriority } from './low-priority.tsx';
import { Glyph } from '../../parts/glyph.tsx';
import { SIZES, type Size } from '../../model/sizes.ts';
import { MAIN_SETTINGS } from '../../model/settings.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { names } from '../../messages/names.ts';
import { search } from '../../messages/search.ts';
import { LINK_NAMES } from '../../../contract/link/recipe-link.ts';
import { SettingRow } from './setting-row.tsx';
import { laptops } from '../../state/lead.ts';
import { measuredSpeed, priceHere } from '../../state/state.ts';
import { changeSetting, choosePreset, chooseSize, chosenSize, recipe, settingErrors } from '../../state/settings.ts';
import { presetOf } from '../../model/preset-of.ts';
import { DataPicker } from './data-picker.tsx';

/** How many rows those are: all settings but the others, and the operators. */
const MORE = Object.keys(LINK_NAMES).length - MAIN_SETTINGS.length - 1;
const MoreSettings = lazyPart(async () => (await import('./more-settings.tsx')).MoreSettings);

/** The side panel of the first visit. */
export function SettingsForm() {
  const words = search.value.settings;
  const isMore = useSignal(false);
  return (
    <aside class="side settings" aria-label={words.title}>
      <div class="row-between">
        <h2>{words.title}</h2>
        <button type="button" class="text-button" onClick={() => void copyLink()}>
          {words.link}
        </button>
      </div>
      <Presets />
      <table class="setting-table">
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{words.setting}</span>
            </th>
            <th scope="col">{words.here}</th>
            <th scope="col" class="number">
              {words.paper}
            </th>
          </tr>
        </thead>
        <tbody>
          {MAIN_SETTINGS.slice(0, 2).map((key) => (
            <SettingRow key={key} name={key} words={search.value.rows[key]} />
          ))}
          <OperatorRow />
          {MAIN_SETTINGS.slice(2).map((key) => (
            <SettingRow key={key} name={key} words={search.value.rows[key]} />
          ))}
          {isMore.value && <MoreSettings />}
        </tbody>
      </table>
      <button
        type="button"
        class="text-button"
        aria-expanded={isMore.value}
        onClick={() => (isMore.value = !isMore.value)}
      >
        {isMore.value ? words.fewer : words.all(MORE)}
      </button>
      <DataPicker />
      <LowPriority hasWords />
    </aside>
  );
}

/** Presets before those that are sized for the device. */
const FIRST_PRESETS = 2;

function Presets() {
  const presets = Object.keys(PRESETS) as PresetName[];
  return (
    <fieldset class="presets">
      <legend class="visually-hidden">{search.value.settings.preset}</legend>
      {presets.slice(0, FIRST_PRESETS).map((name) => (
        <NamedPreset key={name} name={name} />
      ))}
      <SizedRows />
      {presets.slice(FIRST_PRESETS).map((name) => (
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
      name={names.value.presets[name]}
      note={isChanged ? search.value.settings.changed : search.value.presetNotes[name]}
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
          name={search.value.sizes[size]}
          note={search.value.settings[measuredSpeed.value === undefined ? 'endsInTime' : 'sized']}
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
  const price = priceHere(config, laptops.value);
  return <>{price === undefined ? search.value.settings.networks(networksOf(config)) : durationRange(price)}</>;
}

function OperatorRow() {
  const chosen = recipe.value.config.operators;
  const error = settingErrors.value.operators;
  return (
    <tr>
      <th scope="row" colSpan={2}>
        {search.value.settings.operators}
        {error !== undefined && <span class="setting-note bad">{error}</span>}
        <span class="operator-toggles" role="group" aria-label={search.value.settings.operators}>
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
