/** Shadow surrogates, cells by lot and a confirmed best on the built page: the Encoder LSTM is trained in the page's worker and picks nothing. */
import { expect, test } from 'vitest';
import type { LogRecord } from '../../src/contract/records.ts';
import { launchChromium } from '../support/chromium.ts';
import { TINY } from '../support/main-path.ts';
import { accessibilityProblems, servePage } from '../support/page.ts';
import { forgetRuns, openSearch, start, storedLog, TIMEOUT_MS, untilStatus } from '../support/search-page.ts';

const SETTINGS = `${TINY}&K=4&probes=4&confirmations=2&confirmationSeeds=2`.replace('K=2&', '');

test(
  'shadows predict what was trained, and the same children are trained without them',
  async () => {
    const served = await servePage();
    const browser = await launchChromium({ webgpu: false }); // thirty children: what is tested is the search, not the device
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const search = async (settings: string) => {
        const page = await openSearch(context, served.url, settings);
        page.setDefaultTimeout(TIMEOUT_MS);
        await start(page);
        await untilStatus(page, 'finished');
        return { page, log: await storedLog(page) };
      };
      const bare = await search(SETTINGS);
      await forgetRuns(bare.page);
      await bare.page.close();
      const { page, log } = await search(`${SETTINGS}&shadows=all`);
      const [rank] = log.flatMap((record) => (record.type === 'rank' ? [record] : []));
      expect([rank!.kept.length, rank!.probes]).toEqual([8, 4]);
      expect(rank!.shadows!.map(({ surrogate }) => surrogate)).toEqual(['lstm', 'parent', 'flops']);
      expect(new Set(rank!.shadows![0]!.predicted).size).toBeGreaterThan(1);
      expect(log.map(withoutTimes)).toEqual(bare.log.map(withoutTimes));

      const finish = page.getByTestId('finish');
      await finish.getByText('this one is best').waitFor();
      expect(await finish.getByTestId('best').innerText()).toMatch(/^\d+(\.\d)?\s%$/);
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.locator('.tabs-top').getByRole('button', { name: 'Surrogate' }).click();
      await page.getByText('4 picked, 4 by lot of').waitFor();
      const rows = page.getByTestId('shadows').getByRole('row');
      expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(['blend', 'LSTM', 'parent', 'size']);
      expect(await accessibilityProblems(page)).toEqual([]);
    } finally {
      await browser.close();
      await served.close();
    }
  },
  2 * TIMEOUT_MS,
);

/** A record without what differs from one search to the next of the same seed, and without shadows. */
function withoutTimes(record: LogRecord): object {
  const { shadows: _shadows, durationMs: _durationMs, ...rest } = record as LogRecord & Record<string, unknown>;
  return rest;
}
