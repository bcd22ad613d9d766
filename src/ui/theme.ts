/** @file Light or dark: the system's until the reader chooses. */
import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEY = 'progressive-nas-theme';

/** The theme on show. */
export const theme = signal<Theme>('light');

/** Reads the choice made before, or the system's. */
export function readTheme(): void {
  const chosen = stored();
  theme.value = chosen ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  document.documentElement.dataset['theme'] = theme.value;
}

export function switchTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = theme.value;
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
