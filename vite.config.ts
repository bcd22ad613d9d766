import { defineConfig } from 'vitest/config';
import { offline } from './scripts/offline.ts';

export default defineConfig({
  base: './', // so that the built page works from any folder of any host
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [offline()],
  build: { target: 'es2023' },
  worker: { format: 'es' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/bench/**'],
    pool: 'forks',
    fileParallelism: false, // two cores and one software GPU: side by side is slower than one after the other
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
