/**
 * The service worker is built last, on its own, when page and viewer are there: it has the names of all their files.
 */
import { resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { builtFiles, entryScript, SERVICE_WORKER } from './src/build/built-files.ts';

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

export default defineConfig({
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
