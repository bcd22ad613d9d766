/** @file The page's frame: bar, notice, the screen chosen, and on a phone the tabs at the bottom. */
import { computed, signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import type { View } from '../../contract/link/recipe-link.ts';
import { percent } from '../model/format.ts';
import { Bar, Tabs, type Tab } from './bar.tsx';
import { GlyphSprite } from '../parts/glyph.tsx';
import { language } from '../model/language.ts';
import { frame } from '../messages/frame.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Idle } from '../screens/search/idle.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { loadScreen, screens, type OtherScreen } from './other-screens.ts';
import { show } from '../state/navigation.ts';
import { device, runStatus, notice, run, trained, view } from '../state/state.ts';
import { deviceName, runName } from '../words/names.ts';

/** Views with a tab, in the links' order: to Device leads its name in the bar, and Try it is a part of Final. */
const ICONS: Readonly<Record<Exclude<View, 'device' | 'try'>, IconName>> = {
  search: 'grid',
  cell: 'graph',
  surrogate: 'target',
  ranking: 'bars',
  final: 'flag',
  runs: 'list',
  teach: 'book',
};
const tabs = computed((): readonly Tab[] =>
  (Object.keys(ICONS) as (keyof typeof ICONS)[]).map((name) => ({
    view: name,
    name: frame.value.screens[name],
    icon: ICONS[name],
  })),
);

/** Asks before a newer version of the page takes over; fetched after the first paint. */
export const newVersion = signal<FunctionComponent | undefined>(undefined);

/** Everything. Another language draws the screen anew, texts that a screen has remembered included. */
export function App() {
  return (
    <>
      <GlyphSprite />
      <Bar tabs={tabs.value}>
        <DeviceChip />
        <LanguageSwitch />
      </Bar>
      <NoticeBar />
      <main class="screen" key={language.value}>
        <Screen />
      </main>
      <Tabs kind="bottom" tabs={tabs.value} />
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
    <p class="main note">{frame.value.opening(frame.value.screens[name === 'run' ? 'search' : name])}</p>
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
        <span>{frame.value.recorded}</span>
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
              {frame.value.undo}
            </button>
          )}
          <button type="button" class="text-button" onClick={() => (notice.value = undefined)}>
            {frame.value.close}
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
      : frame.value.cell(
          trained.value.length,
          last.accuracy === undefined ? frame.value.failed : percent(last.accuracy),
        );
  return (
    <p class="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
