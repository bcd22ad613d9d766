/**
 * @file How long the page's own thread is held up by a run of 1,160 cells and 589,824 candidates: while it is opened, looked at on every
 * screen, and while its last children train. One row an act: its time and its longest task, each by the clock and in processor time, which
 * other work on the machine changes less. Run: npm run bench:page
 */
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { servePage } from '../support/page.ts';
import { TIMEOUT_MS, untilStatus } from '../support/search-page.ts';
import { bigRunFile, CELLS } from '../support/big-run.ts';

/** Children left to train when the run is gone on with. */
const LEFT = 20;

const served = await servePage();
const browser = await launchChromium({ webgpu: false }); // so that nothing but the page is at work
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
await page.goto(served.url);
await tab('Runs', '.open-file'); // what a run is looked at with needs no device
await page.waitForTimeout(3_000);

const [whole, part] = [await bigRunFile(), await bigRunFile(CELLS - LEFT)];
await act('open run.json', async () => {
  await page.locator('input[type=file]').setInputFiles(whole);
  await untilStatus(page, 'finished');
});
await act('move over Search', () => sweep(page.locator('.levels')));
await act('Search as a table', () => page.getByRole('button', { name: 'Show as a table' }).click());
await act('to Cell', () => tab('Cell', 'h1'));
await act('to Surrogate', () => tab('Surrogate', '.agreement-panel'));
await act('hover Surrogate', () => sweep(page.locator('.agreement-panels')));
await act('by rank', () => page.getByRole('button', { name: 'Rank', exact: true }).click());
await act('scroll Surrogate', () => wheel(page.locator('.agreement-panels')));
await act('to Ranking', () => tab('Ranking', '.scatter'));
await act('hover plot', () => sweep(page.locator('.scatter svg')));
await act('hover table', () => sweep(page.locator('.cells-table')));
await act('scroll table', () => wheel(page.locator('.cells-table')));
await act('sort table', async () => {
  for (const name of ['measured', 'predicted', 'weights', 'measured']) {
    await page.getByRole('button', { name, exact: true }).click();
  }
});
await act('sort plot', () => page.getByRole('button', { name: 'Sort by accuracy' }).click());
await act('type in the search', () => page.getByRole('searchbox').pressSequentially('-1,identity'));
await act('filter operator', async () => {
  await page.getByRole('searchbox').fill('');
  await page.locator('.chip').nth(1).click();
});
await act('filter level', () => page.locator('.filters select').selectOption('5'));
await act('to Runs', () => tab('Runs', '.run-list'));
await act('open from Runs', async () => {
  await page.getByTestId('run-row').getByRole('button', { name: 'Open' }).click();
  await page.locator('.levels').waitFor();
});
await act('narrow to a phone', () => page.setViewportSize({ width: 390, height: 844 }));
await page.setViewportSize({ width: 1440, height: 900 });

await act(`open all but ${LEFT}`, async () => {
  await tab('Runs');
  await page.locator('input[type=file]').setInputFiles(part);
  await untilStatus(page, 'paused');
});
await act(`train ${LEFT} more`, async () => {
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.locator('[data-testid=status]').filter({ hasText: 'finished' }).waitFor({ timeout: TIMEOUT_MS });
});
await browser.close();
await served.close();

/** Does something, and prints what it cost. */
async function act(name: string, does: () => Promise<unknown>): Promise<void> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  const started = performance.now();
  await does();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  const wallMs = Math.round(performance.now() - started);
  const tasks = tasksOf(JSON.parse((await browser.stopTracing()).toString()) as Trace);
  const most = (values: readonly number[]): number => Math.round(Math.max(0, ...values) / 1000);
  const row = {
    act: name,
    wallMs,
    processorMs: Math.round(tasks.reduce((sum, { tdur }) => sum + tdur, 0) / 1000),
    longestMs: most(tasks.map(({ dur }) => dur)),
    longestProcessorMs: most(tasks.map(({ tdur }) => tdur)),
  };
  process.stdout.write(`${JSON.stringify(row)}\n`);
}

/** What Chromium traces: events in a thread of a process, us by the clock (`dur`) and of the processor (`tdur`). */
interface Trace {
  readonly traceEvents: readonly {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly dur?: number;
    readonly tdur?: number;
    readonly args: { readonly name?: string };
  }[];
}

/** The tasks of the page's own thread. */
function tasksOf({ traceEvents }: Trace): { readonly dur: number; readonly tdur: number }[] {
  const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const isMain = (pid: number, tid: number): boolean =>
    threads.some((thread) => thread.pid === pid && thread.tid === tid);
  return traceEvents.flatMap(({ name, pid, tid, dur = 0, tdur = 0 }) =>
    name === 'ThreadControllerImpl::RunTask' && isMain(pid, tid) ? [{ dur, tdur }] : [],
  );
}

async function tab(name: string, shows?: string): Promise<void> {
  await page.locator('.tabs-top').getByRole('button', { name }).click();
  if (shows !== undefined) await page.locator(shows).first().waitFor();
}

/** Moves the pointer over a place in 60 steps. */
async function sweep(place: ReturnType<Page['locator']>): Promise<void> {
  const { x, y, width, height } = (await place.boundingBox())!;
  for (let i = 0; i < 60; i++) {
    await page.mouse.move(x + (width * i) / 60, y + Math.min(height, 860 - y) * ((i % 10) / 10));
  }
}

/** Turns the wheel over a place, down and up. */
async function wheel(place: ReturnType<Page['locator']>): Promise<void> {
  await place.hover({ position: { x: 100, y: 100 } });
  for (let i = 0; i < 40; i++) await page.mouse.wheel(0, i < 20 ? 700 : -700);
}
