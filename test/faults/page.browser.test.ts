/** @file The built page and what it keeps: a whole archive, a pack of its host, a search and its room, a browser that keeps nothing. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANIFEST_FILE } from '../../src/contract/data-manifest.ts';
import { launchChromium, launchProfile } from '../support/chromium.ts';
import { records, tar } from '../support/cifar.ts';
import { essence } from '../support/log.ts';
import { TINY } from '../support/main-path.ts';
import { servePage, type ServedPage } from '../support/page.ts';
import { holdSearch, openSearch, TIMEOUT_MS, start, storedLog, untilStatus } from '../support/search-page.ts';
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
      const goOn = await holdSearch(page);
      await start(page);
      const trained = async (): Promise<number> =>
        (await storedLog(page)).filter(({ type }) => type === 'train').length;
      await expect.poll(trained, { timeout: TIMEOUT_MS }).toBe(1);

      const session = await context.newCDPSession(page);
      const { origin } = new URL(url);
      const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage - 3e6 });
      await page.waitForTimeout(ROOM_KNOWN_MS);
      await goOn();
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
    'a browser that keeps nothing says what to do, and a search runs all the same',
    async () => {
      const profile = join(served.outDir, 'profile');
      await mkdir(join(profile, 'Default'), { recursive: true });
      const blocked = { profile: { default_content_setting_values: { cookies: 2 } } };
      await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(blocked));
      const context = await launchProfile(profile, { webgpu: false });
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
