/** @file The switch between light and dark colours. */
import { switchTheme, theme } from '../state/theme.ts';
import { Icon } from '../parts/icon.tsx';

export function ThemeSwitch() {
  const isDark = theme.value === 'dark';
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={isDark ? 'Light colours' : 'Dark colours'}
      onClick={switchTheme}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
