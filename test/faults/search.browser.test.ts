/**
 * Faults on purpose in Chromium, with the page's real worker, device and store: at random times of a search its tab is killed, its worker is
 * killed, its device is destroyed. Its log must end as the undisturbed one's. `FAULTS` is the number of faults of each kind (not run
 * unless set; a fault takes about a minute on a software device), `FAULT` the only kind (tab, worker or device).
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IncidentReason } from '../../src/contract/failures.ts';
import type { LogRecord, OutcomeRecord } from '../../src/contract/records.ts';
import { stream } from '../../src/core/random/rng.ts';
import { launchChromium } from '../support/chromium.ts';
import { essence, incidentsOf } from '../support/log.ts';
import { TINY } from '../support/main-path.ts';
import { servePage, type ServedPage } from '../support/page.ts';
import { forgetRuns, openSearch, TIMEOUT_MS, start, storedLog, untilStatus } from '../support/search-page.ts';
import { testedContext } from '../support/tested-context.ts';

const POINTS = Number(process.env['FAULTS'] ?? 0);
const KIND = process.env['FAULT'] ?? '';
const random = stream(Number(process.env['FAULTS_SEED'] ?? 1), 'faults in the browser');
const SETTINGS = `${TINY}&epochs=3`;
const MINUTES = 60_000;

let served: ServedPage;
let browser: Browser;
let whole: readonly OutcomeRecord[];
/** How long the undisturbed search took for each child, ms. */
let childMs: number;

beforeAll(async () => {
  if (POINTS === 0) return;
  served = await servePage();
  browser = await launchChromium();
  const context = await testedContext(browser, served.url);
  const page = await openSearch(context, served.url, SETTINGS);
  await start(page);
  const started = performance.now();
  await untilStatus(page, 'finished');
  whole = essence(await storedLog(page));
  const children = whole.filter(({ type }) => type === 'train').length;
  childMs = (performance.now() - started) / children;
  expect(children).toBe(5);
  await context.close();
}, 5 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

interface Fault {
  readonly name: string;
  /** What the log says of it. */
  readonly reason: IncidentReason;
  /** Does it; resolves with a page on which the search goes on. */
  strike(page: Page, context: BrowserContext): Promise<Page>;
}

/** The tab is closed, or its process crashes. */
const killTab: Fault = {
  name: 'tab',
  reason: 'killed',
  strike: async (page, context) => {
    if (random.uniform() < 0.5) {
      const session = await context.newCDPSession(page);
      session.send('Page.crash').catch(() => {}); // never answered
      await page.waitForEvent('crash');
    }
    await page.close();
    const fresh = await openSearch(context, served.url, SETTINGS);
    const goOn = fresh.getByRole('button', { name: 'Continue' });
    if (!isOver(await storedLog(fresh))) await goOn.click({ timeout: TIMEOUT_MS }); // it may have ended before it was hit
    return fresh;
  },
};

/** The worker ends without a word, or by an error that nothing in it catches. */
const killWorker: Fault = {
  name: 'worker',
  reason: 'worker-crash',
  strike: async (page) => {
    const worker = page.workers()[0]!;
    const ended = worker.waitForEvent('close');
    await (random.uniform() < 0.5
      ? worker.evaluate(() => void setTimeout(() => close()))
      : worker.evaluate(
          () =>
            void setTimeout(() => {
              throw new Error('on purpose');
            }),
        ));
    await ended;
    return page;
  },
};

/** The device is destroyed when it is next given work. */
const destroyDevice: Fault = {
  name: 'device',
  reason: 'device-lost',
  strike: async (page) => {
    await page.workers()[0]!.evaluate(() => {
      const { prototype } = GPUDevice;
      const { createCommandEncoder } = prototype;
      prototype.createCommandEncoder = function (descriptor) {
        prototype.createCommandEncoder = createCommandEncoder;
        this.destroy();
        return createCommandEncoder.call(this, descriptor);
      };
    });
    return page;
  },
};

/** What befell the run but for a page that was hidden, which one that closes is first. */
const faultsOf = (log: readonly LogRecord[]): string[] => incidentsOf(log).filter((reason) => reason !== 'hidden');
const cellsOf = (log: readonly LogRecord[]): string[] =>
  log.flatMap((record) => (record.type === 'train' ? [record.notation] : []));
const trainedOf = (log: readonly LogRecord[]): number => log.filter(({ type }) => type === 'train').length;
const isOver = (log: readonly LogRecord[]): boolean => log.at(-1)?.type === 'done';

/** Waits until the stored log is as asked for, or the search is over; returns it. */
async function untilLog(page: Page, isSo: (log: readonly LogRecord[]) => boolean): Promise<LogRecord[]> {
  const end = performance.now() + TIMEOUT_MS;
  for (;;) {
    const log = await storedLog(page);
    if (isSo(log) || isOver(log)) return log;
    if (performance.now() > end) throw new Error(`the search stands still: ${await page.locator('body').innerText()}`);
    await page.waitForTimeout(100);
  }
}

/**
 * Runs searches until each of these faults has hit `POINTS` times, at random times and in random order. No child is hit twice by what its log
 * tells, or it would be given up.
 */
async function disturb(faults: readonly Fault[]): Promise<void> {
  let waiting = random.shuffle(faults.flatMap((fault) => Array<Fault>(POINTS).fill(fault)));
  const context = await testedContext(browser, served.url);
  const figures = { faults: waiting.length, searches: 0, lost: 0, twice: 0 };
  const started = performance.now();
  while (waiting.length > 0) {
    let page = await openSearch(context, served.url, SETTINGS);
    await start(page);
    const told: string[] = [];
    for (let log = await storedLog(page); waiting.length > 0 && !isOver(log);) {
      await page.waitForTimeout(childMs * random.uniform());
      const fault = waiting[0]!;
      page = await fault.strike(page, context);
      log = await untilLog(page, (now) => faultsOf(now).length > told.length);
      if (faultsOf(log).length === told.length) break; // it was over before it was hit
      told.push(fault.reason);
      waiting = waiting.slice(1);
      const trained = trainedOf((log = await storedLog(page)));
      log = await untilLog(page, (now) => trainedOf(now) > trained);
    }
    const log = await untilLog(page, isOver);
    const cells = new Set(cellsOf(log));
    figures.searches++;
    figures.lost += cellsOf(whole).filter((cell) => !cells.has(cell)).length;
    figures.twice += cellsOf(log).length - cells.size;
    expect(essence(log)).toEqual(whole);
    expect(faultsOf(log)).toEqual(told);
    await forgetRuns(page);
    await page.close();
  }
  await context.close();
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${faults.map(({ name }) => name).join(', ')}: ${JSON.stringify({ ...figures, seconds })}\n`);
}

describe.skipIf(process.env['FAULTS'] === undefined)(
  'in the browser, after a fault the log is as if nothing had been',
  () => {
    test(
      'the tab killed, the worker killed, the device destroyed at any time',
      () => disturb([killTab, killWorker, destroyDevice].filter(({ name }) => name.includes(KIND))),
      (4 + 3 * POINTS) * MINUTES,
    );

    test(
      'a second tab may look and not write',
      async () => {
        const context = await testedContext(browser, served.url);
        const first = await openSearch(context, served.url, SETTINGS);
        await start(first);
        const second = await openSearch(context, served.url, SETTINGS);
        await second.getByRole('button', { name: 'Continue' }).click({ timeout: TIMEOUT_MS });
        await second.getByText('this run goes on in another tab').waitFor({ timeout: TIMEOUT_MS });

        expect(essence(await untilLog(first, isOver))).toEqual(whole);
        await context.close();
      },
      10 * MINUTES,
    );
  },
);
