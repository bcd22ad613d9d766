import { defineConfig } from 'vitest/config';
import { pagePolicy } from './src/build/content-policy.ts';
import { licences } from './src/build/licences.ts';

/** The service worker is built last, with the names of all files, this one's among them. */
const IN_SERVICE_WORKER = ['core', 'precaching', 'routing', 'strategies'].map((part) => `workbox-${part}`);
const shipped = licences(IN_SERVICE_WORKER);
/** Notices are in licences.txt, not repeated in every module. */
const output = { comments: false };

/** Tests by what they need; they run part by part, the quick ones first. */
const BROWSER = ['test/{e2e,viewer}/**/*.test.ts', 'test/**/*.browser.test.ts'];
const GPU = ['test/cli/**/*.test.ts', 'test/workers/{gpu,network,train}/**/*.test.ts', 'test/**/*.gpu.test.ts'];
/** One part. Two cores and one software GPU: side by side, only tests without a device are faster. */
const part = (name: string, groupOrder: number, include: string[], exclude: string[] = [], maxWorkers = 1) => ({
  extends: true as const,
  test: { name, include, exclude, maxWorkers, sequence: { groupOrder } },
});

export default defineConfig({
  base: './', // so that the built page works from any folder of any host
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [pagePolicy(), shipped.write],
  build: { target: 'es2023', rolldownOptions: { output } },
  worker: { format: 'es', plugins: () => [shipped.collect()], rolldownOptions: { output } },
  test: {
    projects: [
      part('unit', 0, ['test/**/*.test.ts'], [...GPU, ...BROWSER], 2),
      part('gpu', 1, GPU),
      part('e2e', 2, BROWSER),
    ],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
