/**
 * The built page with runs that were made up and opened from files: every screen, wide and on a phone; two runs compared; one deleted and
 * taken back; titu1994's files dropped. And the page without WebGPU, in both ways that browsers lack it.
 */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { frontOfRun } from '../../src/contract/pareto.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { compact } from '../../src/ui/model/format.ts';
import { records } from '../support/cifar.ts';
import { TINY } from '../support/main-path.ts';
import { accessibilityProblems } from '../support/page.ts';
import { openPage, openRuns, tab } from '../support/opened-page.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const SCREENS = ['Search', 'Cell', 'Surrogate', 'Ranking', 'Runs', 'Teach'];
const MINUTES = 60_000;
const ONE_BLOCK = `${TINY}&B=1`;

const site = servedBrowser();

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describe('with runs', () => {
  test(
    'six places: seeds of a search are one, compared on one axis and told apart by words; one is deleted, taken back, deleted for good',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '');
      const seeded = (seed: number, more = {}) => {
        const run = madeUpRun({ seed, config: { seed, ...more } });
        return { ...run, head: { ...run.head, startedAt: `2026-11-2${seed}T10:24:31.000Z` } }; // the newest first
      };
      await openRuns(page, [seeded(1), seeded(2), seeded(3, { children: 4 })]);
      await tab(page, 'Runs').click();
      await page.getByText('Tick two to six to compare them').waitFor();
      const seeds = page.locator('.run-seeds summary');
      await expect.poll(() => seeds.innerText()).toMatch(/2 runs, seeds 2, 1\s+\d+\.\d.% mean best/);
      for (const box of await page.getByRole('checkbox', { name: /^Compare/ }).all()) await box.click();
      const compared = page.getByTestId('compare');
      await compared.getByRole('heading', { name: 'No gap is settled yet' }).waitFor();
      expect(await compared.locator('figure').count()).toBe(2);
      expect(await compared.getByRole('img').nth(1).getAttribute('aria-label')).toMatch(
        /^B, .*: mean best .*% to .*% by seed\.$/,
      );
      expect(await compared.locator('.seed-band').count()).toBe(1); // of one seed there is none
      await compared.getByRole('button', { name: 'Time' }).click();
      await compared.getByRole('radio', { name: 'Compare with B' }).click();
      expect(await compared.getByRole('row', { name: /^B / }).innerText()).toMatch(/2, 1.*± .*reference/s);
      expect(await compared.getByRole('row', { name: /^A / }).innerText()).toContain('no seed in common');
      expect(await compared.getByRole('row', { name: /^Children per level, K / }).innerText()).toMatch(/K\s+4\s+8/);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await overflow(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 1440, height: 900 });

      await seeds.click();
      const first = page.getByTestId('run-row').filter({ hasText: 'B 3, K 4' });
      await first.getByRole('button', { name: 'More' }).click();
      await first.getByLabel('Name').fill('Few children');
      await page.getByLabel('Tags').fill('monday, small'); // the row has another name by now
      await page.getByLabel('Tags').blur();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save run.json' }).click();
      expect((await saving).suggestedFilename()).toBe('Few-children.run.json');
      await page.getByRole('combobox', { name: 'Tag' }).selectOption('monday');
      expect(await page.getByTestId('run-row').count()).toBe(1);
      await page.getByRole('combobox', { name: 'Tag' }).selectOption('');
      await page.getByRole('combobox', { name: 'Sort' }).selectOption('name');
      await page.reload({ timeout: MINUTES });
      await tab(page, 'Runs').click();
      await page.getByTestId('run-row').filter({ hasText: 'Few children' }).filter({ hasText: 'small' }).waitFor();
      await page.locator('.run-seeds summary').click();

      const row = page.getByTestId('run-row').filter({ hasText: 'seed 2' });
      await row.getByRole('button', { name: 'Delete' }).click();
      expect(await page.getByTestId('run-row').count()).toBe(2);
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await page.getByTestId('run-row').count()).toBe(3);
      await page.locator('.run-seeds summary').click();
      await row.getByRole('button', { name: 'Delete' }).click();
      await page.getByText('is deleted with all its results').waitFor({ state: 'hidden', timeout: MINUTES }); // undone no more
      await page.reload({ timeout: MINUTES });
      await tab(page, 'Runs').click();
      await page.getByTestId('run-row').first().waitFor();
      const left = await page.getByTestId('run-row').allInnerTexts();
      expect(left.sort()).toEqual([expect.stringContaining('Few children'), expect.stringContaining('seed 1')]);
      expect(wrongs).toEqual([]);
      await context.close();
    },
    5 * MINUTES,
  );

  test(
    'titu1994’s files are plotted beside the run, all or none; keys and operators find cells',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '');
      await openRuns(page, [madeUpRun({ config: { blocks: 5, children: 4 } })]);
      await tab(page, 'Ranking').click();
      await page.locator('.table-scroll').waitFor();
      const table = await page.locator('.table-scroll').evaluate((box) => {
        const [head, row] = ['thead', '[data-testid=cell-row]'].map((part) => box.querySelector(part)!);
        const [room, all] = [box.querySelector('table')!.clientHeight - head!.clientHeight, box.scrollWidth];
        return {
          room,
          cut: all - box.clientWidth,
          rowHeight: row!.clientHeight,
          parts: box.querySelectorAll('*').length,
        };
      });
      expect(table.rowHeight).toBe(36); // as the list counts on
      expect(Math.abs(table.room - 52 * 36)).toBeLessThan(2); // of 52 cells, not all of which are drawn
      expect(await page.getByTestId('cell-row').count()).toBeLessThanOrEqual(30);
      expect(table.parts).toBeLessThan(1_000);
      expect(table.cut).toBe(0); // beside cells of five blocks
      await tab(page, 'Cell').click();
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page)).toBe(0);
        const graph = (await page.locator('.wide-graph svg').boundingBox())!;
        expect(graph.x).toBeGreaterThanOrEqual(0);
        expect(graph.x + graph.width).toBeLessThanOrEqual(width);
        const block = page.getByRole('button', { name: /block 0/ });
        await block.focus();
        await page.keyboard.press('Enter');
        await page.getByRole('heading', { name: /^Block 0/ }).waitFor();
        expect(await block.getAttribute('aria-pressed')).toBe('true');
      }
      expect(await page.locator('.wide-graph .cell-graph').count()).toBe(1); // flows down on a phone
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.setViewportSize({ width: 1440, height: 900 });
      await tab(page, 'Ranking').click();
      const text = (cells: readonly string[]): Buffer => Buffer.from(cells.join('\n'));
      const csv = (name: string, cells: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: text(cells) });
      const good = csv('train_history.csv', ['0.31,-1,5x5 dconv,-2,identity', '0.42,-1,3x3 conv,-1,identity']);
      const choose = page.locator('.score-files input[type=file]');
      await choose.setInputFiles([
        good,
        csv('scores_2.csv', ['0.5,-1,identity,-1,identity', 'x,-1,identity,-1,identity']),
      ]);
      await page.getByText('No file was taken. scores_2.csv, line 2: must begin with an accuracy').waitFor();
      expect(await page.locator('.file-chip').count()).toBe(0);

      const dropped = await page.evaluateHandle(
        (files) => {
          const transfer = new DataTransfer();
          for (const [name, content] of files) transfer.items.add(new File([content], name));
          return transfer;
        },
        [
          ['train_history.csv', good.buffer.toString()],
          ['scores_2.csv', '0.5,-1,7x7 dconv,-1,identity'],
        ] as [string, string][],
      );
      await page.locator('.ranking').dispatchEvent('drop', { dataTransfer: dropped });
      await page.locator('.file-chip').nth(1).waitFor();
      expect(await page.locator('.file-chip').allInnerTexts()).toEqual([
        expect.stringContaining('2 cells measured'),
        expect.stringContaining('1 cell predicted'),
      ]);
      await page.getByRole('button', { name: '5x5 dconv', exact: true }).click();
      expect(await page.getByTestId('cell-row').count()).toBe(1);
      expect(await page.getByTestId('cell-row').innerText()).toContain('train_history.csv');
      await page.locator('svg.plot').focus();
      for (let i = 0; i < 60; i++) await page.keyboard.press('ArrowRight'); // past the run's 52 cells, to the last file
      const pointed = page.locator('.pointed-cell');
      await pointed.getByText('line 1 of scores_2.csv').waitFor();
      expect(await pointed.getByRole('img').getAttribute('aria-label')).toContain('7x7 dconv');
      expect(await accessibilityProblems(page)).toEqual([]);
      await pointed.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('heading', { name: 'A cell of scores_2.csv' }).waitFor();

      await tab(page, 'Ranking').click();
      const run = Buffer.from(JSON.stringify(toRunFile(madeUpRun({}))));
      await choose.setInputFiles({ name: 'run.json', mimeType: 'application/json', buffer: run }); // is opened as in Runs
      await page.getByText('A copy of this run is kept here.').waitFor({ timeout: MINUTES });
      expect(wrongs).toEqual([]);
      await context.close();
    },
    5 * MINUTES,
  );

  test(
    'the finish asks whether the surrogate helped only where enough cells were measured to tell',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '');
      const question = page.getByText('Did the surrogate help?');
      for (const [children, asks] of [
        [3, 0],
        [8, 1],
      ] as const) {
        await openRuns(page, [madeUpRun({ seed: children, config: { seed: children, blocks: 2, children } })]);
        await tab(page, 'Search').click();
        await page.getByRole('heading', { name: 'What next' }).waitFor();
        expect(await question.count(), `${children} cells`).toBe(asks);
      }
      expect(wrongs).toEqual([]);
      await context.close();
    },
    2 * MINUTES,
  );

  test(
    'on a projector the steps are named over the levels, the bar holds its tabs, and the tables of Surrogate fit',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, 'projector=on', { width: 1280 });
      await openRuns(page, [madeUpRun({ config: { blocks: 3, children: 8 } })]);
      for (const width of [1440, 1280, 1024]) {
        await page.setViewportSize({ width, height: 768 });
        await tab(page, 'Search').click();
        for (const name of ['Grow and rank', 'Train and measure', 'Refit'])
          expect(await page.getByText(name, { exact: true }).isVisible(), `${width}: ${name}`).toBe(true);
        expect(await overflow(page), `${width}`).toBe(0);
        await tab(page, 'Surrogate').click();
        const tables = page.locator('.table-scroll');
        await tables.first().waitFor();
        const hidden = await tables.evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
        expect(hidden, `${width}`).toEqual([0, 0]);
      }
      expect(wrongs).toEqual([]);
      await context.close();
    },
    2 * MINUTES,
  );

  test(
    'cells are shown against what they cost, with their front; keys go along it, and the cost can be another',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '');
      const picked = madeUpRun({ config: { blocks: 3, children: 6, pareto: 'accuracy,parameters' } });
      await openRuns(page, [picked]);
      await tab(page, 'Ranking').click();
      await page.getByRole('heading', { name: 'Accuracy against cost' }).waitFor();
      const plot = page.getByRole('img', { name: /cells over parameters/ });
      const front = frontOfRun(picked, 'parameters');
      const circles = (await page.locator('.front-mark').getAttribute('d'))!.split('M').length - 1;
      expect(circles).toBe(front.length);
      await plot.focus();
      await page.keyboard.press('ArrowRight'); // to the cheapest, where the front begins
      const [cheapest] = front;
      await page.getByText(`${compact(cheapest!.cost)} parameters.`).waitFor();
      const pointed = page.locator('.pointed-cell');
      expect(await pointed.locator('.notation').innerText()).toBe(cheapest!.record.notation);
      const least = await plot.locator('.point-ring').getAttribute('cx');
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
      expect(Number(await plot.locator('.point-ring').getAttribute('cx'))).toBeGreaterThan(Number(least));
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('combobox', { name: 'Cost' }).selectOption('ms a training step');
      await page.getByRole('img', { name: /cells over ms/ }).waitFor();
      await page.getByRole('button', { name: 'Hide cost' }).click();
      await page.getByRole('heading', { name: 'In the order trained' }).waitFor();
      await page.getByRole('button', { name: 'Show against cost' }).click();
      await page.locator('svg.plot').focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^Cell \d+/ }).waitFor();
      expect(wrongs).toEqual([]);
      await context.close();
    },
    5 * MINUTES,
  );

  test(
    'a phone shows every screen without scrolling sideways, its controls in reach; axe finds nothing',
    async () => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '', { width: 390 });
      await page.locator('button.start:enabled').waitFor({ timeout: 2 * MINUTES });
      expect(await overflow(page)).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]); // the first visit, without WebGPU
      const whole = madeUpRun({ config: { blocks: 4, children: 16 } });
      await openRuns(page, [{ ...whole, log: whole.log.slice(0, -12) }]);
      for (const name of SCREENS) {
        await tab(page, name).click();
        await page.locator('main h1').first().waitFor({ timeout: MINUTES });
        expect(await overflow(page), name).toBe(0);
        expect(await accessibilityProblems(page), name).toEqual([]);
        const [last] = (await page.locator('.tabs-bottom button').all()).slice(-1);
        const box = (await last!.boundingBox())!;
        expect(box.y + box.height, name).toBeLessThanOrEqual(844);
        expect(Math.min(box.width, box.height), name).toBeGreaterThanOrEqual(44); // a thumb's
      }
      await tab(page, 'Search').click();
      await page.getByRole('button', { name: 'Resume' }).click();
      await page.getByText('The images of this run, 2,500 of sample, are not on this computer.').waitFor();
      for (const name of ['Resume', 'Step', 'New search']) {
        const box = (await page.getByRole('button', { name }).boundingBox())!;
        expect(box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, name).toBe(true);
      }
      await openRuns(page, [whole]);
      await tab(page, 'Search').click();
      await page.getByRole('heading', { name: 'The best, trained again' }).waitFor();
      for (const width of [390, 720, 1280]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await overflow(page), `a finished search, ${width} px`).toBe(0);
      }
      expect(wrongs).toEqual([]);
      await context.close();
    },
    5 * MINUTES,
  );
});

describe('without WebGPU', () => {
  test.each([
    ['gpu', 'this browser has no WebGPU', 'navigator.gpu is missing'],
    ['adapter', 'found no graphics adapter', 'offered by this browser, but not usable here'],
  ] as const)(
    '(%s) it says so, offers the tour, the viewer and the smallest preset, and trains on images that are then deleted',
    async (lack, why, check) => {
      const { page, context, wrongs } = await openPage(site.browser, site.url, '', { lack });
      await page.locator('button.start:enabled').waitFor({ timeout: 2 * MINUTES });
      await page.getByText('Details', { exact: true }).click();
      expect(await page.locator('.hero-words').innerText()).toContain(why);
      expect(await page.locator('.hero-words').innerText()).toMatch(
        /WebAssembly [\d.,]+ ms; WebGL not tried: it too runs on the processor here\./,
      );
      expect(await page.locator('.checks').innerText()).toContain(check);
      await expect.poll(() => page.locator('.hero-words').innerText()).toContain('the smallest preset is filled in');
      expect(await page.getByLabel('Blocks per cell, B').inputValue()).toBe('2');
      await page.getByRole('button', { name: 'Watch' }).click();
      await page.getByRole('heading', { name: 'What are we searching for?' }).waitFor({ timeout: MINUTES });
      const viewer = await context.newPage();
      await viewer.goto(`${site.url}viewer.html`, { timeout: MINUTES });
      await viewer.getByRole('heading', { name: 'Look at a shared search' }).waitFor();
      await viewer.close();

      await page.evaluate((hash) => (location.hash = hash), ONE_BLOCK);
      await expect.poll(() => page.getByLabel('Filters, F').inputValue()).toBe('2');
      const images = { name: 'data_batch_1.bin', mimeType: '', buffer: Buffer.concat(records(1000)) };
      await page.locator('.drop-zone input[type=file]').setInputFiles(images);
      await page.getByText('1,000 images are stored on this computer.').waitFor({ timeout: MINUTES });
      await page.getByRole('button', { name: 'Start', exact: true }).click();
      await page.locator('[data-testid=status][data-state=finished]').waitFor({ timeout: 6 * MINUTES });
      expect(await page.locator('.run-progress').innerText()).toContain('3 of 3');
      expect(await page.getByTestId('best').innerText()).toMatch(/^\d+\.\d.%$/);

      await page.getByRole('button', { name: 'New search' }).click();
      const picker = page.locator('.data-picker');
      expect(await picker.innerText()).toContain('CIFAR-10: 40 to train on');
      await picker.getByRole('button', { name: 'Delete these images' }).click();
      await picker.getByRole('button', { name: 'Delete', exact: true }).click();
      await page.getByText('The images are deleted.').waitFor({ timeout: MINUTES });
      expect(await picker.innerText()).toContain('Sample: 40 to train on');
      await tab(page, 'Runs').click();
      expect(await page.getByTestId('run-row').innerText()).toContain('CIFAR-10'); // what was measured is kept
      expect(wrongs).toEqual([]);
      await context.close();
    },
    10 * MINUTES,
  );
});
