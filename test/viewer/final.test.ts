/** The built page that shows a final training, in a real browser, opened from the disk, without storage, workers or requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toFinalFile } from '../../src/contract/final-file.ts';
import { formatFinal } from '../../src/contract/link/final-link.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { finalRun } from '../support/final-run.ts';
import { accessibilityProblems } from '../support/page.ts';

const run = finalRun();
let outDir: string;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'pnas-final-'));
  await writeBuiltPage(outDir);
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  await rm(outDir, { recursive: true, force: true });
});

test('shows a final training from a link and from its file, and says why another is none', async () => {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const wrongs: string[] = [];
  page.on('console', (message) => wrongs.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrongs.push(error.message));
  page.on('request', (request) => {
    if (!/final\.html|^data:|^blob:/.test(request.url())) wrongs.push(`request to ${request.url()}`);
  });
  const address = pathToFileURL(join(outDir, 'final.html')).href;
  const { text } = await formatFinal(run, 'Ours against a random cell');
  await page.goto(`${address}#final=${text}`);
  await page.getByText('Ours against a random cell').waitFor();
  const accuracy = page.getByTestId('test-accuracy');
  expect(await accuracy.innerText()).toBe('70.0\u00a0%');
  expect(await page.getByTestId('controls').locator('tbody tr').count()).toBe(2);
  expect(await accessibilityProblems(page)).toEqual([]);

  await page.goto(`${address}#final=${text.slice(0, -1)}`);
  await page.getByText('This cannot be shown.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const choose = (name: string, content: unknown): Promise<void> =>
    page.setInputFiles('input[type=file]', { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) }); // prettier-ignore
  await choose('run.json', { format: 'pnas-run' });
  await page.getByText('viewer.html opens run.json').waitFor();
  const begun = { ...run, log: run.log.slice(0, 2) };
  await choose('final.json', toFinalFile(begun));
  await page.getByRole('heading', { name: 'This training had not ended' }).waitFor();
  expect(await page.locator('.network-square').allInnerTexts()).toHaveLength(4);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(wrongs).toEqual([]);
});
