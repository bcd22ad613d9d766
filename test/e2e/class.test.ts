/** @file The whole recipe of a class: the terminal coordinates, its server serves the page, and three browsers train beside their board. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems } from '../support/page.ts';
import { noNatsServer } from '../support/room.ts';

const MINUTES = 60_000;
/** Two operators, two filters: 10 cells of one block, then two. */
const TINY =
  '--preset smoke --seed 7 --operators identity,3x3 maxpool --children 2 --filters 2 --images 100 --batch 10';

interface First {
  readonly server: string;
  readonly room: string;
  readonly links: { readonly join: string; readonly board: string };
}

describe.skipIf(noNatsServer !== undefined)('a class', () => {
  let folder: string;
  let coordinator: ChildProcess;
  let browser: Browser;
  let first: First;
  const events: Record<string, unknown>[] = [];
  let ended: Promise<number | null>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pnas-class-page-'));
    await writeBuiltPage(join(folder, 'dist'));
    const flags = TINY.split(' --').flatMap((flag, i) => {
      const [name, ...value] = flag.split(' ');
      return [i === 0 ? name! : `--${name}`, value.join(' ')];
    });
    coordinator = spawn(
      process.execPath,
      ['--experimental-websocket', '--import', 'tsx', 'src/cli/main.ts', 'class', ...flags]
        .concat(['--port', '0', '--wait', '3', '--json'])
        .concat(['--page', join(folder, 'dist'), '--out', join(folder, 'run.json')]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    ended = new Promise((resolve) => coordinator.once('exit', resolve));
    const lines = createInterface({ input: coordinator.stdout! });
    first = await new Promise<First>((resolve) => {
      lines.on('line', (line) => {
        const event = JSON.parse(line) as Record<string, unknown>;
        if (events.push(event) === 1) resolve(event as unknown as First);
      });
    });
    browser = await launchChromium({ webgpu: false }); // trains on WebAssembly: what is tested is the room
  }, 4 * MINUTES);

  afterAll(async () => {
    await browser?.close();
    if (coordinator?.exitCode === null) coordinator.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const wrongs: string[] = [];
  const open = async (link: string, width: number, height: number): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: { width, height } })).newPage();
    page.setDefaultTimeout(4 * MINUTES);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) wrongs.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => wrongs.push(`page error: ${error.message}`));
    await page.goto(link);
    return page;
  };

  test(
    'three pages search together, the board shows it, and the run is whole',
    async () => {
      const board = await open(first.links.board, 1920, 1080);
      const controls = board.getByRole('button', { name: /Pause|Stop/ });
      await controls.first().waitFor();
      const students = [];
      for (const name of ['Noor', 'Otis', 'Greta']) {
        const page = await open(first.links.join, 390, 844);
        expect(await page.locator('h1').textContent()).toBe('Train for the class'); // a link starts nothing
        await page.getByLabel(/Your name/).fill(name);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Join and train' }).click();
        students.push(page);
      }
      await students[0]!.getByRole('heading', { name: 'Your share' }).waitFor();
      expect(await accessibilityProblems(students[0]!)).toEqual([]);
      await board.getByRole('heading', { name: /search together|finished/ }).waitFor();
      expect(await board.locator('.board-tile strong').allTextContents()).toEqual(['Greta', 'Noor', 'Otis']);
      expect(await accessibilityProblems(board)).toEqual([]);
      if (process.env['SHOTS'] !== undefined) {
        await board.screenshot({ path: join(process.env['SHOTS'], 'board.png') });
        await students[0]!.screenshot({ path: join(process.env['SHOTS'], 'student.png') });
      }
      expect(await ended).toBe(0);
      await students[1]!.getByRole('heading', { name: 'Done' }).waitFor();
      await controls.first().waitFor({ state: 'detached' });
      expect(wrongs).toEqual([]);

      const run = parseRunFile(await readFile(join(folder, 'run.json'), 'utf8'), 'run.json');
      const trained = trainRecords(run);
      expect(trained).toHaveLength(12);
      expect(trained.every(({ accuracy }) => accuracy !== undefined)).toBe(true);
      expect(new Set(trained.map(({ trainer }) => trainer?.name)).size).toBeGreaterThan(1);
      expect(events.filter(({ type }) => type === 'landed' || type === 'refused').length).toBeGreaterThanOrEqual(12);
      expect(events.filter(({ type }) => type === 'refused')).toEqual([]);
    },
    8 * MINUTES,
  );
});
