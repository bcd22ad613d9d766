/**
 * @file The screens besides the first, Search without a run. Each is a chunk of its own, fetched when it is opened, or when the page is
 * idle, so that the first paint waits for none of them.
 */
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import type { View } from '../../contract/link/recipe-link.ts';
import { notices } from '../messages/notices.ts';
import { messageOf } from '../model/format.ts';
import { fetchScreenWords } from '../state/language.ts';
import { notice } from '../state/state.ts';

/** `run` is Search with a run on show. */
export type OtherScreen = Exclude<View, 'search'> | 'run';

const LOAD: Readonly<Record<OtherScreen, () => Promise<FunctionComponent>>> = {
  run: async () => (await import('../screens/search/run-page.tsx')).RunPage,
  cell: async () => (await import('../screens/cell/cell-page.tsx')).CellPage,
  surrogate: async () => (await import('../screens/surrogate/surrogate.tsx')).SurrogateScreen,
  ranking: async () => (await import('../screens/ranking/ranking-page.tsx')).RankingPage,
  final: async () => (await import('../screens/final/final.tsx')).FinalScreen,
  try: async () => (await import('../screens/final/try-page.tsx')).TryPage,
  runs: async () => (await import('../screens/runs/runs.tsx')).RunsScreen,
  teach: async () => (await import('../screens/teach/teach.tsx')).TeachScreen,
  device: async () => (await import('../screens/device/device.tsx')).DeviceScreen,
};

/** The screens fetched so far. */
export const screens = signal<Partial<Record<OtherScreen, FunctionComponent>>>({});

/** Fetches a screen, once. An error is shown; opening the screen again tries again. */
export async function loadScreen(name: OtherScreen): Promise<void> {
  if (screens.value[name] !== undefined) return;
  try {
    const [component] = await Promise.all([LOAD[name](), fetchScreenWords(), import('../styles/other-screens.css')]);
    screens.value = { ...screens.value, [name]: component };
  } catch (error) {
    notice.value = { kind: 'error', text: notices.value.noScreen(messageOf(error)) };
  }
}

/** Fetches all of them, each in an idle moment. */
export function preloadScreens(): void {
  for (const name of Object.keys(LOAD) as OtherScreen[]) whenIdle(() => void loadScreen(name));
}

/** Longest that a busy page puts a screen off, ms (ours). */
const MOST_BUSY_MS = 2_000;

function whenIdle(act: () => void): void {
  if (globalThis.requestIdleCallback === undefined)
    setTimeout(act, MOST_BUSY_MS / 10); // Safari has none
  else requestIdleCallback(act, { timeout: MOST_BUSY_MS });
}
