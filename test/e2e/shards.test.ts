/** @file A class without a server, in the built page: a search is split by links, laptops give back files and links, and it ends as on one device. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseRecipe } from '../../src/contract/link/recipe-link.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { toRunFile } from '../../src/contract/to-run-file.ts';
import { NEWEST_STREAMS } from '../../src/core/streams/streams.ts';
import { loadSample } from '../../workers/data/node/files.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems, servePage, type ServedPage } from '../support/page.ts';

const MINUTES = 60_000;
/** 10 cells of one block, then two of two. */
const TINY =
  '#preset=smoke&seed=7&macro=titu1994&F=2&images=60&validationImages=20&batchSize=10&K=2&B=2&ops=identity,3x3+maxpool';

/** The file of a search that has trained nothing yet. */
async function newRunFile(): Promise<string> {
  const device = { backend: 'wasm', description: 'a laptop', software: false };
  const { config } = parseRecipe(TINY);
  const { identity: data } = await loadSample();
  const head = { id: 'a-class', streams: NEWEST_STREAMS, config, data, device, startedAt: '2026-11-29T12:00:00.000Z' };
  return JSON.stringify(toRunFile({ head, log: [] }));
}

let served: ServedPage;
let browser: Browser;
const wrongs: string[] = [];

beforeAll(async () => {
  served = await servePage();
  browser = await launchChromium({ webgpu: false }); // trains on WebAssembly: what is tested is the way of the links
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await served?.close();
});

async function open(fragment: string, width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, serviceWorkers: 'block' });
  await context.addInitScript(() => {
    // what is copied, for the test to read
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: async (text: string) => void Object.assign(globalThis, { copied: text }) },
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(4 * MINUTES);
  page.on('console', (message) => void (message.type() === 'error' && wrongs.push(message.text())));
  page.on('pageerror', (error) => wrongs.push(error.message));
  await page.goto(fragment.startsWith('http') ? fragment : `${served.url}#${fragment}`);
  return page;
}

const copied = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as { copied: string }).copied);
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Trains the part of a link on a laptop, and gives what came of it. */
async function train(link: string, as: 'file' | 'link'): Promise<string> {
  const page = await open(link, 390);
  await button(page, 'Train').waitFor(); // nothing starts by itself
  expect(await accessibilityProblems(page)).toEqual([]);
  await button(page, 'Train').click();
  await page.getByRole('heading', { name: 'Done: give it back' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  let back: string;
  if (as === 'link') {
    await button(page, 'Copy it as a link').click();
    back = await copied(page);
  } else {
    const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Save the file').click()]);
    back = await readFile(await file.path(), 'utf8');
  }
  await page.context().close();
  return back;
}

/** The cells of the run on show and their accuracies. */
async function cellsOf(page: Page): Promise<(readonly [string, number | undefined])[]> {
  await button(page, 'Share').first().click();
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Save run.json').click()]);
  const run = parseRunFile(await readFile(await file.path(), 'utf8'), 'run.json');
  return trainRecords(run).map(({ notation, accuracy }) => [notation, accuracy]);
}

test('a search that laptops train by links ends as on one device', { timeout: 10 * MINUTES }, async () => {
  const status = (page: Page, state: string) => page.locator(`[data-testid=status][data-state=${state}]`);
  const file = { name: 'run.json', mimeType: 'application/json', buffer: Buffer.from(await newRunFile()) };
  const openRun = async (): Promise<Page> => {
    const page = await open('view=runs');
    await page.setInputFiles('input[type=file]', file);
    await status(page, 'paused').waitFor();
    return page;
  };
  const teacher = await openRun();
  await button(teacher, 'Split').click();
  const rows = teacher.getByTestId('shard');
  const takeFiles = (...texts: string[]): Promise<void> =>
    teacher.setInputFiles('.take-back input[type=file]', texts.map((text, i) => ({ name: `shard-${i}.json`, mimeType: 'application/json', buffer: Buffer.from(text) }))); // prettier-ignore
  const makeLinks = async (laptops: number): Promise<string[]> => {
    await teacher.getByRole('spinbutton', { name: 'Laptops' }).fill(String(laptops));
    await button(teacher, 'Make links').click();
    await rows.nth(laptops - 1).waitFor();
    await button(teacher, 'Copy all links').click();
    return (await copied(teacher)).split('\n');
  };

  const links = await makeLinks(3);
  expect(links).toHaveLength(3);
  expect(await accessibilityProblems(teacher)).toEqual([]);
  const [first, second] = [await train(links[0]!, 'file'), await train(links[1]!, 'link')];
  await takeFiles(first, '{"format":"pnas-run"}');
  await teacher.getByText(/shard-1.json: format/).waitFor();
  await rows.nth(0).getByText('came back').waitFor();
  await teacher.getByLabel('A link that came back').fill(second);
  await teacher.getByRole('button', { name: 'Take in', exact: true }).click();
  await rows.nth(1).getByText('came back').waitFor();
  await button(teacher, 'Copy link of part 3').click(); // its laptop never came back
  await takeFiles(await train(await copied(teacher), 'file'));

  const next = await makeLinks(1); // the surrogate has chosen the next level
  await takeFiles(await train(next[0]!, 'file'));
  await status(teacher, 'finished').waitFor();
  const split = await cellsOf(teacher);
  expect(split).toHaveLength(12);

  const alone = await openRun();
  await button(alone, 'Split').click(); // changes nothing
  await alone.getByText('10 trainings to do next').waitFor();
  await button(alone, 'Resume').click();
  await status(alone, 'finished').waitFor();
  expect(await cellsOf(alone)).toEqual(split);
  expect(wrongs).toEqual([]);
});
