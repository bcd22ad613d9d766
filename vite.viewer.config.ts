/**
 * The viewer is built on its own into one file: no worker, no second request, so that it opens anywhere, also from a disk.
 */
import { defineConfig, type Plugin } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

/** Vite's loader of what a module needs beforehand: in one file everything is there. */
const withoutPreload: Plugin = {
  name: 'without-preload',
  enforce: 'pre',
  load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined),
};

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [withoutPreload, viteSingleFile()],
  build: {
    target: 'es2023',
    modulePreload: false,
    emptyOutDir: false,
    copyPublicDir: false,
    rollupOptions: { input: 'viewer.html' },
  },
});
