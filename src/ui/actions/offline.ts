/**
 * @file The page without a network, as a tab sees it: has the service worker of `src/offline` keep its files, and offers a newer version of
 * the page when one is stored and no tab searches. Each tab that is busy holds a Web Lock, so that all of them know.
 */
import { computed, effect, signal } from '@preact/signals';
import { version } from '../messages/version.ts';
import { CLAIM, TAKE_OVER } from '../../contract/offline.ts';
import { randomId, webLocks } from '../../contract/secure-context.ts';
import { importProgress, runStatus, notice } from '../state/state.ts';

/** Whether a newer version of the page is stored and waits for someone to agree. */
export const isNewVersionReady = signal(false);
/** Whether a reload would end something here: a search, or an import. */
export const isBusy = computed(() => runStatus.value !== 'open' || importProgress.value !== undefined);

/** Names of busy tabs' locks begin so: another folder's copy of the page has its own files, and its own. */
const BUSY = `pnas-busy ${location.pathname.replace(/[^/]*$/, '')} `;

let registration: ServiceWorkerRegistration | undefined;

/** Keeps the page's files for visits without a network. A browser that forbids it still has the page. */
export async function keepOffline(): Promise<void> {
  const workers = navigator.serviceWorker;
  if (import.meta.env.MODE !== 'production' || workers === undefined) return;
  let { controller } = workers;
  workers.addEventListener('controllerchange', () => {
    if (controller !== null) reloadWhenFree(); // someone agreed, here or in another tab; else it is a first visit
    ({ controller } = workers);
  });
  effect(holdWhileBusy);
  registration = await workers.register('./offline.js').catch(() => undefined);
  if (registration === undefined) return;
  if (controller === null) registration.active?.postMessage(CLAIM); // a reload went past it
  follow(registration);
}

/** Offers every newer version as it is stored. */
function follow(registered: ServiceWorkerRegistration): void {
  const { active, waiting, installing } = registered;
  if (active !== null && waiting !== null) void offer();
  const watch = (fresh: ServiceWorker | null): void =>
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && registered.active !== null) void offer();
    });
  watch(installing);
  registered.addEventListener('updatefound', () => watch(registered.installing));
}

/** Has the newer version take over, unless a tab is busy: it then waits on. All tabs reload. */
export async function takeNewVersion(): Promise<void> {
  if ((await busyTabs()).length === 0) return registration?.waiting?.postMessage(TAKE_OVER);
  notice.value = { kind: 'info', text: version.value.waits };
  isNewVersionReady.value = false;
  await offer();
}

async function offer(): Promise<void> {
  for (let [busy] = await busyTabs(); busy !== undefined; [busy] = await busyTabs()) {
    await webLocks()?.request(busy, () => {}); // until that tab is free, or gone
  }
  isNewVersionReady.value = true;
}

/** The locks of busy tabs; none where the browser has no locks for this page. */
async function busyTabs(): Promise<string[]> {
  const { held = [] } = (await webLocks()?.query()) ?? {};
  return held.flatMap(({ name }) => (name?.startsWith(BUSY) === true ? [name] : []));
}

function holdWhileBusy(): (() => void) | undefined {
  if (!isBusy.value) return undefined;
  let free!: () => void;
  const untilFree = new Promise<void>((resolve) => (free = resolve));
  webLocks()
    ?.request(`${BUSY}${randomId()}`, () => untilFree)
    .catch(() => {}); // no storage, no locks: then there is no service worker either
  return free;
}

/** A search that began while another tab agreed is not ended for it. */
function reloadWhenFree(): void {
  effect(() => {
    if (!isBusy.value) location.reload();
  });
}
