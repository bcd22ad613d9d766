/** @file The page and its worker, as they are served in development and built for any static host. */
import type { UserConfig } from 'vite';
import { pagePolicy } from './content-policy.ts';
import { codeVersion } from '../cli/class/code-version.ts';
import { shareTags } from './share-tags.ts';
import { licences } from './licences.ts';

/** Packages of the service worker, which is built last: their notices belong to the page's list too. */
const IN_SERVICE_WORKER = ['core', 'precaching', 'routing', 'strategies'].map((part) => `workbox-${part}`);
/** Notices are in licences.txt, not repeated in every module. */
const output = { comments: false };

/** `vite build` and `vite`. */
export function pageConfig(): UserConfig {
  const shipped = licences(IN_SERVICE_WORKER);
  return {
    base: './', // so that the built page works from any folder of any host
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { CODE_VERSION: JSON.stringify(codeVersion()) }, // workers of a room must agree on it
    plugins: [pagePolicy(), shareTags(), shipped.write],
    build: { target: 'es2023', rolldownOptions: { output } },
    worker: { format: 'es', plugins: () => [shipped.collect()], rolldownOptions: { output } },
  };
}
