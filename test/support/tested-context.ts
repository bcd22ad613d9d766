/**
 * @file Browser contexts whose device has passed its self-test. A page tests a device that its store does not know, and on a software device that takes
 * longer than most of what a browser test then does: so the first page of a build tests it, and the others begin with its pass in their store.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';
import { TIMEOUT_MS } from './search-page.ts';

const CACHE = resolve('node_modules/.cache/passes');
/** Stands for the page's origin in what is kept: a pass names the worker that tested. */
const ORIGIN = 'origin:';

/** A context of its own storage, but for the pass. */
export async function testedContext(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const page = await (await fetch(url)).text(); // it names its files, whose names change with what is in them
  const file = join(CACHE, createHash('sha256').update(`${browser.version()} ${page}`).digest('hex'));
  const kept = await readFile(file, 'utf8').catch(() => keepPass(browser, url, file));
  const stored = JSON.parse(kept.replaceAll(ORIGIN, new URL(url).origin)) as Stored;
  return browser.newContext({ ...options, storageState: { cookies: [], origins: [stored] } });
}

/** What playwright tells of an origin; its types leave out the databases. */
interface Stored {
  readonly origin: string;
  readonly localStorage: { name: string; value: string }[];
  readonly indexedDB: readonly { readonly stores: readonly { readonly name: string; records: unknown[] }[] }[];
}

/** Has a page test its device, and keeps the pass; nothing else of its store. */
async function keepPass(browser: Browser, url: string, file: string): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url, { timeout: TIMEOUT_MS });
  await page.locator('button.start:enabled').waitFor({ timeout: TIMEOUT_MS });
  const { origins } = await context.storageState({ indexedDB: true });
  await context.close();
  const [stored] = origins as unknown as [Stored];
  for (const store of stored.indexedDB.flatMap(({ stores }) => stores)) {
    if (store.name !== 'passes') store.records = [];
    else if (store.records.length === 0) throw new Error('tests: a page whose device is tested must keep its pass');
  }
  const text = JSON.stringify({ ...stored, localStorage: [] }).replaceAll(stored.origin, ORIGIN);
  await mkdir(CACHE, { recursive: true });
  await writeFile(`${file}.${process.pid}`, text);
  await rename(`${file}.${process.pid}`, file);
  return text;
}
