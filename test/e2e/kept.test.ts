/** The built page in a real browser, with things in its store that cannot be read, stores of a newer version and of the first, and files that go bad after they were chosen. */
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRESETS } from '../../src/contract/presets.ts';
import { VERSION } from '../../workers/store/migrations.ts';
import version1 from '../fixtures/stores/version-1.json';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems, servePage, type ServedPage } from '../support/page.ts';
import { storedLog, TIMEOUT_MS } from '../support/search-page.ts';

const MINUTES = 60_000;

let served: ServedPage;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  served = await servePage();
  browser = await launchChromium({ webgpu: false }); // nothing is trained here
  folder = await mkdtemp(join(tmpdir(), 'pnas-kept-'));
});

afterAll(async () => {
  await browser?.close();
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  await page.goto(served.url);
  await page.locator('button.start:enabled').waitFor(); // the sample is in the store
  return page;
}

type Entry = readonly [store: string, value: object, key: string | readonly [string, number]];

/** Puts values into the page's store as they are. */
function put(page: Page, entries: readonly Entry[]): Promise<void> {
  return page.evaluate(
    (all) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('error', () => reject(opening.error as Error));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction(['runs', 'log', 'dataSets'], 'readwrite');
          for (const [store, value, key] of all) writing.objectStore(store).put(value, key as IDBValidKey);
          writing.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    entries,
  );
}

/** The only data set's key. */
function sampleHash(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('success', () => {
          const reading = opening.result.transaction('dataSets').objectStore('dataSets').getAllKeys();
          reading.addEventListener('success', () => {
            opening.result.close();
            resolve(String(reading.result[0]));
          });
        });
      }),
  );
}

const tab = (page: Page, name: string) => page.locator('.tabs-top').getByRole('button', { name });

test(
  'what cannot be read hides nothing else, is named where it would stand, and can be deleted',
  async () => {
    const page = await open();
    const head = {
      id: 'good',
      config: PRESETS.smoke,
      data: { name: 'sample', images: 2500, sha256: await sampleHash(page) },
      device: { backend: 'webgpu', description: 'a device', software: true },
      startedAt: '2026-01-02T03:04:05.000Z',
    };
    const cell = '-1,identity,-1,identity';
    const record = { type: 'train', notation: cell, level: 1, accuracy: 0.25, curve: [], durationMs: 1, parameters: 1 };
    await put(page, [
      ['runs', head, 'good'],
      ['log', record, ['good', 0]],
      ['log', { ...record, accuracy: 'much' }, ['good', 1]],
      ['log', record, ['good', 2]],
      ['runs', { ...head, config: {} }, 'bad'],
      ['dataSets', { name: 'CIFAR-10', images: 'many', sha256: 'cd'.repeat(32) }, 'cd'.repeat(32)],
    ]);
    await page.reload();

    await page.getByText('A data set kept on this computer cannot be read. storage: data set cdcdcdcdcdcd').waitFor();
    expect(await page.getByText(/1,500 to train on|Sample: /).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Delete it' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByTestId('unreadable').waitFor({ state: 'detached' });

    await tab(page, 'Runs').click();
    await page.getByText('A run kept on this computer cannot be read. storage: run bad: config').waitFor();
    const row = page.getByTestId('run-row');
    await row.getByText('A record of this run cannot be read and is left out. storage: run good, record 1').waitFor();
    expect(await row.innerText()).toContain('2 cells');
    expect(await accessibilityProblems(page)).toEqual([]);
    await row.getByRole('button', { name: 'Resume' }).click();
    await page.getByText('A search goes on from a whole log: under Runs this record can be deleted').waitFor();
    await tab(page, 'Runs').click();
    await row.getByRole('button', { name: 'Delete it and the 1 record after it' }).click();
    await row.getByRole('button', { name: 'Delete it and the 1 record after it' }).click();
    await row.getByTestId('unreadable').waitFor({ state: 'detached' });
    expect(await row.innerText()).toContain('1 cell');
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByTestId('unreadable').waitFor({ state: 'detached' });
    expect(await row.count()).toBe(1);
    await page.context().close();
  },
  TIMEOUT_MS,
);

test(
  'a file that changed or vanished after it was chosen is named as that',
  async () => {
    const page = await open();
    const path = join(folder, 'data_batch_1.bin');
    /** Chooses the file, lets it go bad, and drops it. */
    const drop = async (spoil: () => Promise<void>): Promise<void> => {
      await writeFile(path, new Uint8Array(3073));
      await page.evaluate(() => {
        document.getElementById('chosen')?.remove();
        document.body.append(Object.assign(document.createElement('input'), { type: 'file', id: 'chosen' }));
      });
      await page.locator('#chosen').setInputFiles(path);
      await page.waitForTimeout(1100); // a change within the second may not show in the time of the last one
      await spoil();
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(document.querySelector<HTMLInputElement>('#chosen')!.files![0]!);
        document.querySelector('.drop-zone')!.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
      });
    };
    await drop(() => writeFile(path, new Uint8Array(2 * 3073)));
    await page
      .getByText('data: data_batch_1.bin cannot be read any more: it was changed after it was chosen')
      .waitFor();
    await page.locator('.drop-zone input').waitFor({ state: 'attached' });
    await drop(() => unlink(path));
    await page.getByText('data: data_batch_1.bin is not there any more: it was moved, renamed or deleted').waitFor();
    await page.context().close();
  },
  TIMEOUT_MS,
);

test(
  'a store from a newer version is refused in plain words and left as it is',
  async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${served.url}favicon.svg`);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('progressive-nas', 99);
          opening.addEventListener('success', () => {
            opening.result.close();
            resolve();
          });
        }),
    );
    await page.goto(served.url);
    await page.getByText('a newer version of this page has been here').first().waitFor({ timeout: MINUTES });
    await context.close();
  },
  2 * MINUTES,
);

test(
  'a store of version 1: its run and its images are there',
  async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${served.url}favicon.svg`);
    await page.evaluate(putVersion1, version1);
    await page.goto(`${served.url}#view=runs`);
    await expect.poll(() => page.getByTestId('run-row').count(), { timeout: MINUTES }).toBe(version1.runs.length);
    const version = await page.evaluate(async () => (await indexedDB.databases())[0]!.version);
    expect(version).toBe(VERSION);
    expect((await storedLog(page)).slice(0, version1.log.length)).toEqual(version1.log.map(({ record }) => record));
    await page.locator('.tabs-top').getByRole('button', { name: 'Search' }).click();
    const { name } = version1.dataSets.find(({ identity }) => identity.name !== 'sample')!.identity;
    await page.getByRole('option', { name }).waitFor({ state: 'attached', timeout: MINUTES });
    await context.close();
  },
  3 * MINUTES,
);

/** Makes the store as version 1 of the page did; runs in the page. */
async function putVersion1({ runs, log, dataSets }: typeof version1): Promise<void> {
  const opening = indexedDB.open('progressive-nas', 1);
  await new Promise<void>((resolve) => {
    opening.addEventListener('upgradeneeded', () => {
      for (const name of ['runs', 'log', 'dataSets', 'images']) opening.result.createObjectStore(name);
    });
    opening.addEventListener('success', () => resolve());
  });
  const db = opening.result;
  const writing = db.transaction([...db.objectStoreNames], 'readwrite');
  for (const run of runs) writing.objectStore('runs').put(run, run.id);
  for (const { run, place, record } of log) writing.objectStore('log').put(record, [run, place]);
  for (const { identity, labels, pixel } of dataSets) {
    writing.objectStore('dataSets').put(identity, identity.sha256);
    const images = { labels: Uint8Array.from(labels), pixels: new Uint8Array(3072 * labels.length).fill(pixel) };
    writing.objectStore('images').put(images, identity.sha256);
  }
  await new Promise((resolve) => writing.addEventListener('complete', resolve));
  db.close();
}
