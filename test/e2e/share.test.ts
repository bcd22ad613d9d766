/** A result's way through the built page: link, viewer, a copy kept here, and the link that copy gives. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatResult, parseResult } from '../../src/contract/link/result-link.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { launchChromium } from '../support/chromium.ts';
import { servePage, type ServedPage } from '../support/page.ts';
import { testedContext } from '../support/tested-context.ts';
import { madeUpRun } from '../support/runs.ts';

const run = madeUpRun({ records: 46 }); // not ended: one cell of level 2 waits
let served: ServedPage;
let browser: Browser;
let url: string;

beforeAll(async () => {
  served = await servePage();
  ({ url } = served);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

test('a shared run is shown, kept as a copy, and shared again as it was', async () => {
  const context = await testedContext(browser, url, { permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => wrongs.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
  await page.goto(`${url}#run=${formatResult(run).text}`);
  await page.waitForURL('**/viewer.html#run=*');
  await page.getByText('Shared result, view only').waitFor();

  await page.getByRole('link', { name: 'Continue from this' }).click();
  await page.locator('[data-testid=status][data-state=paused]').waitFor(); // nothing starts by itself
  await page.getByText('A copy of this run is kept here.').waitFor();
  expect(page.url()).not.toContain('continue='); // a reload keeps no second copy

  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('heading', { name: 'Share this result' }).waitFor();
  const hidden = await page.locator('dialog.share').evaluate((dialog) => dialog.scrollHeight - dialog.clientHeight);
  expect(hidden).toBe(0); // its code beside its words, its last buttons in sight
  await page.getByLabel('Title, if you like').fill('Group 4');
  expect(await page.getByRole('img', { name: 'QR code of the link' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Copy link and headline' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(
    /^PNAS in my browser: best measured \d+\.\d % on 500 images of the CIFAR-10 sample held out of 2,000 after 43 cells\n/,
  );
  const again = parseResult(copied);
  expect(again.title).toBe('Group 4');
  expect(again.run.log).toEqual(parseResult(formatResult(run).text).run.log);
  await page.locator('.tabs-top').getByRole('button', { name: 'Runs' }).click();
  const buffer = Buffer.from(JSON.stringify(toRunFile(madeUpRun())));
  await page.getByLabel('Open a run.json').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
  await page.locator('[data-testid=status][data-state=finished]').waitFor();
  await page.locator('.tabs-top').getByRole('button', { name: 'Runs' }).click();
  expect(await page.getByTestId('run-row').count()).toBe(2);
  expect(wrongs).toEqual([]);
  await context.close();
});
