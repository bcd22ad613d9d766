/** @file Light or dark: the system's until the reader chooses. */
import { signal } from '@preact/signals';
import { remember, remembered } from './remembered.ts';

export type Theme = 'light' | 'dark';

const KEY = 'progressive-nas-theme';

/** The theme on show. */
export const theme = signal<Theme>('light');

/** Follows the choice made before, or the system's as it changes. */
export function followTheme(): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const read = (): void => setTheme(stored() ?? (system.matches ? 'dark' : 'light'));
  system.onchange = read;
  read();
}

function setTheme(value: Theme): void {
  theme.value = value;
  document.documentElement.dataset['theme'] = value;
}

export function switchTheme(): void {
  setTheme(theme.value === 'dark' ? 'light' : 'dark');
  remember(KEY, theme.value);
}

function stored(): Theme | undefined {
  const value = remembered(KEY);
  return value === 'light' || value === 'dark' ? value : undefined;
}
