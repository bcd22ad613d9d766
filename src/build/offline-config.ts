/**
 * @file The service worker is built last, on its own, when page and viewer are there: it has the names of all their files.
 */
import { resolve } from 'node:path';
import type { Plugin, UserConfig } from 'vite';
import { builtFiles, entryScript, SERVICE_WORKER } from './built-files.ts';

/** Fills in the constants of the service worker. */
const withBuiltFiles: Plugin = {
  name: 'with-built-files',
  config: ({ build }) => {
    const folder = resolve(build?.outDir ?? 'dist');
    return {
      define: {
        BUILT_FILES: JSON.stringify(builtFiles(folder)),
        ENTRY_SCRIPT: JSON.stringify(entryScript(folder)),
      },
    };
  },
};

/** `vite build --mode offline`. */
export const offlineConfig = (): UserConfig => ({
  base: './',
  plugins: [withBuiltFiles],
  build: {
    target: 'es2023',
    modulePreload: false,
    emptyOutDir: false,
    copyPublicDir: false,
    rollupOptions: {
      input: 'src/offline/service-worker.ts',
      output: { entryFileNames: SERVICE_WORKER, format: 'iife' },
    },
  },
});
