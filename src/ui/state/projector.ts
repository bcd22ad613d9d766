/** @file Projector mode: everything larger and of high contrast. The reader's choice, kept in this browser, or a link's. */
import { computed, effect, signal } from '@preact/signals';
import { remember, remembered } from './remembered.ts';
import { recipe } from './settings.ts';

const KEY = 'progressive-nas-projector';

const kept = signal(false);
let isLoaded = false;

/** Whether it is on. */
export const projector = computed(() => kept.value || recipe.value.projector === true);

/** Follows the choice made before and the page's address; what enlarges it is fetched when it is on. */
export function followProjector(): void {
  kept.value = remembered(KEY) === 'on';
  effect(() => {
    const isOn = projector.value;
    document.documentElement.toggleAttribute('data-projector', isOn);
    if (isOn || isLoaded) void import('./enlarge.ts').then(({ enlarge }) => enlarge(projector.value));
    isLoaded ||= isOn;
  });
}

/** Links made from then on have it, too. */
export function setProjector(isOn: boolean): void {
  kept.value = isOn;
  recipe.value = { ...recipe.value, projector: isOn ? true : undefined };
  remember(KEY, isOn ? 'on' : 'off');
}
