/**
 * A search under way on the built page, on the processor: its first phase alone, the child's answers for a few images, its progress in the tab,
 * the screen kept on and word at its end, and marks and rows that show and open their cells.
 */
import { expect, test } from 'vitest';
import { TINY } from '../support/main-path.ts';
import { openPage, openRuns, tab } from '../support/opened-page.ts';
import { accessibilityProblems } from '../support/page.ts';
import { madeUpRun } from '../support/runs.ts';
import { servedBrowser } from '../support/served-browser.ts';

const MINUTES = 60_000;
/** Three children of some seconds each. */
const SETTINGS = `${TINY}&B=1&epochs=60`;

const site = servedBrowser();

test(
  'a search shows its answers and its progress, keeps the screen on, and tells its end',
  async () => {
    const { page, context, wrongs } = await openPage(site.browser, site.url, SETTINGS);
    await context.grantPermissions(['notifications']);
    await page.evaluate(() => {
      const told: string[] = ((globalThis as { told?: string[] }).told = []);
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      navigator.wakeLock.request = (type) => (told.push(`lock ${type}`), request(type));
      globalThis.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          told.push(`${title} ${options?.body}`);
        }
      };
    });
    const told = (): Promise<string[]> => page.evaluate(() => (globalThis as { told?: string[] }).told!);
    const before = await page.title();
    await page.locator('button.start:enabled').waitFor({ timeout: MINUTES });
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByRole('switch', { name: 'Screen on' }).click();
    await page.getByRole('switch', { name: 'Tell me at the end' }).click();
    await expect.poll(told, { timeout: MINUTES }).toEqual(['lock screen']);
    const guesses = page.getByTestId('guesses');
    await guesses.waitFor({ timeout: 2 * MINUTES });
    const shown = await guesses.evaluate((panel) => ({
      all: panel.querySelectorAll('li').length,
      right: panel.querySelectorAll('[role=img][aria-label$="right"]').length,
      text: (panel as HTMLElement).innerText,
    })); // at one time: they change once a second
    expect(shown.all).toBe(8);
    expect(shown.text).toContain(`8 validation images, ${shown.right} right`);
    const colours = await guesses.locator('canvas').evaluateAll((all) =>
      all.map((canvas) => {
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, 32, 32);
        return new Set(data).size;
      }),
    );
    expect(Math.min(...colours)).toBeGreaterThan(10); // photographs
    expect(await page.title()).toMatch(/^\d+\s% · Progressive NAS$/);
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/^data:image\/svg/);
    await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    await page.locator('[data-testid=status][data-state=finished]').waitFor({ timeout: 4 * MINUTES });
    await expect.poll(told).toEqual(['lock screen', expect.stringMatching(/^The search has ended Best so far \d+/)]);
    expect(await page.title()).toBe(before);
    expect(await guesses.count()).toBe(0);
    await tab(page, 'Runs').click();
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByLabel('Strategy').selectOption('random');
    await page.getByLabel('Seeds').fill('6, 7');
    await page.getByRole('button', { name: 'Queue', exact: true }).click();
    await page.getByText('1 search waits').waitFor({ timeout: MINUTES }); // the other has begun
    await expect.poll(() => page.getByTestId('run-row').count(), { timeout: 4 * MINUTES }).toBe(3); // one after the other
    await expect.poll(() => page.locator('.run-seeds summary').innerText()).toContain('seeds 7, 6');
    expect(wrongs).toEqual([]);
    await context.close();
  },
  8 * MINUTES,
);

test(
  'discs, tiles and rows show their cell by pointer and by key, and open it; it has one name',
  async () => {
    const { page, context, wrongs } = await openPage(site.browser, site.url, '');
    const whole = madeUpRun({ config: { blocks: 2, children: 12 } });
    await openRuns(page, [{ ...whole, log: whole.log.slice(0, -24) }]);
    const card = page.locator('.cell-card');
    const row = page.getByRole('region', { name: 'Level 1' });
    await row.locator('svg.tiles').hover({ position: { x: 6, y: 6 } });
    expect(await card.innerText()).toMatch(/^Cell 1, level 1/);
    await row.locator('.strip svg').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const name = (await card.innerText()).split('\n')[0]!;
    expect(name).toMatch(/^Cell \d+, level 1$/);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name }).waitFor();
    await tab(page, 'Search').click();
    const result = page.locator('.results').getByRole('button').first();
    await result.hover();
    const latest = (await card.innerText()).split('\n')[0]!;
    expect(latest).toMatch(/^Cell \d+, level 2$/);
    expect(await result.innerText()).toBe(latest.replace(/, .*/, '').toLowerCase());
    await page.mouse.move(2, 2);
    expect(await card.count()).toBe(0);
    await tab(page, 'Surrogate').click();
    await page.locator('.agreement-panel svg[tabindex]').first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await card.innerText()).toMatch(/^Cell \d+, level 2/);
    await page.keyboard.press('Escape');
    expect(await card.count()).toBe(0);
    expect(wrongs).toEqual([]);
    await context.close();
  },
  4 * MINUTES,
);
