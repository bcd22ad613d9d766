/**
 * @file The viewer, and the page that tries a trained network, are each built into one file: no worker, no second request, so that they open anywhere, also from a disk.
 */
import type { Plugin, UserConfig } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { viewerPolicy } from './content-policy.ts';
import { englishAlone } from './english-alone.ts';
import { licences } from './licences.ts';
import { shareTags } from './share-tags.ts';
import { slimValibot } from './slim-valibot.ts';

/**
 * Turns dynamic imports into static ones: a module of the same file that is imported dynamically is wrapped in a function with all its
 * names, which costs 1 kB.
 */
const withoutLazyImports: Plugin = {
  name: 'without-lazy-imports',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/ },
    handler(code) {
      let imports = '';
      const named = code
        .replace(/const ({[^}]+}) = await import\(('[^']+')\);/g, (_whole, names: string, file: string) => {
          imports += `import ${names} from ${file};`;
          return '';
        })
        .replace(/(?<!typeof )import\(('[^']+')\)/g, (_whole, file: string) => {
          const name = `lazy${imports.length}`;
          imports += `import * as ${name} from ${file};`;
          return `Promise.resolve(${name})`;
        });
      return imports === '' ? undefined : { code: imports + named, map: null };
    },
  },
};

/**
 * A page in one file. `vite build --mode viewer`: a shared run; the mode also tells `src/ui/model/can-run.ts` what it is built for.
 * `vite build --mode try`: a trained network. `vite build --mode final`: a final training.
 */
export const viewerConfig = (page: 'viewer.html' | 'try.html' | 'final.html'): UserConfig => ({
  base: './',
  oxc: {
    // children as arguments: 0.5 kB less than as a property of each element
    jsx: { runtime: 'classic', pragma: 'createElement', pragmaFrag: 'Fragment' },
    jsxInject: `import { createElement, Fragment } from 'preact'`,
  },
  plugins: [
    withoutLazyImports,
    englishAlone,
    slimValibot,
    viteSingleFile(),
    viewerPolicy(page),
    shareTags(),
    licences().write,
  ],
  build: {
    target: 'es2023',
    cssTarget: 'esnext', // the sheets are written for the browsers that are supported
    modulePreload: false,
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: page,
      output: { comments: false }, // notices are in licences.txt
      optimization: { inlineConst: { mode: 'all', pass: 2 } },
      // signals that only the page has, and getters, of which there are none that do anything
      treeshake: { manualPureFunctions: ['signal', 'computed'], propertyReadSideEffects: false },
    },
  },
});
