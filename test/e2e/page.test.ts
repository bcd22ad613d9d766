/**
 * The built page in a real browser, with its real worker, WebGPU (on Chromium's software device), IndexedDB and the sample: a search so
 * small that it ends in seconds on a graphics card and in about a minute here.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LogRecord } from '../../src/contract/records.ts';
import { launchChromium } from '../support/chromium.ts';
import { searchToTheEnd, TINY } from '../support/main-path.ts';
import { accessibilityProblems, firstPaintBytes, servePage, type ServedPage } from '../support/page.ts';
import { holdSearch, storedLog } from '../support/search-page.ts';
import { testedContext } from '../support/tested-context.ts';

const MINUTES = 60_000;
/** Start waits for the device's self-test, which a software device shares with whatever the machine does besides. */
const READY = 4 * MINUTES;

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

/**
 * A page of its own storage, and everything it should not do.
 * @param isNew its device has its self-test before it.
 */
async function open(
  fragment: string,
  isNew = false,
): Promise<{ page: Page; context: BrowserContext; wrongs: string[] }> {
  const options = { viewport: { width: 1440, height: 900 } };
  const context = isNew ? await browser.newContext(options) : await testedContext(browser, url, options);
  const page = await context.newPage();
  page.setDefaultTimeout(2 * MINUTES); // no frame is drawn while a software device is at its self-test
  const wrongs: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) wrongs.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== new URL(url).origin) wrongs.push(`request to ${request.url()}`);
  });
  await page.goto(`${url}#${fragment}`, { timeout: 2 * MINUTES }); // a software device holds up what comes after it
  return { page, context, wrongs };
}

const untilStatus = (page: Page, state: string, timeout: number): Promise<void> =>
  page.locator(`[data-testid=status][data-state=${state}]`).waitFor({ timeout });
const trainedOf = (log: readonly LogRecord[]): number => log.filter(({ type }) => type === 'train').length;
const tab = (page: Page, name: string) => page.locator('.tabs-top').getByRole('button', { name });

describe('the page', () => {
  test('needs at most 60 kB before the first paint, and fetches every screen by itself', async () => {
    expect(await firstPaintBytes(served.outDir)).toBeLessThanOrEqual(60_000);
    const context = await browser.newContext();
    await context.route('**/search.worker-*.js', (route) => route.abort()); // the next test would wait for this page's device
    const page = await context.newPage();
    await page.goto(url);
    const chunks = (): Promise<string[]> =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').flatMap(({ name }) => /(\w+)-[^/]+\.js$/.exec(name)?.[1] ?? []),
      );
    await expect
      .poll(chunks, { timeout: MINUTES })
      .toEqual(expect.arrayContaining(['cell', 'surrogate', 'ranking', 'runs', 'teach']));
    await context.close();
  });

  test(
    'fills in what a link says and starts nothing; a bad link changes nothing',
    async () => {
      const { page, context, wrongs } = await open(TINY, true);
      await expect.poll(() => page.getByLabel('Filters, F').inputValue()).toBe('2');
      expect(await page.getByLabel('Seed', { exact: true }).inputValue()).toBe('5');
      await page.locator('button.start:enabled').waitFor({ timeout: READY });
      expect(await page.getByTestId('status').count()).toBe(0);
      const details = page.locator('.device-line details');
      await details.locator('summary').click();
      await details.getByText('The self-test passed').waitFor();
      for (const theme of ['light', 'dark']) {
        expect(await accessibilityProblems(page)).toEqual([]);
        if (theme === 'light') await page.getByRole('button', { name: 'Dark colours' }).click();
      }
      await page.evaluate(() => (location.hash = 'preset=demo&K=nine'));
      await page.getByText('This link has a mistake').waitFor();
      expect(await page.getByLabel('Filters, F').inputValue()).toBe('2');
      await page.reload({ timeout: 2 * MINUTES });
      await details.getByText('The self-test was passed earlier').waitFor({ state: 'attached', timeout: 2 * MINUTES });
      expect(wrongs).toEqual([]);
      await context.close();
    },
    READY + 3 * MINUTES,
  );

  test(
    'opens without a network after the first visit, and the tour goes from its first step to its last',
    async () => {
      const { page, context, wrongs } = await open('view=teach');
      await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor();
      const serviceWorker = (): Promise<string | undefined> =>
        page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state);
      await expect.poll(serviceWorker, { timeout: 2 * MINUTES }).toBe('activated');
      await context.setOffline(true);
      await page.reload();
      for (let step = 1; step < 8; step++) {
        await page.getByText(`${step} of 8`, { exact: true }).waitFor();
        if (step === 4) expect(await accessibilityProblems(page)).toEqual([]);
        if (step === 5) await page.getByRole('button', { name: 'Show it without a guess' }).click();
        await page.getByRole('button', { name: /^Next/ }).click();
      }
      await page.getByText('8 of 8', { exact: true }).waitFor();
      await page.getByText('Link for your class').click();
      expect(await page.locator('.link-text').innerText()).toMatch(/view=teach&step=8$/);
      await tab(page, 'Cell').click();
      await page.getByText('The best cell of the paper’s search').waitFor();
      expect(wrongs).toEqual([]);
      await context.close();
    },
    READY + 3 * MINUTES,
  );

  test(
    'one Start searches real images to the end; every screen shows the run',
    async () => {
      const { page, context, wrongs } = await open(TINY);
      await searchToTheEnd(page);
      expect(wrongs).toEqual([]);
      await context.close();
    },
    READY + 8 * MINUTES,
  );

  test(
    'by keyboard alone: start, pause, close, come back; a reload in the middle of a child loses that child only; to the end',
    async () => {
      const { page, context, wrongs } = await open(`${TINY}&B=1`);
      await page.locator('button.start:enabled').waitFor({ timeout: READY });
      const goOn = await holdSearch(page, 'now');
      await press(page, 'Start');
      await untilStatus(page, 'running', MINUTES);
      await press(page, 'Pause');
      await goOn();
      await untilStatus(page, 'paused', 2 * MINUTES); // once its child is trained
      const before = await storedLog(page);
      expect(before.map(({ type }) => type)).toEqual(['train']);

      await page.reload();
      await page.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 2 * MINUTES });
      await holdSearch(page); // until the page is gone
      await press(page, 'Continue');
      await page.getByText('2 of 3 children trained').waitFor({ timeout: 2 * MINUTES });
      const more = await storedLog(page);
      expect(more.slice(0, before.length)).toEqual(before); // nothing measured was lost or measured again
      expect(trainedOf(more)).toBe(2);

      await page.reload();
      await page.getByRole('button', { name: 'Continue' }).waitFor({ timeout: 2 * MINUTES });
      await press(page, 'Continue');
      await untilStatus(page, 'finished', 3 * MINUTES);
      expect(await page.locator('.run-progress').innerText()).toContain('3 of 3');
      const whole = await storedLog(page);
      expect(whole.slice(0, more.length)).toEqual(more);
      expect(trainedOf(whole)).toBe(3);
      expect(wrongs).toEqual([]);
      await context.close();
    },
    READY + 8 * MINUTES,
  );

  test(
    'Step goes on for one phase: the rest of the level, then the surrogate',
    async () => {
      const { page, context, wrongs } = await open(TINY);
      await page.locator('button.start:enabled').waitFor({ timeout: READY });
      const goOn = await holdSearch(page);
      await page.getByRole('button', { name: 'Start' }).click();
      await page.getByText('1 of 5 children trained').waitFor({ timeout: 2 * MINUTES });
      await page.getByRole('button', { name: 'Pause' }).click();
      await goOn();
      await untilStatus(page, 'paused', 2 * MINUTES);
      expect(await page.locator('.run-progress').innerText()).toContain('2 of 5'); // the child under way was trained
      await page.getByRole('button', { name: 'Step' }).click();
      await page.getByText('3 of 5 children trained').waitFor({ timeout: 2 * MINUTES });
      await untilStatus(page, 'paused', MINUTES);
      expect(await page.getByText(/fitted on/).count()).toBe(0);
      await page.getByRole('button', { name: 'Step' }).click();
      await page.getByText(/fitted on/).waitFor({ timeout: MINUTES });
      await untilStatus(page, 'paused', MINUTES);
      expect(await page.locator('.run-progress').innerText()).toContain('3 of 5');
      expect(wrongs).toEqual([]);
      await context.close();
    },
    READY + 6 * MINUTES,
  );
});

/** Goes to a button by Tab and presses Enter. */
async function press(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const text = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (text === name) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard must reach the button ${name}`);
}
