/** @file The page's frame: bar, notice, the screen chosen, and on a phone the tabs at the bottom. */
import { VIEWS, type View } from '../contract/recipe.ts';
import { percent } from './format.ts';
import { show } from './navigation.ts';
import { GlyphSprite } from './parts/glyph.tsx';
import { Icon, Logo, type IconName } from './parts/icon.tsx';
import { CellScreen } from './screens/cell.tsx';
import { Idle } from './screens/idle.tsx';
import { RankingScreen } from './screens/ranking.tsx';
import { Running } from './screens/running.tsx';
import { RunsScreen } from './screens/runs.tsx';
import { SurrogateScreen } from './screens/surrogate.tsx';
import { TeachScreen } from './screens/teach.tsx';
import { Transport } from './screens/transport.tsx';
import { device, motion, notice, run, trained, view } from './state.ts';
import { switchTheme, theme } from './theme.ts';
import { deviceName, runName } from './words.ts';

const TABS: Readonly<Record<View, { readonly name: string; readonly icon: IconName }>> = {
  search: { name: 'Search', icon: 'grid' },
  cell: { name: 'Cell', icon: 'graph' },
  surrogate: { name: 'Surrogate', icon: 'target' },
  ranking: { name: 'Ranking', icon: 'bars' },
  runs: { name: 'Runs', icon: 'list' },
  teach: { name: 'Teach', icon: 'book' },
};

/** Everything. */
export function App() {
  return (
    <>
      <GlyphSprite />
      <header class="bar">
        <span class="brand">
          <Logo />
          <span>Progressive NAS</span>
        </span>
        <Tabs kind="top" />
        <span class="bar-right">
          <DeviceChip />
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
      <NoticeBar />
      <main class="screen">
        <Screen />
      </main>
      <Tabs kind="bottom" />
      <Announcer />
    </>
  );
}

function Screen() {
  switch (view.value) {
    case 'search':
      return run.value === undefined ? (
        <Idle />
      ) : (
        <>
          <Transport />
          <Running />
        </>
      );
    case 'cell':
      return <CellScreen />;
    case 'surrogate':
      return <SurrogateScreen />;
    case 'ranking':
      return <RankingScreen />;
    case 'runs':
      return <RunsScreen />;
    case 'teach':
      return <TeachScreen />;
    default:
      return view.value satisfies never;
  }
}

function Tabs({ kind }: { kind: 'top' | 'bottom' }) {
  return (
    <nav class={`tabs tabs-${kind}`} aria-label={kind === 'top' ? 'Screens' : 'Screens, at the bottom'}>
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={view.value === name ? 'page' : undefined}
          onClick={() => show(name)}
        >
          {kind === 'bottom' && <Icon name={TABS[name].icon} />}
          {TABS[name].name}
        </button>
      ))}
    </nav>
  );
}

function DeviceChip() {
  const report = device.value;
  if (view.value === 'teach' && motion.value === 'open') {
    return (
      <span class="device-chip">
        <Icon name="book" />
        Recorded run, nothing is training
      </span>
    );
  }
  if (report === undefined) return null;
  return (
    <span class="device-chip" title={report.notes.join(' ')}>
      <Icon name={report.software || report.backend !== 'webgpu' ? 'warning' : 'chip'} />
      {run.value !== undefined && motion.value === 'open' ? runName(run.value.head) : deviceName(report)}
    </span>
  );
}

function NoticeBar() {
  const told = notice.value;
  return (
    <div role="status" class="notice-place">
      {told !== undefined && (
        <p class={`notice ${told.kind}`}>
          {told.kind === 'problem' && <Icon name="cross" size={14} />}
          <span>{told.text}</span>
          {told.undo !== undefined && (
            <button type="button" class="text-button" onClick={told.undo}>
              Undo
            </button>
          )}
          <button type="button" class="text-button" onClick={() => (notice.value = undefined)}>
            Close
          </button>
        </p>
      )}
    </div>
  );
}

/** Says each finished child once, to those who listen. */
function Announcer() {
  const last = trained.value.at(-1);
  const text =
    last === undefined || motion.value === 'open'
      ? ''
      : `Child ${trained.value.length}: ${last.accuracy === undefined ? 'failed' : percent(last.accuracy)}.`;
  return (
    <p class="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
