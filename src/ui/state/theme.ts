/** @file Light or dark: the system's until the reader chooses. */
import { signal } from '@preact/signals';

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
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // a private window may refuse; the choice then lasts as long as the page
  }
}

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined; // storage may be forbidden altogether
  }
}
