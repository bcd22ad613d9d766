/**
 * @file The page without a network: the service worker, by Workbox. It stores this build's files when it is installed and then serves them,
 * so a tab has all files of the build it began with, whatever the host does meanwhile. A newer build is stored beside it and takes over when
 * no tab of the older is left, or when a tab asks for it (`src/ui/actions/offline.ts`); only then are the older one's files removed.
 *
 * It is built as `offline.js`, the name by which browsers know the service worker of this page's first versions: they look there for a newer.
 */
import { setCacheNameDetails } from 'workbox-core/setCacheNameDetails.js';
import { addPlugins } from 'workbox-precaching/addPlugins.js';
import { matchPrecache } from 'workbox-precaching/matchPrecache.js';
import { precacheAndRoute } from 'workbox-precaching/precacheAndRoute.js';
import type { PrecacheEntry } from 'workbox-precaching/_types.js';
import { registerRoute } from 'workbox-routing/registerRoute.js';
import { MANIFEST_FILE } from '../contract/data-manifest.ts';
import { CLAIM, TAKE_OVER } from '../contract/offline.ts';

declare const self: ServiceWorkerGlobalScope;
/** Filled in by `src/build/offline-config.ts`. */
declare const BUILT_FILES: PrecacheEntry[];
declare const ENTRY_SCRIPT: string;

const { scope } = self.registration;
const PAGE = `${scope}index.html`;
const MANIFEST = `${scope}${MANIFEST_FILE}`;

// The name ends with the scope: a copy of the page in another folder has its own. Workbox's `cleanupOutdatedCaches` is not used: it takes the
// caches of folders below this one for its own.
setCacheNameDetails({ prefix: 'progressive-nas' });

/** Of a host in the middle of a new version nothing is stored: an older page, or a page in place of a script that is not there yet. */
async function ownFile(request: Request, response: Response): Promise<Response | null> {
  const isPage = response.headers.get('content-type')?.includes('html') === true;
  if (!response.ok || isPage !== request.url.endsWith('.html')) return null;
  return request.url === PAGE && !(await response.clone().text()).includes(ENTRY_SCRIPT) ? null : response;
}
addPlugins([{ cacheWillUpdate: ({ request, response }) => ownFile(request, response) }]);

// what the host offers may change at any time; without a network, it is what it was
registerRoute(
  ({ url }) => url.href === MANIFEST,
  async ({ request }) => fetch(request).catch(async () => (await matchPrecache(MANIFEST)) ?? Response.error()),
);
// No page stands in for addresses that are not the build's: they may be data packs of the host.
precacheAndRoute(BUILT_FILES, { ignoreURLParametersMatching: [/./] });

self.addEventListener('activate', (event) => {
  // tabs that opened before there was a service worker, or that were reloaded past it, get their files from here, too
  event.waitUntil(Promise.all([self.clients.claim(), removeFirstVersions()]));
});
self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
  if (event.data === CLAIM) event.waitUntil(self.clients.claim());
});

/** Caches of this page's first versions have no folder in their names: those with this folder's page are this folder's. */
async function removeFirstVersions(): Promise<void> {
  for (const name of await self.caches.keys()) {
    if (!/^progressive-nas-[0-9a-f]{12}$/.test(name)) continue;
    if ((await (await self.caches.open(name)).match(scope)) !== undefined) await self.caches.delete(name);
  }
}
