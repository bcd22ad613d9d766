/**
 * The built page over plain http at this machine's address in its network, as a class opens it from a teacher's computer: no secure context, so
 * no WebGPU, no Web Locks, no `crypto.randomUUID`, no `navigator.storage`, no service worker.
 */
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { searchToTheEnd, TINY } from '../support/main-path.ts';
import { servePage } from '../support/page.ts';
import { holdStoredRecord, storedLog, TIMEOUT_MS, untilStatus } from '../support/search-page.ts';

const MINUTES = 60_000;
const host = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

test.skipIf(host === undefined)(
  `a search over plain http ${host === undefined ? '(this machine has no address but its own)' : `from ${host}`}: what is missing is said, all else works`,
  async () => {
    const served = await servePage({ host: host! });
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(MINUTES);
    const wrongs: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') wrongs.push(message.text());
    });
    page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
    await page.goto(`${served.url}#${TINY}`);
    expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator, 'randomUUID' in crypto])).toEqual([
      false,
      false,
      false,
    ]);
    await page.getByRole('heading', { name: 'This page was not opened securely' }).waitFor({ timeout: TIMEOUT_MS });
    await page.locator('.device-line summary').click();
    expect(await page.locator('.hero-words').innerText()).toMatch(/not loaded securely.*WebAssembly [\d.,]+ ms/s);
    expect(await page.locator('.reach').innerText()).toMatch(/search in one tab at a time.*Train slowly/s);
    await searchToTheEnd(page);

    await page.reload();
    await page.locator('.tabs-top').getByRole('button', { name: 'Search' }).click();
    await page.getByRole('button', { name: 'Look at it' }).click(); // it was kept
    await untilStatus(page, 'finished');
    await page.getByRole('button', { name: 'New search' }).click();
    await holdStoredRecord(page); // until the worker ends, which Stop does
    const { length } = await storedLog(page); // the other run's
    await page.getByRole('button', { name: 'Start' }).click();
    await untilStatus(page, 'running');
    await expect.poll(async () => (await storedLog(page)).length, { timeout: TIMEOUT_MS }).toBe(length + 1);
    await page.getByRole('button', { name: 'Stop' }).click();
    await untilStatus(page, 'paused');
    await page.getByRole('button', { name: 'Resume' }).click();
    await untilStatus(page, 'finished');
    expect(await page.locator('.run-progress').innerText()).toContain('5 of 5');
    const trained = (await storedLog(page)).filter(({ type }) => type === 'train');
    expect(trained).toHaveLength(2 * 5); // none twice
    expect(wrongs).toEqual([]);
    await browser.close();
    await served.close();
  },
  10 * MINUTES,
);
