/**
 * The built page on a static host that lets browsers keep files, over deployments of a newer build which take the older one's files away: an
 * open tab searches on with its own files, the newer build takes over when someone agrees and reaches everybody, and without a network every
 * address of the page opens. Both builds are real; the second has a line more in the page and in the worker.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Plugin } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { incidentsOf } from '../support/log.ts';
import { TINY } from '../support/main-path.ts';
import { buildServiceWorker, writeBuiltPage } from '../support/built-page.ts';
import { openSearch, TIMEOUT_MS, start, storedLog, untilStatus } from '../support/search-page.ts';
import { serveStatic, type StaticHost } from '../support/static-host.ts';

const MINUTES = 60_000;
/** More children of some seconds than any test here waits for. On wasm a worker hears of anything between two children. */
const SETTINGS = `${TINY.replace('K=2', 'K=20')}&epochs=100`;
const FOLDER = '/nas/';

let host: StaticHost;
let browser: Browser;
let folder: string;
let url: string;

/** Marks the second build: its page and its worker. */
const second: Plugin = {
  name: 'second',
  transform(code, id) {
    if (!/(src\/ui\/app\/main\.tsx|workers\/search\.worker\.ts)$/.test(id)) return undefined;
    return `${code}\nglobalThis.pnasBuild = 'second';\n`;
  },
};
const buildOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (globalThis as { pnasBuild?: string }).pnasBuild);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pnas-offline-'));
  await writeBuiltPage(join(folder, 'first'));
  await writeBuiltPage(join(folder, 'second'), [second]);
  host = await serveStatic();
  url = `${host.origin}${FOLDER}`;
  browser = await launchChromium({ webgpu: false }); // no self-test to wait for
}, 3 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await rm(folder, { recursive: true, force: true });
});

const deploy = (name: string): unknown => host.folders.set(FOLDER, join(folder, name));

/** A browser of its own that has been here before: what the page keeps is stored, and the tab left open. */
async function visit(): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(MINUTES);
  const page = await openSearch(context, url, SETTINGS);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null); // also on the first visit
  return { context, page };
}

const cacheNames = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());
/** A cache of some application on this origin, with one page in it. */
const addCache = (page: Page, name: string, path: string): Promise<void> =>
  page.evaluate(async (of) => (await caches.open(of.name)).put(of.path, new Response('kept')), { name, path });

/** Whether a newer build is stored and waits. */
const isWaiting = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === 'installed');
const prompt = (page: Page) => page.getByText('A new version of this page is ready.');
const reload = (page: Page) => page.getByRole('button', { name: 'Reload', exact: true });
/** Whether the tab waits for its worker's end: a new one on wasm says so between two children. */
const isWatched = (page: Page): Promise<boolean> =>
  page.evaluate(async () =>
    (await navigator.locks.query()).pending!.some(({ name }) => name!.startsWith('pnas-worker-')),
  );
/** Until the search is taken up and an epoch of a child is over; all 100 may be the last child's, of before. */
async function untilTraining(page: Page): Promise<void> {
  await untilStatus(page, 'running');
  await page.getByText(/^[1-9]\d? \/ 100$/).waitFor({ timeout: TIMEOUT_MS });
}

test(
  'a newer build leaves a search and its tab alone, then asks, takes over in every tab and clears nobody else’s caches',
  async () => {
    deploy('first');
    const { context, page } = await visit();
    const foreign = ['other-app', `other-precache-v2-${url}deeper/`, 'progressive-nas-0123456789ab'];
    for (const name of foreign) await addCache(page, name, '/elsewhere/');
    await addCache(page, 'progressive-nas-ba9876543210', FOLDER); // of this folder's page, by its first service worker
    await start(page);
    await untilTraining(page);

    deploy('second');
    const other = await context.newPage();
    await other.goto(`${url}?again#${SETTINGS}`); // brings the newer build
    await expect.poll(() => isWaiting(other), { timeout: MINUTES }).toBe(true);
    await other.locator('button.start:enabled').waitFor();
    expect(await buildOf(other)).toBeUndefined();
    const gone = (await readdir(join(folder, 'first/assets'))).find((name) => name.startsWith('search.worker-'))!;
    expect(await page.evaluate(async (name) => (await fetch(`assets/${name}?x`)).status, gone)).toBe(200); // from the first build's store
    expect([await prompt(page).count(), await prompt(other).count()]).toEqual([0, 0]); // a tab searches

    await page.getByRole('button', { name: 'Stop' }).click();
    await untilStatus(page, 'paused');
    await prompt(other).waitFor();
    await page.getByRole('button', { name: 'Resume' }).click(); // by a worker that the host has no more
    await untilTraining(page);
    await reload(other).click();
    await other.getByText('Another tab is searching').waitFor();
    expect(await isWaiting(other)).toBe(true);

    await expect.poll(() => isWatched(page), { timeout: TIMEOUT_MS }).toBe(true);
    await page.workers()[0]!.evaluate(() => void setTimeout(() => close()));
    await expect
      .poll(async () => incidentsOf(await storedLog(page)), { timeout: TIMEOUT_MS })
      .toContain('worker-crash');
    await untilTraining(page);
    expect(await page.workers()[0]!.evaluate(() => 'pnasBuild' in globalThis)).toBe(false);
    await page.getByRole('button', { name: 'Stop' }).click();
    await untilStatus(page, 'paused');

    await prompt(page).waitFor();
    await prompt(other).waitFor();
    await Promise.all([page.waitForEvent('load'), other.waitForEvent('load'), reload(page).click()]);
    for (const tab of [page, other]) await expect.poll(() => buildOf(tab), { timeout: MINUTES }).toBe('second');
    const kept = await cacheNames(page);
    expect(kept.filter((name) => foreign.includes(name))).toHaveLength(3);
    expect(kept.filter((name) => !foreign.includes(name))).toEqual([`progressive-nas-precache-v2-${url}`]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await untilTraining(page);
    expect(await page.workers()[0]!.evaluate(() => 'pnasBuild' in globalThis)).toBe(true);
    await context.close();
  },
  6 * MINUTES,
);

test(
  'a change of index.html alone arrives; an older index.html beside newer files is not taken; without a network every address opens',
  async () => {
    deploy('first');
    const { context, page } = await visit();
    const mixed = join(folder, 'mixed');
    await cp(join(folder, 'second'), mixed, { recursive: true });
    await cp(join(folder, 'first/index.html'), join(mixed, 'index.html')); // as a cache on the way may answer
    deploy('mixed');
    const refused = page.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration())!;
      const found = new Promise<ServiceWorker>((resolve) =>
        registration.addEventListener('updatefound', () => resolve(registration.installing!)),
      );
      void registration.update();
      const fresh = await found;
      return new Promise((resolve) =>
        fresh.addEventListener('statechange', () => {
          if (fresh.state !== 'installing') resolve(fresh.state);
        }),
      );
    });
    expect(await refused).toBe('redundant');

    const titled = join(folder, 'titled');
    await cp(join(folder, 'first'), titled, { recursive: true });
    const html = await readFile(join(titled, 'index.html'), 'utf8');
    await writeFile(join(titled, 'index.html'), html.replace(/<title>.*<\/title>/, '<title>Newer</title>'));
    await buildServiceWorker(titled);
    deploy('titled');
    await page.reload();
    await reload(page).click();
    await expect.poll(() => page.title(), { timeout: MINUTES }).toBe('Newer');

    await page.close();
    await context.setOffline(true);
    for (const [address, title] of [
      ['', 'Newer'],
      ['index.html', 'Newer'],
      ['index.html?x=1', 'Newer'],
      ['?utm_source=a&b', 'Newer'],
      ['viewer.html', 'Progressive NAS: a shared result'],
      ['viewer.html?utm=1', 'Progressive NAS: a shared result'],
    ] as const) {
      const tab = await context.newPage();
      const answer = await tab.goto(`${url}${address}`);
      expect(answer?.fromServiceWorker(), address).toBe(true);
      await tab.locator('main h1, h1').first().waitFor();
      expect(await tab.title(), address).toBe(title);
      await tab.close();
    }
    await context.close();
  },
  4 * MINUTES,
);

/** The service worker of this page's first versions, as it was. */
const firstServiceWorker = (files: readonly string[]): string => `const NAME = 'progressive-nas-0a1b2c3d4e5f';
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
    event.request.url.endsWith('/data.json')
      ? fetch(event.request).catch(stored)
      : stored().then((found) => found ?? fetch(event.request)),
  );
});
`;

test(
  'whoever has the service worker of the first versions gets the newer build on the next visit, and its store is cleared away',
  async () => {
    const old = join(folder, 'old');
    await cp(join(folder, 'first'), old, { recursive: true });
    const assets = (await readdir(join(old, 'assets'))).map((name) => `assets/${name}`);
    await writeFile(join(old, 'offline.js'), firstServiceWorker(['./', ...assets, 'data.json', 'favicon.svg']));
    deploy('old');
    const { context, page } = await visit();
    expect(await cacheNames(page)).toEqual(['progressive-nas-0a1b2c3d4e5f']);
    await addCache(page, 'progressive-nas-0123456789ab', '/elsewhere/'); // another folder's

    deploy('second');
    await page.reload();
    await expect.poll(() => isWaiting(page), { timeout: MINUTES }).toBe(true); // the open tab keeps its files
    await page.locator('button.start:enabled').waitFor();
    expect(await buildOf(page)).toBeUndefined();
    const blank = await context.newPage();
    await page.close();
    await blank.goto(`${host.origin}/`);
    const again = await context.newPage();
    await again.goto(url);
    await again.locator('button.start:enabled').waitFor();
    expect(await buildOf(again)).toBe('second');
    const kept = [`progressive-nas-0123456789ab`, `progressive-nas-precache-v2-${url}`];
    await expect.poll(async () => (await cacheNames(again)).sort(), { timeout: MINUTES }).toEqual(kept);
    await context.close();
  },
  4 * MINUTES,
);
