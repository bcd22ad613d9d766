/** The built viewer in a real browser, opened from the disk, with everything forbidden that it must do without. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeResult, formatResult, parseResult } from '../../src/contract/link/result-link.ts';
import { parseRecipe } from '../../src/contract/link/recipe-link.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';

const run = madeUpRun({ config: { blocks: 5, children: 66, seed: 77 } });
const link = formatResult(run, 'Overnight, by group 4');

let outDir: string;
let html: string;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'pnas-viewer-'));
  await writeBuiltPage(outDir);
  html = await readFile(join(outDir, 'viewer.html'), 'utf8');
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await rm(outDir, { recursive: true, force: true });
});

/** The viewer at this address, without WebGPU, workers or storage, and everything it should not do. */
async function open(address: string, size = { width: 1440, height: 900 }): Promise<{ page: Page; wrongs: string[] }> {
  const context = await browser.newContext({ viewport: size });
  await context.addInitScript(() => {
    for (const name of ['Worker', 'SharedWorker', 'indexedDB', 'localStorage', 'sessionStorage', 'caches', 'fetch']) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new Error(`the viewer asked for ${name}`);
        },
      });
    }
    Object.defineProperty(Navigator.prototype, 'gpu', { value: undefined });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
  });
  await context.route('http://viewer.test/**', (route) => route.fulfill({ contentType: 'text/html', body: html }));
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => wrongs.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    if (!/viewer\.html|^data:|^blob:/.test(request.url())) wrongs.push(`request to ${request.url()}`);
  });
  await page.goto(address);
  return { page, wrongs };
}

const fromDisk = (fragment: string): string => `${pathToFileURL(join(outDir, 'viewer.html')).href}${fragment}`;
const tab = (page: Page, name: string) => page.locator('.tabs:visible').getByRole('button', { name });
const screens = ['Search', 'Cell', 'Surrogate', 'Ranking'];

describe('the viewer', () => {
  test('is one file of at most 60 kB', () => {
    expect(gzipSync(html).length).toBeLessThanOrEqual(60_000);
    expect(html).not.toMatch(/<(script|link)[^>]+(src|href)="(?!data:)/);
  });

  test('runs its own script and style alone, and connects to nothing', async () => {
    const { page, wrongs } = await open(fromDisk(`#run=${link.text}`));
    await page.getByRole('heading', { name: 'Overnight, by group 4' }).waitFor();
    expect(wrongs).toEqual([]);
    const outcome = await page.evaluate(async () => {
      const refused: string[] = [];
      addEventListener('securitypolicyviolation', ({ effectiveDirective }) => void refused.push(effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'globalThis.isRun = true';
      document.body.append(script);
      const request = new XMLHttpRequest();
      request.open('GET', 'http://viewer.test/');
      await new Promise((resolve) => {
        request.addEventListener('loadend', resolve);
        request.send();
      });
      return { refused, isRun: 'isRun' in globalThis, status: request.status };
    });
    expect(outcome).toEqual({ refused: ['script-src-elem', 'connect-src'], isRun: false, status: 0 });
    await page.context().close();
  });

  test('shows all of a 300-cell link', async () => {
    const { page, wrongs } = await open(fromDisk(`#run=${link.text}`));
    await page.getByRole('heading', { name: 'Overnight, by group 4' }).waitFor();
    expect(await page.getByTestId('left-out').textContent()).toContain('predictions over all candidates');
    expect(await page.getByText('300 of 300 cells').count()).toBe(1);
    await page.getByRole('slider', { name: 'Place in the run' }).fill('20');
    await page.getByText('20 of 300 cells').waitFor();
    await tab(page, 'Cell').click();
    await page.getByRole('heading', { name: /best of the run/ }).waitFor();
    await tab(page, 'Ranking').click();
    const table = page.locator('.cells-table'); // draws only the rows in sight, and says how many there are
    expect(await table.getAttribute('aria-rowcount')).toBe('301');
    expect(await page.getByTestId('cell-row').count()).toBeGreaterThan(5);
    expect(await page.getByRole('link', { name: 'Re-run this' }).count()).toBe(0); // there is no page on the disk
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  test('says the noise that retrained cells tell and the ceiling it sets; without them, only an upper bound', async () => {
    const shown = async (retrainings: number): Promise<[search: string, surrogate: string]> => {
      const config = { blocks: 2, children: 12, retrainings };
      const { page, wrongs } = await open(fromDisk(`#run=${formatResult(madeUpRun({ config })).text}`));
      const search = (await page.locator('.running .foot').textContent())!;
      await tab(page, 'Surrogate').click();
      const surrogate = (await page.locator('.surrogate').textContent())!;
      await page.context().close();
      expect(wrongs).toEqual([]);
      return [search, surrogate];
    };
    const words = /Accuracy varies by about ±\d+\.\d points between trainings of the same cell \(4 retrained\)\./;
    const [search, surrogate] = await shown(4);
    expect(search).toMatch(words);
    expect(surrogate).toMatch(words);
    expect(surrogate).toMatch(/ceiling \d\.\d\d/);
    expect(surrogate).not.toContain('at most');
    const [without, bound] = await shown(0);
    expect(without).not.toContain('varies');
    expect(bound).toMatch(/at most [01]\.\d\d/);
    expect(bound).toContain('only the luck of 500 validation images is counted, until 3 cells were retrained');
  });

  test('fits a phone, and axe finds nothing', async () => {
    const { page, wrongs } = await open(fromDisk(`#run=${link.text}`), { width: 390, height: 844 });
    for (const name of screens) {
      await tab(page, name).click();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, name).toBe(0);
      expect(await accessibilityProblems(page), name).toEqual([]);
    }
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  test('from a server, links to the page with the same settings, and to continue what had not ended', async () => {
    const half = formatResult({ ...run, log: run.log.slice(0, 50) });
    const { page, wrongs } = await open(`http://viewer.test/viewer.html#run=${half.text}`);
    const target = async (name: string): Promise<string> =>
      (await page.getByRole('link', { name }).getAttribute('href'))!.replace(/^\.\/index\.html/, '');
    expect(parseRecipe(await target('Re-run this')).config).toEqual(run.head.config);
    expect(parseResult((await target('Continue from this')).replace('#continue=', '')).run.log).toHaveLength(50);
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  test('refuses a damaged link in words, then opens a file', async () => {
    const { page, wrongs } = await open(fromDisk(`#run=${link.text.slice(0, 1000)}`));
    await page.getByText(`only 1000 of ${link.text.length} characters arrived`).waitFor();
    const file = {
      name: 'run.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(toRunFile(run))),
    };
    await page.getByLabel('run.json').setInputFiles(file);
    await page.getByText('300 of 300 cells').waitFor();
    expect(await page.getByTestId('left-out').count()).toBe(0);
    expect(wrongs).toEqual([]);
    await page.context().close();
  });

  test('shows a run without a cell, one without a measured cell, and one of equal cells, on every screen', async () => {
    const small = madeUpRun({ config: { blocks: 2, children: 2 } });
    const failed = madeUpRun({ config: { blocks: 1 }, failures: 1 });
    const equal = {
      ...small,
      log: small.log.map((record) => (record.type === 'train' ? { ...record, accuracy: 1, curve: [] } : record)),
    };
    for (const shown of [{ ...small, log: [] }, { ...small, log: [{ type: 'done' as const }] }, failed, equal]) {
      const { page, wrongs } = await open(fromDisk(`#run=${formatResult(shown).text}`));
      for (const name of screens) {
        await tab(page, name).click();
        await page.locator('main h1').waitFor();
      }
      expect(wrongs).toEqual([]);
      await page.context().close();
    }
  });

  test('a link that is refused, or fails while it is drawn, does not spoil the next', async () => {
    const { page, wrongs } = await open(fromDisk(''));
    const go = (text: string): Promise<void> =>
      page.evaluate((fragment) => void (location.hash = fragment), `run=${text}`);
    const level = 2 ** 32 - 1;
    const log = run.log.map((record, i) => (i === 0 && record.type === 'train' ? { ...record, level } : record));
    const forged = encodeResult({
      run: { ...run, log },
      dropped: ['surrogate', 'curves'],
      cells: trainRecords(run).length,
    });
    await go(forged);
    await page.getByText('level must be 1 to 5; got 4294967295').waitFor();
    await page.evaluate(() => {
      const { ResizeObserver } = globalThis;
      Object.assign(globalThis, {
        ResizeObserver: function fail() {
          Object.assign(globalThis, { ResizeObserver });
          throw new Error('the screen fails');
        },
      });
    });
    await go(link.text);
    await page.getByText('This cannot be shown. the screen fails.').waitFor();
    await go(formatResult(madeUpRun({ config: { blocks: 2, children: 3 } })).text);
    await page.getByText('39 of 39 cells').waitFor();
    await go(forged);
    await page.getByText('level must be 1 to 5; got 4294967295').waitFor();
    await go(link.text);
    await page.getByText('300 of 300 cells').waitFor();
    expect(wrongs).toEqual([]);
    await page.context().close();
  });
});
