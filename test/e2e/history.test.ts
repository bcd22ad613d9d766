/** The built page's address in a real browser: Back and Forward between screens and cells, links to them, and settings that leave no trail. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;
const site = servedBrowser({ webgpu: false });

const tab = (page: Page, name: string) => page.locator('.tabs-top').getByRole('button', { name });
const entries = (page: Page): Promise<number> => page.evaluate(() => history.length);
const untilAddress = (page: Page, pattern: RegExp): Promise<void> =>
  expect.poll(() => page.url(), { timeout: MINUTES }).toMatch(pattern);
const notation = (page: Page): Promise<string> => page.locator('.notation').innerText();

test(
  'Back and Forward move between screens and cells; typing a setting makes no entry; a link opens on a cell',
  async () => {
    const context = await site.browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(MINUTES);
    const page = await context.newPage();
    const wrongs: string[] = [];
    page.on('pageerror', (error) => wrongs.push(error.message));
    await page.goto(`${site.url}#preset=smoke`);
    await page.locator('button.start:enabled').waitFor();
    const before = await entries(page);
    for (const filters of ['5', '6', '7']) {
      await page.getByLabel('Filters, F').fill(filters);
      await page.keyboard.press('Tab');
    }
    await untilAddress(page, /F=7/);
    expect(await entries(page)).toBe(before);

    await tab(page, 'Runs').click();
    const buffer = Buffer.from(JSON.stringify(toRunFile(madeUpRun())));
    await page.getByLabel('Open a run.json').setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer });
    await page.locator('[data-testid=status]').waitFor();
    await tab(page, 'Ranking').click();
    await page.getByTestId('cell-row').nth(1).getByRole('button').click();
    await page.getByText('2 of ', { exact: false }).first().waitFor();
    const [second, address] = [await notation(page), page.url()];
    expect(address).toMatch(/F=7&view=cell&cell=-\d,\w/);
    await page.getByRole('button', { name: 'Next best cell' }).click();
    await expect.poll(() => notation(page), { timeout: MINUTES }).not.toBe(second);
    const third = await notation(page);

    await page.goBack();
    await expect.poll(() => notation(page), { timeout: MINUTES }).toBe(second);
    await page.goBack();
    await page.getByTestId('cell-row').first().waitFor();
    await page.goBack();
    await page.locator('[data-testid=status]').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Runs kept on this computer' }).waitFor();
    for (let i = 0; i < 4; i++) await page.goForward();
    await expect.poll(() => notation(page), { timeout: MINUTES }).toBe(third);
    expect(await page.locator('h1').innerText()).toMatch(/^Cell \d+, level \d/); // no cell of a link

    await tab(page, 'Teach').click();
    await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor();
    await page.goBack();
    await expect.poll(() => notation(page), { timeout: MINUTES }).toBe(third);
    await expect.poll(() => page.locator('h1').innerText(), { timeout: MINUTES }).toMatch(/^Cell \d+, level \d/);
    await page.goForward();
    await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor();

    await page.evaluate(() => (location.hash = 'preset=smoke&F=3')); // a link typed over the address
    await page.getByRole('button', { name: 'New search' }).click();
    await expect.poll(() => page.getByLabel('Filters, F').inputValue(), { timeout: MINUTES }).toBe('3');
    await page.goBack();
    await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor();
    await untilAddress(page, /F=3&view=teach/); // screens go back, settings do not

    const linked = await context.newPage();
    await linked.goto(address);
    await linked.getByRole('heading', { name: 'A cell of a link' }).waitFor();
    expect(await notation(linked)).toBe(second);
    await linked.goto(`${site.url}#view=cell&cell=-1,identity,-3,identity`);
    await linked.getByText('This cell cannot be drawn here. cell: block 0 reads H_{c-3}').waitFor();
    expect(wrongs).toEqual([]);
    await context.close();
  },
  4 * MINUTES,
);
