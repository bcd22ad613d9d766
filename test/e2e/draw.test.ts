/** A cell drawn by hand on the built page, after a real search: by keyboard, its prediction, a race that enters no run. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { TINY } from '../support/main-path.ts';
import { accessibilityProblems } from '../support/page.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;

const site = servedBrowser({ webgpu: false });

const predicted = (page: Page): Promise<string> => page.getByTestId('drawn-prediction').innerText();

test(
  'a cell is drawn by keyboard, predicted as it changes, raced; the run stays as it is',
  async () => {
    const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    await context.addInitScript(
      `Object.defineProperty(Object.getPrototypeOf(navigator), 'gpu', { value: undefined });`,
    );
    const page = await context.newPage();
    const wrongs: string[] = [];
    page.on('pageerror', (error) => wrongs.push(error.message));
    await page.goto(`${site.url}#${TINY}`, { timeout: 2 * MINUTES });
    const tab = (name: string) => page.locator('.tabs:visible').getByRole('button', { name, exact: true });

    await tab('Cell').click(); // before there is a run
    await page.getByRole('button', { name: 'Draw from this cell' }).click();
    await page.getByText('Open a run to see what its surrogate expects').waitFor();
    await page.getByRole('button', { name: 'Back to the cells' }).click();
    await tab('Search').click();
    await page.locator('button.start:enabled').waitFor({ timeout: 3 * MINUTES });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.locator('[data-testid=status][data-state=finished]').waitFor({ timeout: 5 * MINUTES });
    const before = await page.locator('.run-progress').innerText();

    await tab('Cell').click();
    await page.getByRole('button', { name: 'Draw from this cell' }).click();
    const halves = page.locator('.draw-half');
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(await halves.count()).toBe(2);
    await page.getByTestId('drawn-prediction').waitFor({ timeout: MINUTES });
    await page.getByRole('button', { name: 'Add block 1' }).click();
    expect(await halves.count()).toBe(4);
    await expect.poll(() => page.getByTestId('drawn-prediction').count(), { timeout: MINUTES }).toBe(1);
    const first = await predicted(page);
    await halves.nth(2).focus();
    await page.keyboard.press('8'); // 3x3 maxpool
    expect(await halves.nth(2).locator('title').textContent()).toMatch(
      /^3x3 maxpool 0 parameters, of .*: first half of block 1$/,
    );
    await halves.nth(3).focus();
    await page.keyboard.press('8');
    await expect.poll(() => predicted(page), { timeout: MINUTES }).not.toBe(first);
    await page.keyboard.press('4'); // an operator that the run does not have
    await page.getByText('The surrogate has never seen 7x7 dconv: no prediction.').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.getByTestId('drawn-prediction').count(), { timeout: MINUTES }).toBe(1);
    await page.keyboard.press('Control+Shift+z');
    await page.getByText('The surrogate has never seen 7x7 dconv: no prediction.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: /^Race: 3 seeds each/ }).click();
    await page.getByTestId('race-row').waitFor({ timeout: 4 * MINUTES });
    expect(await page.getByTestId('race-row').innerText()).toMatch(
      /^2\s+\d+\.\d ± \d+\.\d\s+\d+\.\d ± \d+\.\d\s+[+−]?\d+\.\d$/,
    );
    await halves.nth(3).focus();
    await page.keyboard.press('Delete');
    expect(await halves.count()).toBe(2);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await tab('Search').click();
    expect(await page.locator('.run-progress').innerText()).toBe(before);
    expect(wrongs).toEqual([]);
    await context.close();
  },
  12 * MINUTES,
);
