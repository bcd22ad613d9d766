/** @file The bar over the page and the viewer: the name, the screens, light or dark; and the screens again at a phone's foot. */
import type { ComponentChildren } from 'preact';
import type { View } from '../../contract/link/recipe-link.ts';
import { frame } from '../messages/frame.ts';
import { CAN_RUN } from '../model/can-run.ts';
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
      <Brand />
      {tabs.length > 0 && <Tabs kind="top" tabs={tabs} />}
      <span class="bar-right">
        {children}
        <ThemeSwitch />
      </span>
    </header>
  );
}

/** The name leads to the first screen; from a disk, where there is no page, nowhere. */
function Brand() {
  const content = (
    <>
      <Logo />
      <span>Progressive NAS</span>
    </>
  );
  if (!CAN_RUN && location.protocol === 'file:') return <span class="brand">{content}</span>;
  const goHome = (event: Event): void => {
    event.preventDefault();
    show('search');
  };
  return (
    <a class="brand" href="./index.html" onClick={CAN_RUN ? goHome : undefined}>
      {content}
    </a>
  );
}

/** The screens as buttons: in the bar, or at a phone's foot with their icons. */
export function Tabs({ kind, tabs }: { kind: 'top' | 'bottom'; tabs: readonly Tab[] }) {
  return (
    <nav class={`tabs tabs-${kind}`} aria-label={frame.value.tabs[kind]}>
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
