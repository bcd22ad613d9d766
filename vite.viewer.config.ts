/**
 * The viewer is built on its own into one file: no worker, no second request, so that it opens anywhere, also from a disk.
 */
import { defineConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [viteSingleFile()],
  build: {
    target: 'es2023',
    modulePreload: false,
    emptyOutDir: false,
    copyPublicDir: false,
    rollupOptions: { input: 'viewer.html' },
  },
});
