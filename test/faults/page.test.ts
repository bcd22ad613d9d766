/** @file The built page where things go wrong: a tab closed in the middle, two tabs on one run, a whole archive, a newer store. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { tar } from '../support/cifar.ts';
import { servePage, type ServedPage } from '../support/page.ts';

const TINY =
  'preset=smoke&seed=5&recipe=seed&F=2&images=60&validationImages=20&batchSize=10&K=2&L=1&B=1&epochs=20&ops=identity,3x3+maxpool';
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

async function open(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}#${TINY}`);
  return page;
}

const untilStatus = (page: Page, state: string): Promise<void> =>
  page.locator(`[data-testid=status][data-state=${state}]`).waitFor({ timeout: 3 * MINUTES });

/** The log of the only run, without times, as the store has it. */
function storedLog(page: Page): Promise<unknown[]> {
  return page.evaluate(
    () =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('log').objectStore('log').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result.map((record: object) => ({ ...record, durationMs: 0 })));
          });
        });
      }),
  );
}

async function start(page: Page): Promise<void> {
  await page.locator('button.start:enabled').waitFor({ timeout: MINUTES });
  await page.getByRole('button', { name: 'Start' }).click();
  await untilStatus(page, 'running');
}

describe('the page where things go wrong', () => {
  test(
    'a second tab may look and not write; when the first is closed it goes on to the same log',
    async () => {
      const undisturbed = await browser.newContext();
      const alone = await open(undisturbed);
      await start(alone);
      await untilStatus(alone, 'finished');
      const whole = await storedLog(alone);
      await undisturbed.close();

      const context = await browser.newContext();
      const first = await open(context);
      await start(first);
      const second = await open(context);
      await second.getByRole('button', { name: 'Go on with it' }).click({ timeout: MINUTES });
      await second.getByText('this run goes on in another tab').waitFor({ timeout: MINUTES });
      await first.close();
      await second.reload();
      await second.getByRole('button', { name: 'Go on with it' }).click({ timeout: MINUTES });
      await untilStatus(second, 'finished');
      expect(await storedLog(second)).toEqual(whole);
      await context.close();
    },
    10 * MINUTES,
  );

  test(
    'takes the whole archive',
    async () => {
      const archive = join(served.outDir, 'cifar-10-binary.tar.gz');
      await writeFile(archive, gzipSync(Buffer.concat(tar()), { level: 1 }));
      const context = await browser.newContext();
      const page = await open(context);
      await page.locator('button.start:enabled').waitFor({ timeout: MINUTES });
      await page.locator('input[type=file]').first().setInputFiles(archive);
      await page.getByText('50,000 images are stored on this computer').waitFor({ timeout: 2 * MINUTES });
      await context.close();
    },
    5 * MINUTES,
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
});
