/** @file A class whose search runs in the teacher's page: the terminal lends the room, two browsers train, and the page is loaded again meanwhile. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Run } from '../../src/contract/records.ts';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems } from '../support/page.ts';
import { noNatsServer } from '../support/room.ts';
import { untilStatus } from '../support/search-page.ts';

const MINUTES = 60_000;
/** Two operators, two filters: 10 cells of one block, then two. */
const TINY = 'preset=smoke&seed=7&F=2&images=100&validationImages=20&batchSize=10&K=2&ops=identity,3x3+maxpool';

interface Told {
  readonly links: { readonly join: string; readonly board: string; readonly lead: string };
}

const found = (run: Run) =>
  trainRecords(run).map(({ level, notation, accuracy, predicted }) => [level, notation, accuracy, predicted]);

describe.skipIf(noNatsServer !== undefined)('a class that the page coordinates', () => {
  let folder: string;
  let terminal: ChildProcess;
  let ended: Promise<number | null>;
  let browser: Browser;
  const events: Record<string, unknown>[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pnas-class-lead-'));
    await writeBuiltPage(join(folder, 'dist'));
    browser = await launchChromium({ webgpu: false }); // trains on WebAssembly: what is tested is the room
  }, 4 * MINUTES);

  afterAll(async () => {
    await browser?.close();
    if (terminal?.exitCode === null) terminal.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const lend = async (port: string): Promise<Told> => {
    const flags = ['--coordinator', 'page', '--port', port, '--json', '--page', join(folder, 'dist')];
    terminal = spawn(
      process.execPath,
      ['--experimental-websocket', '--import', 'tsx', 'src/cli/main.ts', 'class', ...flags, '--run', folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    ended = new Promise((resolve) => terminal.once('exit', resolve));
    return new Promise((resolve) => {
      createInterface({ input: terminal.stdout! }).on('line', (line) => {
        const event = JSON.parse(line) as Record<string, unknown>;
        events.push(event);
        if ('links' in event) resolve(event as unknown as Told);
      });
    });
  };

  const wrongs: string[] = [];
  const open = async (link: string, width: number, height: number): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    page.setDefaultTimeout(3 * MINUTES);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) wrongs.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
    await page.goto(link);
    return page;
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (process.env['SHOTS'] === undefined) return;
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(process.env['SHOTS'], `${name}-${width}.png`), fullPage: true });
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  const savedRun = async (page: Page): Promise<Run> => {
    await page.locator('.tabs-top').getByRole('button', { name: 'Runs' }).click();
    await page.getByTestId('run-row').first().getByRole('button', { name: 'More' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save run.json' }).click();
    return parseRunFile(await readFile(await (await saving).path(), 'utf8'), 'run.json');
  };

  test(
    'searches in the room through a reload and a terminal that begins again, and finds what one device finds',
    async () => {
      const { links } = await lend('0');
      const { port } = new URL(links.join);
      const teacher = await open(links.lead, 1440, 900);
      const students = await Promise.all([open(links.join, 390, 844), open(links.join, 390, 844)]);
      for (const [i, student] of students.entries()) {
        await student.getByLabel(/Your name/).fill(['Noor', 'Otis'][i]!);
        await student.getByRole('button', { name: 'Join and train' }).click();
      }
      const room = teacher.getByTestId('room');
      await room.getByText('2 laptops in the room').waitFor();
      expect(teacher.url()).not.toContain('lead='); // a projector shows the address
      await teacher.evaluate((link) => (location.hash = link), TINY);
      await teacher.getByLabel('Laptops to wait for').fill('2');
      await teacher.getByText(/^Estimated for 2 laptops as fast as this device\./).waitFor();
      expect(await accessibilityProblems(teacher)).toEqual([]);
      await shoot(teacher, 'lead-form');
      await teacher.getByRole('button', { name: 'Start', exact: true }).click();
      await room.getByText(/2 laptops here, \d at a cell/).waitFor();
      await teacher.getByText(/[1-9] of 12 children trained/).waitFor();
      expect(await accessibilityProblems(teacher)).toEqual([]);
      await shoot(teacher, 'lead-running');

      await teacher.getByRole('button', { name: 'Pause' }).click();
      await untilStatus(teacher, 'paused');
      await students[0]!.getByRole('heading', { name: 'The class is paused' }).waitFor();
      await teacher.reload();
      await room.getByText(/laptops? in the room/).waitFor();
      terminal.kill('SIGINT');
      expect(await ended).toBe(0);
      await teacher.getByText('The class’s terminal cannot be reached').waitFor();
      await lend(port);
      await room.getByText(/laptops? in the room/).waitFor();
      await teacher.getByRole('button', { name: 'Continue' }).click();
      await untilStatus(teacher, 'finished');
      await students[1]!.getByRole('heading', { name: 'Done' }).waitFor();
      await students[1]!.getByText('The class has ended. Thank you.').waitFor();
      await students[1]!.getByText('of 12 cells').waitFor(); // the class's last list has come
      expect(await accessibilityProblems(students[1]!)).toEqual([]);
      await shoot(students[1]!, 'student-done');
      await teacher.getByRole('heading', { name: 'The class has finished this search' }).waitFor();
      expect(await accessibilityProblems(teacher)).toEqual([]);
      await shoot(teacher, 'lead-finished');
      await students[1]!.getByRole('link', { name: 'Look at the class’s best cell' }).click();
      await students[1]!.locator('.wide-graph').first().waitFor();
      await students[0]!.getByRole('button', { name: 'Join again' }).click();
      await students[0]!.getByRole('heading', { name: 'Train for the class' }).waitFor();
      const led = await savedRun(teacher);
      expect(led.head.device.backend).toBe('room');
      expect(new Set(trainRecords(led).map(({ trainer }) => trainer?.name))).toEqual(new Set(['Noor', 'Otis']));
      expect(events.filter(({ type }) => type === 'refused')).toEqual([]);

      await teacher.locator('.tabs-top').getByRole('button', { name: 'Search' }).click();
      await teacher.getByRole('button', { name: 'Train on this device instead' }).click();
      await teacher.getByRole('button', { name: 'New search' }).click();
      await teacher.evaluate((link) => (location.hash = link), `${TINY}&view=search`);
      await teacher.getByRole('button', { name: 'Start', exact: true }).click();
      await untilStatus(teacher, 'finished');
      const alone = await savedRun(teacher);
      expect(alone.head.device.backend).not.toBe('room');
      expect(found(led)).toEqual(found(alone));
      expect(wrongs.filter((wrong) => !/WebSocket|ERR_CONNECTION/.test(wrong))).toEqual([]); // the terminal was away
    },
    6 * MINUTES,
  );
});
