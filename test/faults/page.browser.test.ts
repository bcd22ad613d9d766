/** @file The built page and what it keeps: a whole archive, stores of an older and of a newer version, a browser that keeps nothing. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANIFEST_FILE } from '../../src/contract/data-manifest.ts';
import { VERSION } from '../../workers/store/migrations.ts';
import version1 from '../fixtures/stores/version-1.json';
import { launchChromium, launchProfile } from '../support/chromium.ts';
import { records, tar } from '../support/cifar.ts';
import { essence } from '../support/log.ts';
import { TINY } from '../support/main-path.ts';
import { servePage, type ServedPage } from '../support/page.ts';
import { openSearch, TIMEOUT_MS, start, storedLog, untilStatus } from '../support/search-page.ts';
import { testedContext } from '../support/tested-context.ts';

const ONE_BLOCK = `${TINY}&B=1`;
/** Children that are still in training when something happens to the page. */
const LONG = `${ONE_BLOCK}&epochs=50`;
const MINUTES = 60_000;

let served: ServedPage;
let browser: Browser;
let url: string;

beforeAll(async () => {
  served = await servePage();
  ({ url } = served);
  browser = await launchChromium();
}, 2 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

describe('what the page keeps', () => {
  test(
    'takes the whole archive',
    async () => {
      const archive = join(served.outDir, 'cifar-10-binary.tar.gz');
      await writeFile(archive, gzipSync(Buffer.concat(tar()), { level: 1 }));
      const context = await testedContext(browser, url);
      const page = await openSearch(context, url, ONE_BLOCK);
      await page.locator('button.start:enabled').waitFor({ timeout: MINUTES });
      await page.locator('input[type=file]').first().setInputFiles(archive);
      await page.getByText('50,000 images are stored on this computer').waitFor({ timeout: 2 * MINUTES });
      await context.close();
    },
    5 * MINUTES,
  );

  test(
    'offers the pack that its host made, and takes no other in its place',
    async () => {
      const manifest = join(served.outDir, MANIFEST_FILE);
      const empty = await readFile(manifest);
      const batch = join(served.outDir, 'data_batch_1.bin');
      await writeFile(batch, Buffer.concat(records(2000)));
      const out = join(served.outDir, 'pack.bin.gzip');
      const pack = ['src/cli/main.ts', 'data', 'pack', batch, '--images', '1000', '--out', out, '--name', 'Course'];
      expect(spawnSync('node', ['--import', 'tsx', ...pack]).status).toBe(0);
      const context = await testedContext(browser, url);
      const page = await openSearch(context, url, ONE_BLOCK);
      const get = page.getByRole('button', { name: 'Get Course, 1,000 images' });
      await get.click({ timeout: MINUTES });
      await page.getByText('1,000 images are stored on this computer').waitFor({ timeout: MINUTES });
      expect(await get.count()).toBe(0);
      await context.close();

      await writeFile(out, gzipSync(Buffer.concat(records(1000, 3))));
      const other = await testedContext(browser, url);
      const deceived = await openSearch(other, url, ONE_BLOCK);
      await deceived.getByRole('button', { name: 'Get Course, 1,000 images' }).click({ timeout: MINUTES });
      await deceived.getByText('data: Course must have SHA-256').waitFor({ timeout: MINUTES });
      await other.close();
      await writeFile(manifest, empty);
    },
    5 * MINUTES,
  );

  test(
    'a page that its user closes is not taken for one that its child has killed',
    async () => {
      const context = await testedContext(browser, url);
      context.setDefaultTimeout(TIMEOUT_MS);
      let page = await openSearch(context, url, LONG);
      await start(page);
      await page.reload();
      await page.getByRole('button', { name: 'Continue' }).click();
      await untilStatus(page, 'running');
      await page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.startsWith('pnas-away')));
      const session = await context.newCDPSession(page);
      session.send('Page.crash').catch(() => {}); // never answered
      await page.waitForEvent('crash');
      await page.close();
      page = await openSearch(context, url, LONG);
      await page.getByRole('button', { name: 'Continue' }).click();
      const kills = async (): Promise<(number | undefined)[]> =>
        (await storedLog(page)).flatMap((record) =>
          record.type === 'incident' && record.reason === 'killed' ? [record.epochs] : [],
        );
      await expect.poll(kills, { timeout: TIMEOUT_MS }).toEqual([undefined, expect.any(Number)]);
      await context.close();
    },
    5 * MINUTES,
  );

  test(
    'a quota used up in the middle of a level stops the search and says what to do; with room again it goes on and ends the same',
    async () => {
      const context = await testedContext(browser, url);
      context.setDefaultTimeout(TIMEOUT_MS);
      const page = await openSearch(context, url, ONE_BLOCK);
      await page.locator('button.start:enabled').waitFor();
      const batch = join(served.outDir, 'data_batch_2.bin');
      await writeFile(batch, Buffer.concat(records(2000)));
      await page.locator('input[type=file]').first().setInputFiles(batch);
      await page.getByText('2,000 images are stored on this computer').waitFor();
      await page.getByLabel('Data set').selectOption({ label: 'Sample, 2,500 images' });
      await page.workers()[0]!.evaluate(holdAfterRecord);
      await start(page);
      const trained = async (): Promise<number> =>
        (await storedLog(page)).filter(({ type }) => type === 'train').length;
      await expect.poll(trained, { timeout: TIMEOUT_MS }).toBe(1);

      const session = await context.newCDPSession(page);
      const { origin } = new URL(url);
      const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage - 3e6 });
      await page.waitForTimeout(ROOM_KNOWN_MS);
      await page.workers()[0]!.evaluate(() => (globalThis as unknown as Held).goOn());
      await page.getByText('no room left for this site').waitFor();
      await untilStatus(page, 'paused');
      const before = await storedLog(page);
      expect([before.length, before.at(-1)!.type]).toEqual([expect.any(Number), 'train']);
      expect(before.length).toBeLessThan(3);

      await page.getByRole('button', { name: 'New search' }).click();
      await page.getByLabel('Data set').selectOption({ label: 'CIFAR-10, 2,000 images' });
      await page.getByRole('button', { name: 'Delete these images' }).click();
      await page.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('The images are deleted').waitFor();
      await session.send('Storage.overrideQuotaForOrigin', { origin }); // a private window frees what is deleted when it closes
      await page.getByRole('button', { name: 'Continue' }).click();
      await untilStatus(page, 'finished');
      const log = await storedLog(page);
      expect(log.slice(0, before.length)).toEqual(before);

      await page.getByRole('button', { name: 'New search' }).click();
      await start(page);
      await untilStatus(page, 'finished');
      const both = essence(await storedLog(page)); // run by run
      expect(both.slice(0, both.length / 2)).toEqual(both.slice(both.length / 2));
      await context.close();
    },
    20 * MINUTES,
  );

  test(
    'a store from a newer version is refused in plain words and left as it is',
    async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${url}favicon.svg`);
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const opening = indexedDB.open('progressive-nas', 99);
            opening.addEventListener('success', () => {
              opening.result.close();
              resolve();
            });
          }),
      );
      await page.goto(url);
      await page.getByText('a newer version of this page has been here').first().waitFor({ timeout: MINUTES });
      await context.close();
    },
    2 * MINUTES,
  );

  test(
    'a store of version 1: its run and its images are there',
    async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.goto(`${url}favicon.svg`);
      await page.evaluate(putVersion1, version1);
      await page.goto(`${url}#view=runs`);
      await expect.poll(() => page.getByTestId('run-row').count(), { timeout: MINUTES }).toBe(version1.runs.length);
      const version = await page.evaluate(async () => (await indexedDB.databases())[0]!.version);
      expect(version).toBe(VERSION);
      expect((await storedLog(page)).slice(0, version1.log.length)).toEqual(version1.log.map(({ record }) => record));
      await page.locator('.tabs-top').getByRole('button', { name: 'Search' }).click();
      const { name } = version1.dataSets.find(({ identity }) => identity.name !== 'sample')!.identity;
      await page.getByRole('option', { name }).waitFor({ state: 'attached', timeout: MINUTES });
      await context.close();
    },
    3 * MINUTES,
  );

  test(
    'a browser that keeps nothing says what to do, and a search runs all the same',
    async () => {
      const profile = join(served.outDir, 'profile');
      await mkdir(join(profile, 'Default'), { recursive: true });
      const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
      await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
      const context = await launchProfile(profile);
      const page = await openSearch(context, url, ONE_BLOCK);
      await page.getByText('A search still runs, but is gone when the window closes').waitFor({ timeout: MINUTES });
      await start(page);
      await untilStatus(page, 'finished');
      await context.close();
    },
    6 * MINUTES,
  );
});

/** Chromium asks for the room left at most so often, ms. */
const ROOM_KNOWN_MS = 35_000;

/** What {@link holdAfterRecord} leaves in the worker. */
interface Held {
  goOn(): void;
}

/** Lets the device's answers wait, from the first record of a log on, until `goOn`; runs in the worker. */
function holdAfterRecord(): void {
  const { add } = IDBObjectStore.prototype;
  const { mapAsync } = GPUBuffer.prototype;
  let held = Promise.resolve();
  IDBObjectStore.prototype.add = function (...values) {
    if (this.name === 'log') {
      IDBObjectStore.prototype.add = add;
      held = new Promise((resolve) => ((globalThis as unknown as Held).goOn = resolve));
    }
    return add.apply(this, values);
  };
  GPUBuffer.prototype.mapAsync = async function (...values) {
    await held;
    return mapAsync.apply(this, values);
  };
}

/** Makes the store as version 1 of the page did; runs in the page. */
async function putVersion1({ runs, log, dataSets }: typeof version1): Promise<void> {
  const opening = indexedDB.open('progressive-nas', 1);
  await new Promise<void>((resolve) => {
    opening.addEventListener('upgradeneeded', () => {
      for (const name of ['runs', 'log', 'dataSets', 'images']) opening.result.createObjectStore(name);
    });
    opening.addEventListener('success', () => resolve());
  });
  const db = opening.result;
  const writing = db.transaction([...db.objectStoreNames], 'readwrite');
  for (const run of runs) writing.objectStore('runs').put(run, run.id);
  for (const { run, place, record } of log) writing.objectStore('log').put(record, [run, place]);
  for (const { identity, labels, pixel } of dataSets) {
    writing.objectStore('dataSets').put(identity, identity.sha256);
    const images = { labels: Uint8Array.from(labels), pixels: new Uint8Array(3072 * labels.length).fill(pixel) };
    writing.objectStore('images').put(images, identity.sha256);
  }
  await new Promise((resolve) => writing.addEventListener('complete', resolve));
  db.close();
}
