/** The page as strangers meet it: mistakes told in words, no screen a dead end, and what another tab is at. */
import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, openRuns, tab } from '../support/opened-page.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;

const site = servedBrowser();

test('what is set wrongly, by hand or by a link, is told in words', async () => {
  const { page, context, wrongs } = await openPage(site.browser, site.url, 'preset=demo&K=nine');
  await page.getByText('This link has a mistake: K should be a number, not "nine".').waitFor();
  await page.evaluate(() => (location.hash = '#preset=smoke&ops=identity'));
  const rate = page.getByLabel('Peak learning rate');
  await rate.fill('abc');
  await rate.blur();
  await page.getByText('Enter a number, such as 0.005.').waitFor();
  const blocks = page.getByLabel('Blocks per cell, B');
  await blocks.fill('99');
  await blocks.blur();
  await page.getByText(/^Enter a number from 1 to \d+\.$/).waitFor();
  await page.getByRole('button', { name: 'identity', exact: true }).click();
  await page.getByText('Choose at least one operator.').waitFor();
  expect(wrongs).toEqual([]);
  await context.close();
});

test('an empty screen leads to the recorded search, and the name to the first screen', async () => {
  const { page, context, wrongs } = await openPage(site.browser, site.url, 'view=surrogate');
  await page.getByRole('heading', { name: 'Did the surrogate put the cells in the right order?' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'See it in a recorded search' }).click();
  await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor();
  await page.getByRole('link', { name: 'Progressive NAS' }).click();
  await page.getByRole('heading', { name: 'Let this computer design a neural network' }).waitFor();
  expect(wrongs).toEqual([]);
  await context.close();
});

test('a run that another tab is at is listed as running there', async () => {
  const { page, context } = await openPage(site.browser, site.url, '');
  const whole = madeUpRun({ config: { blocks: 2, children: 2 } });
  await openRuns(page, [{ ...whole, log: whole.log.slice(0, 9) }, madeUpRun({ config: { blocks: 1 } })]);
  const id = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('log').objectStore('log').getAllKeys();
          reading.addEventListener('success', () => {
            opening.result.close();
            const runs = reading.result.map((key) => (key as [string, number])[0]);
            resolve(runs.find((run) => runs.filter((other) => other === run).length === 9)!);
          });
        });
      }),
  );
  const other = await context.newPage();
  await other.goto(site.url);
  await other.evaluate((lock) => void navigator.locks.request(lock, () => new Promise(() => {})), `pnas-run-${id}`);
  await page.bringToFront();
  await tab(page, 'Runs').click();
  const row = page.getByTestId('run-row').filter({ hasText: 'running in another tab' });
  await row.waitFor();
  expect(await row.getByRole('button', { name: 'Resume' }).isDisabled()).toBe(true);
  await other.close();
  await page.getByTestId('run-row').filter({ hasText: 'not finished' }).waitFor();
  await context.close();
});

test.each([1440, 390])(
  'on a first visit at %i px the sample is fetched once, its images are shown, and nothing shifts',
  async (width) => {
    let fetched = 0;
    const prepare = async (own: BrowserContext): Promise<void> => {
      own.on('request', (request) => (fetched += request.url().includes('cifar10-sample') ? 1 : 0));
      await own.addInitScript(() => {
        const all = ((globalThis as { shifts?: number[] }).shifts = [] as number[]);
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) all.push((entry as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift', buffered: true });
      });
    };
    const { page, context } = await openPage(site.browser, site.url, '', { width, prepare });
    await page.locator('button.start:enabled').waitFor({ timeout: 2 * MINUTES });
    await page.getByRole('heading', { name: 'Training is slow here, but you can see everything' }).waitFor();
    const colours = (): Promise<number> =>
      page.locator('canvas.mosaic').evaluate((canvas) => {
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 32, 32);
        return new Set(data).size;
      });
    await expect.poll(colours, { timeout: MINUTES }).toBeGreaterThan(10);
    await page.getByText('Estimated from this device’s speed.').waitFor({ timeout: MINUTES });
    const shifts = await page.evaluate(() => (globalThis as { shifts?: number[] }).shifts!);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.05);
    expect(fetched).toBe(1);
    await context.close();
  },
);
