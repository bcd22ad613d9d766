/** @file The page's frame: bar, notice, the screen chosen, and on a phone the tabs at the bottom. */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { VIEWS, type View } from '../../contract/link/recipe-link.ts';
import { percent } from '../model/format.ts';
import { Bar, Tabs, type Tab } from './bar.tsx';
import { GlyphSprite } from '../parts/glyph.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Idle } from '../screens/search/idle.tsx';
import { loadScreen, screens, type OtherScreen } from './other-screens.ts';
import { show } from '../state/navigation.ts';
import { device, runStatus, notice, run, trained, view } from '../state/state.ts';
import { deviceName, runName } from '../model/words.ts';

/** The screens, in the links' order. */
const NAMES: Readonly<Record<View, readonly [string, IconName]>> = {
  search: ['Search', 'grid'],
  cell: ['Cell', 'graph'],
  surrogate: ['Surrogate', 'target'],
  ranking: ['Ranking', 'bars'],
  final: ['Final', 'flag'],
  try: ['Try it', 'picture'],
  runs: ['Runs', 'list'],
  teach: ['Teach', 'book'],
  device: ['Device', 'chip'],
};
/** Views without a tab: the device's name in the bar leads to it, and Try it is a part of Final. */
const HAS_NO_TAB: ReadonlySet<View> = new Set<View>(['device', 'try']);
const TABS: readonly Tab[] = VIEWS.filter((name) => !HAS_NO_TAB.has(name)).map((name) => ({
  view: name,
  name: NAMES[name][0],
  icon: NAMES[name][1],
}));

/** Asks before a newer version of the page takes over; fetched after the first paint. */
export const newVersion = signal<FunctionComponent | undefined>(undefined);

/** Everything. */
export function App() {
  return (
    <>
      <GlyphSprite />
      <Bar tabs={TABS}>
        <DeviceChip />
      </Bar>
      <NoticeBar />
      <main class="screen">
        <Screen />
      </main>
      <Tabs kind="bottom" tabs={TABS} />
      <Announcer />
    </>
  );
}

function Screen() {
  if (view.value === 'search' && run.value === undefined) return <Idle />;
  const name = view.value === 'search' ? 'run' : view.value;
  return <Fetched key={name} name={name} />;
}

function Fetched({ name }: { name: OtherScreen }) {
  useEffect(() => void loadScreen(name), [name]);
  const Loaded = screens.value[name];
  return Loaded === undefined ? (
    <p class="main note">Opening {NAMES[name === 'run' ? 'search' : name][0]}.</p>
  ) : (
    <Loaded />
  );
}

function DeviceChip() {
  const report = device.value;
  if (view.value === 'teach' && runStatus.value === 'open') {
    return (
      <span class="device-chip">
        <Icon name="book" />
        <span>Recorded run, nothing is training</span>
      </span>
    );
  }
  if (run.value !== undefined && runStatus.value === 'open') {
    return (
      <span class="device-chip">
        <Icon name="list" />
        <span>{runName(run.value.head)}</span>
      </span>
    );
  }
  if (report === undefined) return null;
  return (
    <button type="button" class="device-chip icon-button" title={report.notes.join(' ')} onClick={() => show('device')}>
      <Icon name={report.software || report.backend !== 'webgpu' ? 'warning' : 'chip'} />
      <span>{deviceName(report)}</span>
    </button>
  );
}

function NoticeBar() {
  const shown = notice.value;
  const NewVersion = newVersion.value;
  return (
    <div role="status" class="notice-place">
      {NewVersion !== undefined && <NewVersion />}
      {shown !== undefined && (
        <p class={`notice ${shown.kind}`}>
          {shown.kind === 'error' && <Icon name="cross" size={14} />}
          <span>{shown.text}</span>
          {shown.undo !== undefined && (
            <button type="button" class="button tool" onClick={shown.undo}>
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
    last === undefined || runStatus.value === 'open'
      ? ''
      : `Cell ${trained.value.length}: ${last.accuracy === undefined ? 'failed' : percent(last.accuracy)}.`;
  return (
    <p class="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
