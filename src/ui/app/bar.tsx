/** @file The bar over the page and the viewer: the name, the screens, light or dark; and the screens again at a phone's foot. */
import type { ComponentChildren } from 'preact';
import type { View } from '../../contract/link/recipe-link.ts';
import { show } from '../state/navigation.ts';
import { view } from '../state/state.ts';
import { Icon, Logo, type IconName } from '../parts/icon.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** A screen and its tab. */
export interface Tab {
  readonly view: View;
  readonly name: string;
  readonly icon: IconName;
}

/** The bar; `children` stand left of the switch between light and dark. */
export function Bar({ tabs, children }: { tabs: readonly Tab[]; children?: ComponentChildren }) {
  return (
    <header class="bar">
      <span class="brand">
        <Logo />
        <span>Progressive NAS</span>
      </span>
      {tabs.length > 0 && <Tabs kind="top" tabs={tabs} />}
      <span class="bar-right">
        {children}
        <ThemeSwitch />
      </span>
    </header>
  );
}

/** The screens as buttons: in the bar, or at a phone's foot with their icons. */
export function Tabs({ kind, tabs }: { kind: 'top' | 'bottom'; tabs: readonly Tab[] }) {
  return (
    <nav class={`tabs tabs-${kind}`} aria-label={kind === 'top' ? 'Screens' : 'Screens, at the bottom'}>
      {tabs.map(({ view: target, name, icon }) => (
        <button
          key={target}
          type="button"
          aria-current={view.value === target || (target === 'final' && view.value === 'try') ? 'page' : undefined}
          onClick={() => show(target)}
        >
          {kind === 'bottom' && <Icon name={icon} />}
          {name}
        </button>
      ))}
    </nav>
  );
}
