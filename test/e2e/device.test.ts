/** How fast is this device? In the built page: links of others, a bench that is refused beside a search, begun and stopped. What it measures: `device-bench.gpu.test.ts`. */
import { expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems, servePage } from '../support/page.ts';
import { TIMEOUT_MS } from '../support/search-page.ts';
import { testedContext } from '../support/tested-context.ts';

const LINK = '#bench=1,AMD+Radeon+780M,Chrome+142,Windows,card,6.4,21.6,40,190,71,3.1,0.1.0,2026-11-28';

test(
  'a device of a link is shown and nothing starts; the bench needs the device for itself, and Esc stops it',
  async () => {
    const served = await servePage();
    const browser = await launchChromium();
    try {
      const context = await testedContext(browser, served.url, { viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      const wrongs: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) wrongs.push(message.text());
      });
      await page.goto(`${served.url}${LINK}`);
      await page.getByRole('row', { name: /AMD Radeon 780M.*Chrome 142, Windows.*21\.6/ }).waitFor();
      const paste = page.getByLabel('A link with #bench=');
      await paste.fill('#bench=1,broken');
      await paste.press('Enter');
      await page.getByText('must have 12 fields after its version; got 1').waitFor();
      await paste.fill(LINK.replace('780M', '890M'));
      await paste.press('Enter');
      await page.getByRole('row', { name: /890M/ }).waitFor();
      expect(await paste.inputValue()).toBe('');

      const measure = page.getByRole('button', { name: 'Measure' });
      await measure.and(page.locator(':enabled')).waitFor();
      expect(await page.locator('.bench-progress').innerText()).toBe('');
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await page.setViewportSize({ width: 1440, height: 900 });

      await page.evaluate(() => void navigator.locks.request('pnas-run-of-another-tab', () => new Promise((end) => addEventListener('free', end, { once: true })))); // prettier-ignore
      await measure.click();
      await page.getByText('pause the search first').waitFor();
      await page.evaluate(() => dispatchEvent(new Event('free')));
      await measure.click();
      await page.getByText(/^Measuring .* Esc stops\.$/).waitFor();
      await page.keyboard.press('Escape');
      await measure.waitFor();

      await page.locator('.tabs-top').getByRole('button', { name: 'Search' }).click();
      await page.locator('button.device-chip').press('Enter');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('How fast is this device?');
      expect(wrongs).toEqual([]);
    } finally {
      await browser.close();
      await served.close();
    }
  },
  TIMEOUT_MS,
);
