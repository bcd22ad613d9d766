/** The tour on the built page: its game by keyboard, what it keeps covered, every picture touched; and beside a search that runs. */
import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { gameOf, scoresOf } from '../../src/ui/model/tour/game.ts';
import { lessonOf } from '../../src/ui/model/tour/lesson.ts';
import { raceOf } from '../../src/build/race.ts';
import { TINY } from '../support/main-path.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;
const lesson = lessonOf(parseRunFile(await readFile('public/tour.json', 'utf8'), 'tour.json'))!;
const FIRST_LEVEL = lesson.levels[0]!.children.length;
const NO_WEBGPU = `Object.defineProperty(Object.getPrototypeOf(navigator), 'gpu', { value: undefined });`;

const site = servedBrowser({ webgpu: false });

async function open(
  fragment: string,
  { width = 1440, motion = 'reduce' as 'reduce' | 'no-preference' } = {},
): Promise<{ page: Page; context: BrowserContext; wrongs: string[] }> {
  const context = await site.browser.newContext({
    viewport: { width, height: 900 },
    serviceWorkers: 'block',
    reducedMotion: motion,
  });
  await context.addInitScript(NO_WEBGPU);
  const page = await context.newPage();
  const wrongs: string[] = [];
  page.on('pageerror', (error) => wrongs.push(error.message));
  await page.goto(`${site.url}#${fragment}`, { timeout: 2 * MINUTES });
  return { page, context, wrongs };
}

const focusedText = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => document.activeElement?.textContent ?? undefined);

test(
  'the game is played by keyboard alone; predictions are not in the page before the reveal, and the score is told',
  async () => {
    const { page, context, wrongs } = await open('view=teach&step=5', { motion: 'no-preference' });
    const cards = page.locator('.game-card');
    await cards.first().waitFor({ timeout: MINUTES });
    expect(await cards.count()).toBe(12);
    const drawn = await cards.evaluateAll((all) =>
      all.map((card) => {
        const marks = [...card.querySelectorAll('.cell-sketch use, .cell-sketch text')];
        return marks.map((mark) => mark.getAttribute('href') ?? mark.textContent).join(' ');
      }),
    );
    expect(new Set(drawn).size).toBe(12); // no two look alike, though several have the same operators
    expect(await page.locator('.tour').locator('.diamond, .travels, .number.predicted').count()).toBe(0);
    await cards.first().focus();
    for (const key of ['Space', 'ArrowRight', 'Space', 'ArrowDown', 'Space', 'ArrowRight', 'Space'])
      await page.keyboard.press(key);
    await page.getByText('Three are chosen. Press one of them to free it first.').waitFor(); // at the fourth
    expect(await page.locator('.game-card[aria-pressed=true]').count()).toBe(3);
    await page.getByRole('button', { name: 'Show what happened' }).focus();
    await page.keyboard.press('Enter');
    const score = page.locator('.game-score');
    await score.waitFor({ timeout: MINUTES });
    await expect.poll(() => focusedText(page)).toMatch(/surrogate/i); // the heading has the focus
    expect(await score.locator('tbody tr').count()).toBe(3);
    await page
      .getByText(/±\d\.\d points from one training of a cell to the next, ±\d\.\d from which 500 images/)
      .waitFor();
    const lot = scoresOf(gameOf(lesson)!, undefined).lot.hits;
    expect(await score.locator('tr.lot').innerText()).toMatch(new RegExp(`^By lot\\s+${Number(lot.toFixed(2))}\\s`));
    const order = await page.locator('.game-body .game-row .number.predicted').allInnerTexts();
    expect(order).toHaveLength(12);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Guess again' }).click();
    await cards.first().waitFor();
    await page.getByRole('button', { name: 'Show it without a guess' }).click();
    await score.waitFor({ timeout: MINUTES });
    expect(await score.locator('tr.reader').count()).toBe(0);
    expect(wrongs).toEqual([]);
    await context.close();
  },
  3 * MINUTES,
);

test(
  'every picture answers a touch; play and text stay together; a phone has nothing cut',
  async () => {
    const { page, context, wrongs } = await open('view=teach');
    const panel = page.locator('.tour-panel h2');
    await page.locator('.first-grid').click({ position: { x: 70, y: 40 } });
    expect(await panel.innerText()).toMatch(/^cell \d+ level 1$/);
    expect(await page.locator('.panel-figures .measured').innerText()).toBe('not yet');
    const first = await panel.innerText();
    await page.locator('.first-grid').focus();
    await page.keyboard.press('ArrowDown');
    expect(await panel.innerText()).not.toBe(first);
    await page.getByRole('button', { name: /^Next/ }).click();
    await expect.poll(() => focusedText(page)).toBe('Train the simplest ones'); // who reads on by keyboard does not lose the place
    await page.getByText(`Level 1: ${FIRST_LEVEL} of ${FIRST_LEVEL} measured`).waitFor();
    const shades = await page
      .locator('.first-grid rect')
      .evaluateAll((squares) => new Set(squares.map((square) => getComputedStyle(square).fill)).size);
    expect(shades).toBeGreaterThan(1); // as their accuracies are
    await page.getByLabel('Place in the recorded run').fill(String(lesson.steps[6]!.to)); // near its end: the text follows
    await page.getByRole('heading', { name: 'And again, one block larger' }).waitFor();
    expect(page.url()).toMatch(/step=7$/);
    await page.evaluate(() => (location.hash = 'view=teach&step=4'));
    await page.locator('.lesson').getByText('of them are the same design as another one').waitFor();
    await page.locator('.growth-grid svg').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.getByText(/^The same design as cell 1 with the block/).waitFor();
    await page.getByRole('button', { name: 'Show as a table' }).click();
    expect(await page.locator('.tour .data-table tbody tr').count()).toBe(FIRST_LEVEL);

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Show as a picture' }).click();
    for (let step = 1; step <= 8; step++) {
      await page.evaluate((at) => (location.hash = `view=teach&step=${at}`), step);
      await page.getByText(`${step} of 8`, { exact: true }).waitFor();
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `step ${step}`).toBe(0);
      expect(await accessibilityProblems(page), `step ${step}`).toEqual([]);
      const names = page.locator('.tour-levels span');
      expect(await names.evaluateAll((all) => all.some((one) => one.scrollWidth > one.clientWidth))).toBe(false);
    }
    expect(wrongs).toEqual([]);
    await context.close();
  },
  3 * MINUTES,
);

test(
  'the race ends with a verdict, settings to try and a quiz of five questions',
  async () => {
    const race = raceOf(
      [1, 2, 3].flatMap((seed) =>
        (['pnas', 'random', 'evolution'] as const).map((strategy, i) => {
          const run = madeUpRun({ seed: seed + 10 * i, config: { seed, blocks: 2, children: 6, confirmations: 2 } });
          return { ...run, head: { ...run.head, config: { ...run.head.config, strategy } } };
        }),
      ),
    );
    const { page, context, wrongs } = await open('view=teach&step=1');
    const recorded = JSON.parse(await readFile('public/tour.json', 'utf8')) as object;
    const body = JSON.stringify({ ...recorded, race });
    await context.route('**/tour.json', (route) => route.fulfill({ body }));
    await page.reload({ timeout: 2 * MINUTES });
    await page.locator('.first-grid').waitFor({ timeout: MINUTES });
    await page.evaluate(() => (location.hash = 'view=teach&step=8'));
    await page.locator('.race svg').waitFor();
    expect(await page.locator('.race-lines .lane').count()).toBe(3);
    expect(await page.locator('.race-leads').innerText()).toMatch(/^PNAS minus random\s+[+−]?\d+\.\d points, /);
    const verdict =
      /(Here|Too close to call:) PNAS’s confirmed best is (\d+\.\d points (above|below)|level with) random and .+(luck|too little)/;
    expect(await page.locator('.lesson b').allInnerTexts()).toContainEqual(expect.stringMatching(verdict));
    expect(await page.locator('.handout').textContent()).toMatch(verdict); // on paper, too
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'PNAS minus random' }).click();
    expect(await page.locator('.race-lines .lane.faded').getAttribute('class')).toBe('lane lane-other faded');
    await page.getByRole('button', { name: 'PNAS minus random' }).click();
    expect(await page.locator('.faded').count()).toBe(0);
    await page.getByRole('button', { name: 'Show as a table' }).click();
    expect(await page.locator('.race-stage tbody tr').count()).toBe(3);
    await page.getByRole('button', { name: 'Quiz: five questions' }).click();
    for (let question = 1; question <= 5; question++) {
      await page.locator('.quiz-choices input').first().check();
      await page.getByRole('button', { name: 'Check' }).click();
      expect(await page.locator('.quiz-why').innerText()).toMatch(/^(Right|Not quite)\. \w/);
      await page.getByRole('button', { name: question < 5 ? 'Next question' : 'Finish' }).click();
    }
    await page.getByRole('heading', { name: 'One of five right.' }).waitFor(); // of the first choices, one is
    await page.getByRole('button', { name: 'Leave the quiz' }).click();
    await page.getByRole('button', { name: 'Try it: start with these settings' }).click();
    await expect.poll(() => page.getByLabel('Blocks per cell, B').inputValue(), { timeout: MINUTES }).toBe('2');
    expect(await page.getByTestId('status').count()).toBe(0); // nothing has started
    expect(wrongs).toEqual([]);
    await context.close();
  },
  4 * MINUTES,
);

test(
  'is open while a search runs, which goes on to its end',
  async () => {
    const settings = `${TINY}&B=1`;
    const { page, context, wrongs } = await open(settings);
    await page.locator('button.start:enabled').waitFor({ timeout: 3 * MINUTES });
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByTestId('status').waitFor({ timeout: 2 * MINUTES });
    const tab = (name: string) => page.locator('.tabs-top').getByRole('button', { name });
    await tab('Teach').click();
    await page.locator('.first-grid').waitFor({ timeout: MINUTES });
    await page.getByRole('button', { name: /^Next/ }).click();
    await tab('Search').click();
    await page.locator('[data-testid=status][data-state=finished]').waitFor({ timeout: 4 * MINUTES });
    expect(await page.locator('.run-progress').innerText()).toContain('3 of 3');
    expect(wrongs).toEqual([]);
    await context.close();
  },
  8 * MINUTES,
);
