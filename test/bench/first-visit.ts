/**
 * @file A first visit to the page, as Lighthouse would measure it: first paint, when a search can be started, how long the main thread is taken, layout
 * shift and bytes; of builds in turn, each time with an empty profile. Run: npm run bench:first-visit [<folder of a build> ...]; without one, this
 * checkout's. The desktop is 1440 px wide; the phone 390 px, with a quarter of the processor and 10 Mbit/s at 40 ms.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { serveStatic } from '../support/static-host.ts';
import { median } from '../../workers/bench/step.ts';

const VISITS = 5;
const MINUTES = 60_000;
/** Longer tasks of the main thread keep a visitor waiting by what they take beyond it, ms (Lighthouse's total blocking time). */
const LONG_TASK_MS = 50;

const DEVICES = [
  { name: 'desktop', width: 1440, height: 900, slower: 1, kbit: 0, latencyMs: 0 },
  { name: 'phone', width: 390, height: 844, slower: 4, kbit: 10_000, latencyMs: 40 },
] as const;
type Device = (typeof DEVICES)[number];

/** What a visit took; times from the navigation on, ms. */
interface Visit {
  readonly firstPaint: number;
  readonly contentPaint: number;
  /** Until Start can be pressed: the images are there and the device is open. */
  readonly ready: number;
  readonly blocked: number;
  readonly shift: number;
  /** As they came, gzipped where that helps, until Start can be pressed. */
  readonly kB: number;
  readonly requests: number;
}

async function visit(browser: Browser, url: string, device: Device): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: device.width, height: device.height } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const seen = { shift: [] as number[], task: [] as number[] };
    (globalThis as { seen?: object }).seen = seen;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.task.push(entry.duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: device.slower });
  if (device.kbit > 0) {
    const throughput = (1000 * device.kbit) / 8;
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: device.latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  let [bytes, requests] = [0, 0];
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await page.goto(url);
  await page.locator('button.start:enabled').waitFor({ timeout: 5 * MINUTES });
  const told = await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: Record<'shift' | 'task', number[]> };
    return {
      firstPaint: performance.getEntriesByName('first-paint')[0]?.startTime ?? NaN,
      contentPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
      ready: performance.now(),
      tasks: seen.task,
      shifts: seen.shift,
    };
  });
  await context.close();
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const { firstPaint, contentPaint, ready } = told;
  const blocked = sum(told.tasks.map((duration) => Math.max(0, duration - LONG_TASK_MS)));
  return { firstPaint, contentPaint, ready, blocked, shift: sum(told.shifts), kB: bytes / 1000, requests };
}

const own = mkdtempSync(join(tmpdir(), 'pnas-page-'));
const given = process.argv.slice(2);
if (given.length === 0) await writeBuiltPage(own);
const host = await serveStatic({ gzip: true });
const builds = (given.length === 0 ? [own] : given).map((folder, i) => ({ folder, path: `/build-${i}/` }));
for (const { folder, path } of builds) host.folders.set(path, folder);
const browser = await launchChromium();
for (const device of DEVICES) {
  const visits = builds.map((): Visit[] => []);
  for (let i = 0; i < VISITS; i++)
    for (const [at, { path }] of builds.entries())
      visits[at]!.push(await visit(browser, `${host.origin}${path}`, device));
  for (const [at, { folder }] of builds.entries()) {
    const of = (name: keyof Visit, digits = 0): string => median(visits[at]!.map((one) => one[name])).toFixed(digits);
    process.stdout.write(
      `${device.name} ${given.length === 0 ? 'this checkout' : folder}: first paint ${of('firstPaint')} ms, content ${of('contentPaint')} ms, Start ${of('ready')} ms, main thread blocked ${of('blocked')} ms, layout shift ${of('shift', 3)}, ${of('kB')} kB in ${of('requests')} requests (medians of ${VISITS})\n`,
    );
  }
}
await browser.close();
await host.close();
rmSync(own, { recursive: true });
