/** @file The switch between light and dark colours. */
import { frame } from '../messages/frame.ts';
import { switchTheme, theme } from '../state/theme.ts';
import { Icon } from '../parts/icon.tsx';

export function ThemeSwitch() {
  const isDark = theme.value === 'dark';
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={isDark ? frame.value.light : frame.value.dark}
      onClick={switchTheme}
    >
      <Icon name={isDark ? 'sun' : 'moon'} />
    </button>
  );
}
