/** @file A search on the built page: started, watched, and its log as IndexedDB has it. */
import type { BrowserContext, Page } from 'playwright-core';
import type { LogRecord } from '../../src/contract/records.ts';

/** Longest that a page may take for anything here: a software device beside other work. */
export const TIMEOUT_MS = 300_000;

/** Opens the page with these settings. */
export async function openSearch(context: BrowserContext, url: string, settings: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}#${settings}`);
  return page;
}

export const untilStatus = (page: Page, state: string): Promise<void> =>
  page.locator(`[data-testid=status][data-state=${state}]`).waitFor({ timeout: TIMEOUT_MS });

/** Presses Start when the page is ready for it. */
export async function start(page: Page): Promise<void> {
  await page.locator('button.start:enabled').waitFor({ timeout: TIMEOUT_MS });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByTestId('status').waitFor({ timeout: TIMEOUT_MS }); // by then a small search may be over
}

/** The log of the only run, as the store has it now. */
export function storedLog(page: Page): Promise<LogRecord[]> {
  return page.evaluate(
    () =>
      new Promise<LogRecord[]>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('log').objectStore('log').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as LogRecord[]);
          });
        });
      }),
  );
}

/** Empties the store of runs; data sets stay. */
export function forgetRuns(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const names = ['runs', 'log', 'checkpoints'];
          const emptying = opening.result.transaction(names, 'readwrite');
          for (const name of names) emptying.objectStore(name).clear();
          emptying.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
  );
}
