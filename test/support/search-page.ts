/** @file A search on the built page: started, watched, and its log as IndexedDB has it. */
import type { BrowserContext, Page } from 'playwright-core';
import type { LogRecord } from '../../src/contract/records.ts';

/** Longest that a page may take for anything here: a software device beside other work. */
export const TIMEOUT_MS = 300_000;

/** Opens the page with these settings. */
export async function openSearch(context: BrowserContext, url: string, settings: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}#${settings}`);
  return page;
}

export const untilStatus = (page: Page, state: string): Promise<void> =>
  page.locator(`[data-testid=status][data-state=${state}]`).waitFor({ timeout: TIMEOUT_MS });

/** Presses Start when the page is ready for it. */
export async function start(page: Page): Promise<void> {
  await page.locator('button.start:enabled').waitFor({ timeout: TIMEOUT_MS });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByTestId('status').waitFor({ timeout: TIMEOUT_MS }); // by then a small search may be over
}

/**
 * Holds the search of a page on WebGPU, at once or after its next record, by letting the device's answers wait: what a test does then comes in the middle of a
 * child, however fast the device is.
 * @returns lets the search go on.
 */
export async function holdSearch(page: Page, from: 'now' | 'record' = 'record'): Promise<() => Promise<void>> {
  const worker = page.workers()[0]!;
  await worker.evaluate(holdAnswers, from);
  return () => worker.evaluate(() => (globalThis as unknown as Held).goOn());
}

/** What {@link holdAnswers} leaves in the worker. */
interface Held {
  goOn(): void;
}

/** Runs in the worker. */
function holdAnswers(from: 'now' | 'record'): void {
  const { add } = IDBObjectStore.prototype;
  const { mapAsync } = GPUBuffer.prototype;
  let held = Promise.resolve();
  const hold = (): void => void (held = new Promise((resolve) => ((globalThis as unknown as Held).goOn = resolve)));
  if (from === 'now') hold();
  IDBObjectStore.prototype.add = function (...values) {
    if (this.name === 'log') {
      IDBObjectStore.prototype.add = add;
      if (from === 'record') hold();
    }
    return add.apply(this, values);
  };
  GPUBuffer.prototype.mapAsync = async function (...values) {
    await held;
    return mapAsync.apply(this, values);
  };
}

/**
 * Holds the search of a page on any backend once its next record is stored, by keeping from its worker that it is: the tab searches on for as long as
 * a test needs, and in no time at all.
 * @returns lets the search go on.
 */
export async function holdStoredRecord(page: Page): Promise<() => Promise<void>> {
  const worker = page.workers()[0]!;
  await worker.evaluate(holdCompletion);
  return () => worker.evaluate(() => (globalThis as unknown as Held).goOn());
}

/** Runs in the worker. */
function holdCompletion(): void {
  const { add } = IDBObjectStore.prototype;
  const { addEventListener } = IDBTransaction.prototype;
  let storing: IDBTransaction | undefined;
  const held = new Promise<void>((resolve) => ((globalThis as unknown as Held).goOn = resolve));
  IDBObjectStore.prototype.add = function (...values) {
    if (this.name === 'log') storing ??= this.transaction;
    return add.apply(this, values);
  };
  IDBTransaction.prototype.addEventListener = function (type: string, listener: EventListener): void {
    const waiting = (event: Event): void =>
      void (this === storing ? held : Promise.resolve()).then(() => listener(event));
    addEventListener.call(this, type, type === 'complete' ? waiting : listener);
  };
}

/** The log of the only run, as the store has it now. */
export function storedLog(page: Page): Promise<LogRecord[]> {
  return page.evaluate(
    () =>
      new Promise<LogRecord[]>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('log').objectStore('log').getAll();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(reading.result as LogRecord[]);
          });
        });
      }),
  );
}

/** Empties the store of runs; data sets stay. */
export function forgetRuns(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const names = ['runs', 'log', 'checkpoints'];
          const emptying = opening.result.transaction(names, 'readwrite');
          for (const name of names) emptying.objectStore(name).clear();
          emptying.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
  );
}
