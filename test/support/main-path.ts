/** @file The page's main path, as it must work on any host: one Start, a search to its end, and every screen with it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityProblems } from './page.ts';
import { TIMEOUT_MS, untilStatus } from './search-page.ts';

/** A search of five children that ends in seconds on a graphics card, and in about a minute on a software device. */
export const TINY =
  'preset=smoke&seed=5&macro=titu1994&F=2&images=60&validationImages=20&batchSize=10&K=2&L=1&ops=identity,3x3+maxpool';

const tab = (page: Page, name: string) => page.locator('.tabs-top').getByRole('button', { name });

/** Searches with the settings on show, which are {@link TINY}'s, and looks at every screen. */
export async function searchToTheEnd(page: Page): Promise<void> {
  await page.locator('button.start:enabled').waitFor({ timeout: TIMEOUT_MS });
  await page.getByRole('button', { name: 'Start' }).click();
  await untilStatus(page, 'finished');
  expect(await page.locator('.run-progress').innerText()).toContain('5 of 5');
  const best = await page.getByTestId('best').innerText();
  expect(await accessibilityProblems(page)).toEqual([]);

  await tab(page, 'Ranking').click();
  const rows = await page.getByTestId('cell-row').allInnerTexts();
  expect(rows).toHaveLength(5);
  const cells = rows.map((row) => row.trim().split(/\s+/)); // rank, child, level, [predicted,] measured, ...
  expect(cells.map(([rank]) => rank)).toEqual(['1', '2', '3', '4', '5']);
  expect(cells.filter(([, , level]) => level === '2')).toHaveLength(2);
  const measured = cells.map(([, , level, ...figures]) => Number(figures[level === '2' ? 1 : 0]));
  expect(Math.max(...measured)).toBe(Number(best.replace('%', '')));
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.getByTestId('cell-row').first().getByRole('button').click();
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Cell \d+, level \d: best measured$/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await tab(page, 'Runs').click();
  const [kept, ...others] = await page.getByTestId('run-row').allInnerTexts();
  expect(others).toEqual([]);
  expect(kept).toContain(best);
  await page.getByRole('button', { name: 'Dark colours' }).click();
  for (const name of ['Search', 'Cell', 'Surrogate', 'Ranking', 'Runs']) {
    await tab(page, name).click();
    expect(await accessibilityProblems(page)).toEqual([]);
  }
}
