/** @file The viewer: somebody's result, read-only, on the page's own screens. */
import type { View } from '../contract/recipe.ts';
import { show } from '../ui/navigation.ts';
import { GlyphSprite } from '../ui/parts/glyph.tsx';
import { Icon, Logo, type IconName } from '../ui/parts/icon.tsx';
import { TimeLapse } from '../ui/parts/time-lapse.tsx';
import { CellScreen } from '../ui/screens/cell.tsx';
import { RankingScreen } from '../ui/screens/ranking.tsx';
import { Running } from '../ui/screens/running.tsx';
import { SurrogateScreen } from '../ui/screens/surrogate.tsx';
import { notice, run, shared, view } from '../ui/state.ts';
import { switchTheme, theme } from '../ui/theme.ts';
import { Banner } from './banner.tsx';
import { Welcome } from './welcome.tsx';
import { openFile } from './shared.ts';

const TABS: readonly (readonly [View, string, IconName])[] = [
  ['search', 'Search', 'grid'],
  ['cell', 'Cell', 'graph'],
  ['surrogate', 'Surrogate', 'target'],
  ['ranking', 'Ranking', 'bars'],
];

/** Everything; files can be dropped anywhere on it. */
export function Viewer() {
  return (
    <div
      class="viewer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) void openFile(file);
      }}
    >
      <GlyphSprite />
      <header class="bar">
        <span class="brand">
          <Logo />
          <span>Progressive NAS</span>
        </span>
        {shared.value !== undefined && <Tabs kind="top" />}
        <span class="bar-right">
          <button
            type="button"
            class="icon-button"
            aria-label={theme.value === 'dark' ? 'Light colours' : 'Dark colours'}
            onClick={switchTheme}
          >
            <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} />
          </button>
        </span>
      </header>
      <div role="status" class="notice-place">
        {notice.value !== undefined && <p class={`notice ${notice.value.kind}`}>{notice.value.text}</p>}
      </div>
      {shared.value === undefined ? (
        <Welcome />
      ) : (
        <>
          <Banner result={shared.value} />
          <main class="screen">
            <Screen />
          </main>
          <Tabs kind="bottom" />
        </>
      )}
    </div>
  );
}

function Tabs({ kind }: { kind: 'top' | 'bottom' }) {
  return (
    <nav class={`tabs tabs-${kind}`} aria-label={kind === 'top' ? 'Screens' : 'Screens, at the bottom'}>
      {TABS.map(([name, label, icon]) => (
        <button
          key={name}
          type="button"
          aria-current={view.value === name ? 'page' : undefined}
          onClick={() => show(name)}
        >
          {kind === 'bottom' && <Icon name={icon} />}
          {label}
        </button>
      ))}
    </nav>
  );
}

function Screen() {
  if (view.value === 'cell') return <CellScreen />;
  if (view.value === 'surrogate') return <SurrogateScreen />;
  if (view.value === 'ranking') return <RankingScreen />;
  return (
    <>
      <TimeLapse key={run.value!.head.id} run={shared.value!.run} />
      <Running />
    </>
  );
}
