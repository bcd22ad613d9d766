/** @file The built page in a browser without WebGPU, with runs opened from files: for tests of its screens. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Run } from '../../src/contract/records.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';

const MINUTES = 60_000;

export interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly wrongs: string[];
}

interface OpenOptions {
  readonly lack?: 'gpu' | 'adapter';
  readonly width?: number;
  /** Done before the page is there. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/**
 * A page of its own storage whose browser lacks WebGPU.
 * @param lack what its threads are told before their own code: no `navigator.gpu`, or an adapter that is null. It also spares the machine
 * the self-test where a test is not about the device.
 */
export async function openPage(
  browser: Browser,
  url: string,
  fragment: string,
  { lack = 'gpu', width = 1440, prepare }: OpenOptions = {},
): Promise<Opened> {
  const height = width < 500 ? 844 : 900;
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'block' });
  const code =
    lack === 'gpu'
      ? `Object.defineProperty(Object.getPrototypeOf(navigator), 'gpu', { value: undefined });`
      : `GPU.prototype.requestAdapter = async () => null;`;
  await context.addInitScript(code);
  await context.route('**/search.worker-*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${code}\n${await answer.text()}` });
  });
  await prepare?.(context);
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || (message.type() === 'warning' && !/Service Worker|GPU stall/.test(text))) {
      wrongs.push(`${message.type()}: ${text}`);
    }
  });
  page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
  await page.goto(`${url}#${fragment}`, { timeout: 2 * MINUTES });
  return { page, context, wrongs };
}

/** A screen's tab. */
export const tab = (page: Page, name: string) =>
  page.locator('.tabs:visible').getByRole('button', { name, exact: true });

/** Opens runs from files; the last is on show. */
export async function openRuns(page: Page, runs: readonly Run[]): Promise<void> {
  for (const run of runs) {
    await tab(page, 'Runs').click();
    const buffer = Buffer.from(JSON.stringify(toRunFile(run)));
    const file = { name: 'run.json', mimeType: 'application/json', buffer };
    await page.getByLabel('Open a run.json').setInputFiles(file, { timeout: 2 * MINUTES });
    await page.getByText('A copy of this run is kept here.').waitFor({ timeout: MINUTES });
    await page.getByRole('button', { name: 'Close' }).click();
  }
}
