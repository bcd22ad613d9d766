/** @file The built page on a local server, and a browser: there from before the first test of a file until after its last. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { servePage, type ServedPage } from './page.ts';

/** Longest that a build and a start may take, ms. */
const TIMEOUT_MS = 180_000;

/** To be read in tests only. */
export interface ServedBrowser extends Pick<ServedPage, 'url' | 'outDir'> {
  readonly browser: Browser;
}

export function servedBrowser(options?: Parameters<typeof launchChromium>[0]): ServedBrowser {
  let served: ServedPage;
  let browser: Browser;
  beforeAll(async () => {
    served = await servePage();
    browser = await launchChromium(options);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });
  return {
    get url() {
      return served.url;
    },
    get outDir() {
      return served.outDir;
    },
    get browser() {
      return browser;
    },
  };
}
