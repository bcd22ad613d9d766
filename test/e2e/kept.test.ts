/** The built page in a real browser, with things in its store that cannot be read, and files that go bad after they were chosen. */
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRESETS } from '../../src/contract/presets.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems, servePage, type ServedPage } from '../support/page.ts';
import { TIMEOUT_MS } from '../support/search-page.ts';

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
