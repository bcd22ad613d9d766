/**
 * @file The page without a network, after its first visit: a Vite plugin that writes the service worker `offline.js` with the names of all
 * files of the build. They are stored when it is installed; a new build has new names, so a new store, and the old one goes. The manifest
 * of data sets is the host's and may change at any time, so it comes from the network while there is one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { MANIFEST_FILE } from '../src/contract/data-manifest.ts';

/** The plugin. */
export function offline(): Plugin {
  let publicDir = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      ({ publicDir } = config);
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.keys(bundle).filter((name) => name !== 'index.html'); // their names have a hash
        const served = readdirSync(publicDir);
        const version = createHash('sha256').update(built.join());
        for (const name of served) version.update(readFileSync(join(publicDir, name)));
        const source = serviceWorker(version.digest('hex').slice(0, 12), ['./', ...built, ...served]);
        this.emitFile({ type: 'asset', fileName: 'offline.js', source });
      },
    },
  };
}

/** The service worker's text: stored files first, everything else from the network. */
function serviceWorker(version: string, files: readonly string[]): string {
  return `const NAME = 'progressive-nas-${version}';
const FILES = ${JSON.stringify(files)};
addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});
addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});
addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || new URL(event.request.url).origin !== location.origin) return;
  const stored = () => caches.open(NAME).then((cache) => cache.match(event.request, { ignoreVary: true }));
  event.respondWith(
    event.request.url.endsWith('/${MANIFEST_FILE}')
      ? fetch(event.request).catch(stored)
      : stored().then((found) => found ?? fetch(event.request)),
  );
});
`;
}
