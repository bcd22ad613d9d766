import { defineConfig } from 'vitest/config';
import { pagePolicy } from './scripts/content-policy.ts';
import { licences } from './scripts/licences.ts';

/** The service worker is built last, with the names of all files, this one's among them. */
const IN_SERVICE_WORKER = ['core', 'precaching', 'routing', 'strategies'].map((part) => `workbox-${part}`);
const shipped = licences(IN_SERVICE_WORKER);
/** Notices are in licences.txt, not repeated in every module. */
const output = { comments: false };

export default defineConfig({
  base: './', // so that the built page works from any folder of any host
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [pagePolicy(), shipped.write],
  build: { target: 'es2023', rolldownOptions: { output } },
  worker: { format: 'es', plugins: () => [shipped.collect()], rolldownOptions: { output } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**'],
    pool: 'forks',
    fileParallelism: false, // two cores and one software GPU: side by side is slower than one after the other
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
