/** @file The settings of the next search: from a link, a preset, or as typed. */
import { batch, computed, signal } from '@preact/signals';
import { parseConfig, type SearchConfig } from '../../contract/config.ts';
import { DEFAULT_RECIPE, LINK_NAMES, parseRecipe, readSetting, type Recipe } from '../../contract/link/recipe-link.ts';
import { PRESETS, type PresetName } from '../../contract/presets.ts';
import { notices } from '../messages/notices.ts';
import { messageOf, range } from '../model/format.ts';
import type { Size } from '../model/sizes.ts';
import { dataSet, device, notice, priceHere, pricing, runs, view } from './state.ts';

/** The settings of the next search. */
export const recipe = signal<Recipe>(DEFAULT_RECIPE);
/** Whether a link filled the settings in. */
const isLinked = signal(false);
/** Whether the page filled in the smallest preset of itself, since the device is slow. */
export const isSmallest = signal(false);
/** Why a setting as typed is refused, by setting. */
export const settingErrors = signal<Partial<Record<keyof SearchConfig, string>>>({});

const sized = signal<{ readonly size: Size; readonly config: SearchConfig } | undefined>(undefined);
/** The time that the settings fill, where they were sized for it and not changed since. */
export const chosenSize = computed(() => (sized.value?.config === recipe.value.config ? sized.value.size : undefined));

/** Reads the page's own link. A bad one changes nothing but the notice. @returns the cell that it names, in notation. */
export function readLink(fragment: string): string | undefined {
  try {
    const { cell, ...read } = parseRecipe(fragment);
    batch(() => {
      recipe.value = read;
      isLinked.value = fragment.length > 1;
      view.value = read.view;
      settingErrors.value = {};
    });
    return cell;
  } catch (error) {
    notice.value = { kind: 'error', text: notices.value.badSettings(linkMistake(messageOf(error))) };
    return undefined;
  }
}

export function choosePreset(preset: PresetName): void {
  batch(() => {
    recipe.value = { ...recipe.value, preset, config: { ...PRESETS[preset], seed: recipe.value.config.seed } };
    settingErrors.value = {};
  });
}

/** Fills in a search of this time, its children as large as this device's speed lets them be. */
export function chooseSize(size: Size): void {
  const images = dataSet.value?.images ?? PRESETS.demo.images;
  const config = pricing.value?.sizedConfig(size, recipe.value.config.seed, images, priceHere);
  if (config === undefined) return;
  batch(() => {
    sized.value = { size, config };
    recipe.value = { ...recipe.value, preset: 'demo', config };
    settingErrors.value = {};
  });
}

/** Chooses the smallest preset where the device is slow, this is a first visit, and no setting was changed. */
export function fitSettings(): void {
  const { software, backend } = device.value ?? {};
  const isSlow = software === true || (backend !== undefined && backend !== 'webgpu');
  const isUntouched = !isLinked.value && String(Object.values(recipe.value.config)) === DEFAULT_SETTINGS;
  if (!isSlow || !isUntouched || (runs.value?.length ?? 0) > 0) return;
  choosePreset('smoke');
  isSmallest.value = true;
}

const DEFAULT_SETTINGS = String(Object.values(DEFAULT_RECIPE.config));

/** Changes one setting from text; a value that is refused is remembered with its reason. */
export function changeSetting(key: keyof SearchConfig, text: string): void {
  const { [key]: _solved, ...others } = settingErrors.value;
  try {
    const value = readSetting(key, text.trim(), LINK_NAMES[key]);
    const config = parseConfig({ ...recipe.value.config, [key]: value });
    batch(() => {
      recipe.value = { ...recipe.value, config };
      settingErrors.value = others;
    });
  } catch (error) {
    settingErrors.value = { ...others, [key]: settingError(key, messageOf(error)) };
  }
}

/** Of an error of the contract, what a reader can do: `link: K must be a number; got "nine"` as `K should be a number, not "nine"`. */
function linkMistake(message: string): string {
  return message
    .replace(/^link: /, '')
    .replace(' must ', ' should ')
    .replace('; got ', ', not ');
}

function settingError(key: keyof SearchConfig, message: string): string {
  const { refused } = notices.value;
  if (key === 'operators') return refused.operators;
  if (message.includes('half of images')) return refused.heldOut;
  const [, from, to] = /must be (\S+) to (\S+);/.exec(message) ?? [];
  return from === undefined ? refused.number(`${PRESETS.demo[key]}`) : refused.range(range(from, to!));
}
