/** The built page under its Content-Security-Policy, in a real browser, on every backend: nothing it does is refused, and what it never does is. */
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { TINY } from '../support/main-path.ts';
import { servedBrowser } from '../support/served-browser.ts';
import { testedContext } from '../support/tested-context.ts';
import { TIMEOUT_MS, start, untilStatus } from '../support/search-page.ts';

const site = servedBrowser();

/** The page, and what its policy refused or its console complained of. */
async function open(context: BrowserContext): Promise<{ page: Page; refused: string[] }> {
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text());
  });
  page.on('pageerror', ({ message }) => refused.push(message));
  await page.exposeFunction('noteRefusal', (what: string) => refused.push(what));
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      (globalThis as unknown as { noteRefusal(what: string): void }).noteRefusal(`${violatedDirective} ${blockedURI}`);
    }),
  );
  await page.goto(`${site.url}#${TINY}`);
  return { page, refused };
}

const tab = (page: Page, name: string) => page.locator('.tabs-top').getByRole('button', { name });

test(
  'on WebGPU: a whole search, all screens and a saved plot; then it refuses other origins, inline scripts and styles',
  async () => {
    const context = await testedContext(site.browser, site.url, { viewport: { width: 1440, height: 900 } });
    const { page, refused } = await open(context);
    expect(await page.evaluate(() => document.fonts.load('16px "Geist Variable"').then((fonts) => fonts.length))).toBe(
      1,
    );
    await start(page);
    await untilStatus(page, 'finished');
    for (const name of ['Cell', 'Surrogate', 'Runs', 'Teach', 'Search', 'Ranking']) {
      await tab(page, name).click();
      await page.getByRole('heading').first().waitFor();
    }
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG', exact: true }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe('ranking.png');
    expect(refused).toEqual([]);

    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.isRun = true';
      document.body.append(script);
      const styled = document.createElement('p');
      styled.setAttribute('style', 'color: red');
      const fetched = await fetch('https://elsewhere.invalid/').then(
        () => true,
        () => false,
      );
      return { fetched, isRun: 'isRun' in globalThis, colour: styled.style.color };
    });
    expect(outcome).toEqual({ fetched: false, isRun: false, colour: '' });
    const directives = ['connect-src https://elsewhere.invalid/', 'script-src-elem inline', 'style-src-attr inline'];
    await expect.poll(() => refused).toEqual(expect.arrayContaining(directives));
    await context.close();
  },
  TIMEOUT_MS,
);

/** What a worker lacks, so that the fallback is the one that is meant; WebGL must not say that it too runs on the processor. */
const NO_WEBGPU = "Object.defineProperty(navigator, 'gpu', { value: undefined });";
const NO_WASM = 'globalThis.WebAssembly = undefined;';
const HIDE_RENDERER =
  'const own = WebGL2RenderingContext.prototype.getExtension; WebGL2RenderingContext.prototype.getExtension = function (name) { return /renderer_info/.test(name) ? null : own.call(this, name); };';
const FALLBACKS = [
  ['WebAssembly', NO_WEBGPU],
  ['WebGL', NO_WEBGPU + NO_WASM + HIDE_RENDERER],
  ['cpu', `${NO_WEBGPU}${NO_WASM}globalThis.OffscreenCanvas = undefined;`],
] as const;

describe('on a fallback backend', () => {
  test.each(FALLBACKS)(
    '%s: the device opens and nothing is refused',
    async (name, prelude) => {
      const context = await site.browser.newContext({ serviceWorkers: 'block' });
      await context.route('**/search.worker-*.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: `${prelude}\n${await response.text()}` });
      });
      const { page, refused } = await open(context);
      await page.locator('button.start:enabled').waitFor();
      expect(await page.locator('.device-chip').innerText()).toContain(name);
      expect(refused.filter((text) => !/service ?worker/i.test(text))).toEqual([]); // which is blocked here
      await context.close();
    },
    TIMEOUT_MS,
  );
});
