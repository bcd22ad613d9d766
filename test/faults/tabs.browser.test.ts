/**
 * Two tabs on one run where the browser has no Web Locks: a page that is opened over plain http from another computer. There is no WebGPU
 * there either; children train in WebAssembly.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutcomeRecord } from '../../src/contract/records.ts';
import { launchChromium } from '../support/chromium.ts';
import { essence, incidentsOf } from '../support/log.ts';
import { INSECURE_HOST, servePage, type ServedPage } from '../support/page.ts';
import { holdStoredRecord, openSearch, TIMEOUT_MS, start, storedLog, untilStatus } from '../support/search-page.ts';

const SETTINGS =
  'preset=smoke&seed=5&recipe=seed&F=2&images=60&validationImages=20&batchSize=10&K=2&L=1&ops=identity,3x3+maxpool';
const MINUTES = 60_000;

let served: ServedPage;
let browser: Browser;
let context: BrowserContext;
let url: string;

beforeAll(async () => {
  served = await servePage();
  url = served.url.replace('127.0.0.1', INSECURE_HOST);
  browser = await launchChromium({ webgpu: false });
}, 2 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

/** A tab that searches, and waits once its first child is stored until it is let go on. */
async function searchingTab(answers: boolean): Promise<{ page: Page; goOn: () => Promise<void> }> {
  const page = await context.newPage();
  if (!answers) await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'));
  await page.goto(`${url}#${SETTINGS}`);
  expect(await page.evaluate(() => [isSecureContext, typeof navigator.locks])).toEqual([false, 'undefined']);
  await page.locator('button.start:enabled').waitFor({ timeout: TIMEOUT_MS });
  const goOn = await holdStoredRecord(page);
  await start(page);
  await untilStatus(page, 'running');
  await untilStored(page, 1);
  return { page, goOn };
}

/** Waits until the log has so many records. */
async function untilStored(page: Page, records: number): Promise<void> {
  const end = performance.now() + TIMEOUT_MS;
  while ((await storedLog(page)).length < records) {
    if (performance.now() > end) throw new Error(`the log must come to ${records} records`);
    await page.waitForTimeout(50);
  }
}

/** Another tab, which has been told to go on with the same run. */
async function secondTab(): Promise<Page> {
  const page = await openSearch(context, url, SETTINGS);
  await page.getByRole('button', { name: 'Continue' }).click({ timeout: TIMEOUT_MS });
  return page;
}

const isSaying = (page: Page, text: string): Promise<void> =>
  page.getByText(text).first().waitFor({ timeout: TIMEOUT_MS });
const outcomes = async (page: Page): Promise<OutcomeRecord[]> => essence(await storedLog(page));

describe('without Web Locks a run has one writer', () => {
  let whole: OutcomeRecord[];

  beforeAll(async () => {
    context = await browser.newContext();
    const { page: alone, goOn } = await searchingTab(true);
    await goOn();
    await untilStatus(alone, 'finished');
    whole = await outcomes(alone);
    expect(whole.at(-1)!.type).toBe('done');
    await context.close();
  }, 3 * MINUTES);

  test(
    'a second tab is refused at once, and the first comes to its end',
    async () => {
      const { page: first, goOn } = await searchingTab(true);
      const second = await secondTab();
      await isSaying(second, 'this run goes on in another tab');
      expect(await first.getByTestId('status').getAttribute('data-state')).toBe('running');
      await goOn();
      await untilStatus(first, 'finished');
      expect(await outcomes(first)).toEqual(whole);
    },
    5 * MINUTES,
  );

  test(
    'where the first cannot answer the second goes on, the first stops and says why, and the log is as if there had been one',
    async () => {
      const { page: first, goOn } = await searchingTab(false);
      const second = await secondTab();
      await untilStored(second, 2); // what ended the first, as far as the second can tell
      await goOn();
      await isSaying(first, 'another tab has gone on with this run');
      await untilStatus(second, 'finished');
      expect(await outcomes(second)).toEqual(whole);
      expect(incidentsOf(await storedLog(second))).toEqual(expect.arrayContaining(['killed']));
    },
    5 * MINUTES,
  );
});
