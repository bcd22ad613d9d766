/** The built page in Firefox, which has no subgroups and tells late of finished work: a search to its end on WebGPU, on a software device. */
import { expect, test } from 'vitest';
import { launchFirefox } from '../support/firefox.ts';
import { TINY } from '../support/main-path.ts';
import { servePage } from '../support/page.ts';
import { TIMEOUT_MS } from '../support/search-page.ts';

test(
  'a search to its end in Firefox',
  async () => {
    const served = await servePage();
    const browser = await launchFirefox();
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(TIMEOUT_MS);
      const wrongs: string[] = [];
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) wrongs.push(message.text());
      });
      page.on('pageerror', (error) => wrongs.push(String(error)));
      await page.goto(`${served.url}#${TINY}`);
      await page.waitForSelector('button.start:enabled');
      const device = await page.$eval('.device-chip', (chip) => `${chip.textContent}: ${chip.getAttribute('title')}`);
      expect(device).toMatch(/WebGPU: The self-test passed/);
      await page.click('button.start');
      await page.waitForSelector('[data-testid=status][data-state=finished]');
      expect(await page.$eval('.run-progress', ({ textContent }) => textContent)).toContain('5 of 5');
      expect(await page.$eval('[data-testid=best]', ({ textContent }) => textContent)).toMatch(/^\d+\.\d\s%$/);
      expect(wrongs).toEqual([]);
    } finally {
      await browser.close();
      await served.close();
    }
  },
  2 * TIMEOUT_MS,
);
