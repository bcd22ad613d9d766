import { defineConfig } from 'vitest/config';
import { offlineConfig } from './src/build/offline-config.ts';
import { pageConfig } from './src/build/page-config.ts';
import { viewerConfig } from './src/build/viewer-config.ts';

/** Tests by what they need; they run part by part, the quick ones first. */
const BROWSER = ['test/{e2e,viewer}/**/*.test.ts', 'test/**/*.browser.test.ts'];
const GPU = ['test/cli/**/*.test.ts', 'test/workers/{device,network,train}/**/*.test.ts', 'test/**/*.gpu.test.ts'];
/** One part. Two cores and one software GPU: side by side, only tests without a device are faster. */
const part = (name: string, groupOrder: number, include: string[], exclude: string[] = [], maxWorkers = 1) => ({
  extends: true as const,
  test: { name, include, exclude, maxWorkers, sequence: { groupOrder } },
});

const test = {
  projects: [
    part('unit', 0, ['test/**/*.test.ts'], [...GPU, ...BROWSER], 2),
    part('gpu', 1, GPU),
    part('e2e', 2, BROWSER),
  ],
  pool: 'forks' as const,
  execArgv: typeof WebSocket === 'undefined' ? ['--experimental-websocket'] : [], // Node 20 has it by this flag
  testTimeout: 120_000,
  hookTimeout: 180_000,
};

/** Builds by mode, in this order: the page, then beside it the one-file pages, then the service worker. */
export default defineConfig(({ mode }) => {
  if (mode === 'viewer') return viewerConfig('viewer.html');
  if (mode === 'try') return viewerConfig('try.html');
  if (mode === 'final') return viewerConfig('final.html');
  if (mode === 'offline') return offlineConfig();
  return { ...pageConfig(), test };
});
