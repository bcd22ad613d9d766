/**
 * From a finished search to a network in hand, in the built page on Chromium's software device: one press begins a final training, one of a tiny
 * network is judged, tried with a picture and saved.
 */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { answerOf } from '../../src/contract/answer.ts';
import { parseFinalLink } from '../../src/contract/link/final-link.ts';
import { testRecord } from '../../src/contract/final-outcome.ts';
import { parseModel } from '../../src/contract/model-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { predict } from '../../src/core/inference/forward.ts';
import { loadSample } from '../../workers/data/node/files.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';
import { TIMEOUT_MS } from '../support/search-page.ts';
import { servedBrowser } from '../support/served-browser.ts';
import { testedContext } from '../support/tested-context.ts';

const site = servedBrowser();

test('a finished search becomes a network that is judged, tried and saved', { timeout: 2 * TIMEOUT_MS }, async () => {
  const context = await testedContext(site.browser, site.url, { viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const wrongs: string[] = [];
  page.on('console', (message) => void (['error', 'warning'].includes(message.type()) && wrongs.push(message.text())));
  page.on('pageerror', (error) => wrongs.push(error.message));
  const status = (state: string) => page.locator(`[data-testid=final-status][data-state=${state}]`);
  const button = (name: string | RegExp) => page.getByRole('button', { name });

  const { head, log } = madeUpRun({ config: { blocks: 1, children: 4, operators: ['identity', '3x3 maxpool'] } });
  const run = { log, head: { ...head, data: (await loadSample()).identity } };
  await page.goto(`${site.url}#view=runs`);
  await page.setInputFiles('input[type=file]', { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(toRunFile(run))) }); // prettier-ignore
  await button('Train the final network').click();
  await status('running').waitFor();
  await button('Pause').click();
  await status('paused').waitFor();
  expect(await page.getByText('not read yet').count()).toBe(1);

  await button('New training').click();
  await page.getByText('The best cell of the search on show').waitFor();
  await page.getByText('Sizes', { exact: true }).click();
  const sizes = { Epochs: '4', 'Cells a stage, N': '1', 'Filters, F': '2', Images: '300' };
  for (const [name, value] of Object.entries(sizes)) {
    await page.getByRole('textbox', { name }).fill(value);
    await page.getByRole('textbox', { name }).press('Tab');
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  await button('Train it').click();
  await page.locator('.curve-judged').first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const accuracy = await page.getByTestId('test-accuracy').innerText();
  expect(accuracy).toMatch(/^\d+\.\d\u00a0%$/);
  await page.getByText('this run can’t read them again').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), button('ONNX').click()]);
  const { graph, card } = parseModel(await readFile(await download.path()));
  const { images, correct } = card.test!;
  expect(`${((100 * correct) / images).toFixed(1)}\u00a0%`).toBe(accuracy);
  expect(card.cell).toBe(answerOf(run)!.record.notation);

  await button('Share').click();
  const link = await page.getByRole('link', { name: 'See what they will see' }).getAttribute('href');
  const { run: shared } = await parseFinalLink(link!);
  expect(testRecord(shared.log)!.results[0]!.correct).toBe(correct);
  expect(await accessibilityProblems(page)).toEqual([]);
  const [file] = await Promise.all([page.waitForEvent('download'), button('Save final.json').click()]);
  await button('Close').last().click();
  await page.locator('.tabs:visible').getByRole('button', { name: 'Runs' }).click();
  const rows = page.getByTestId('final-row');
  await rows.nth(1).getByText('not finished').waitFor(); // the one that was paused
  await rows.nth(0).getByText(accuracy).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await rows.nth(1).getByRole('button', { name: 'Delete' }).click();
  await rows.nth(1).waitFor({ state: 'detached' });
  await page.setInputFiles('input[type=file]', await file.path().then(async (path) => ({ name: 'final.json', mimeType: 'application/json', buffer: await readFile(path) }))); // prettier-ignore
  await page.getByText('without its weights').waitFor(); // a copy
  expect(await page.getByTestId('test-accuracy').innerText()).toBe(accuracy);
  await page.locator('.tabs:visible').getByRole('button', { name: 'Runs' }).click();

  await rows.and(page.locator('.pointed')).getByRole('button', { name: 'Open' }).click();
  await button('Try it').click(); // of the copy
  await page.getByText('The weights of this network are not here').waitFor();
  await page.getByText('a file or a link has none').waitFor();
  await page.locator('.tabs:visible').getByRole('button', { name: 'Runs' }).click();
  await rows.and(page.locator(':not(.pointed)')).getByRole('button', { name: 'Open' }).click();
  await page.getByText('this run can’t read them again').waitFor();
  expect(await page.getByText('without its weights').count()).toBe(0);

  await button('Try it').click();
  await page.getByRole('heading', { name: 'Show it a picture' }).waitFor();
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 32, height: 32 } });
  await page.setInputFiles('input[accept="image/*"]', { name: 'corner.png', mimeType: 'image/png', buffer: picture });
  await page.getByRole('heading', { name: /^It says / }).waitFor();
  const seen = await page.locator('.try-preview canvas').evaluate((canvas) => {
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 32, 32);
    return [...data].filter((_, i) => i % 4 < 3);
  });
  const shares = [...predict(graph, seen)].map((share) => `${(100 * share).toFixed(1)}\u00a0%`);
  expect((await page.locator('.beliefs .number').allInnerTexts()).toSorted()).toEqual(shares.toSorted());
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(wrongs).toEqual([]);
  await context.close();
});
