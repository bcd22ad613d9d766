/**
 * @file The soak: a search of many children of one step each in one page of Chromium. Memory of the tab and of the GPU process must stay flat, the
 * log whole and both threads responsive. Run: npm run soak [children, 1000 unless given]; Linux, for it reads /proc.
 */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { servePage } from '../support/page.ts';
import { openSearch, start, storedLog } from '../support/search-page.ts';

/** One-block cells of four operators and two inputs: what every search of this soak begins with. */
const FIRST_LEVEL = 36;
/** Samples of a soak. */
const SAMPLES = 20;

const wanted = Number(process.argv[2] ?? 1000);
const settings =
  'preset=smoke&seed=5&macro=titu1994&F=2&images=20&validationImages=10&batchSize=10&L=2&B=2&epochs=1&surrogate=parent' +
  `&ops=identity,3x3+conv,3x3+maxpool,3x3+avgpool&K=${wanted - FIRST_LEVEL}`;

interface Sample {
  readonly children: number;
  readonly seconds: number;
  /** Resident memory of the processes, MB. */
  readonly tabMb: number;
  readonly gpuMb: number;
  /** JavaScript heap of the page's own thread after a collection, MB. */
  readonly heapMb: number;
  /** Longest that a timer of the page, and an answer of the worker, was late since the last sample, ms. */
  readonly pageLateMs: number;
  readonly workerLateMs: number;
  /** Processor time of the page's own thread since the last sample, ms a child: other work on the machine changes it less. */
  readonly pageMsAChild: number;
}

const served = await servePage();
const browser = await launchChromium();
const context = await browser.newContext();
const page = await openSearch(context, served.url, settings);
await start(page);
await page.evaluate(watchTimers);
const session = await context.newCDPSession(page);
const system = await browser.newBrowserCDPSession();
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
let [spentMs, counted] = [await spent(session), await trainedOf(page)];
const started = performance.now();
const samples: Sample[] = [];
while (samples.length < SAMPLES) {
  const due = ((samples.length + 1) * wanted) / SAMPLES;
  let workerLateMs = 0;
  while ((await trainedOf(page)) < due) {
    const asked = performance.now();
    await page.workers()[0]!.evaluate(() => 0);
    workerLateMs = Math.max(workerLateMs, Math.round(performance.now() - asked));
    await page.waitForTimeout(500);
  }
  samples.push(await sample(Math.floor(due), workerLateMs));
  process.stdout.write(`${JSON.stringify(samples.at(-1))}\n`);
}
await page.locator('[data-testid=status][data-state=finished]').waitFor();
const log = await storedLog(page);
const cells = new Set(log.flatMap((record) => (record.type === 'train' ? [record.notation] : [])));
const failures = log.filter((record) => record.type === 'train' && record.accuracy === undefined).length;
process.stdout.write(
  `log: ${log.length} records, ${cells.size} distinct cells, ${failures} failures, ends with ${log.at(-1)?.type}\n`,
);
await browser.close();
await served.close();

async function sample(children: number, workerLateMs: number): Promise<Sample> {
  const [before, since] = [spentMs, counted];
  [spentMs, counted] = [await spent(session), await trainedOf(page)];
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  const memory = (type: string): number =>
    Math.max(...processInfo.filter((process) => process.type === type).map(({ id }) => residentMb(id)));
  return {
    children,
    seconds: Math.round((performance.now() - started) / 1000),
    tabMb: memory('renderer'),
    gpuMb: memory('GPU'),
    heapMb: await heapMb(session),
    pageLateMs: await page.evaluate(() => {
      const late = Reflect.get(globalThis, 'late') as number;
      Reflect.set(globalThis, 'late', 0);
      return Math.round(late);
    }),
    workerLateMs,
    pageMsAChild: Math.round((10 * (spentMs - before)) / (counted - since)) / 10,
  };
}

/** Remembers how late the page's timers are at most; runs in the page. */
function watchTimers(): void {
  let last = performance.now();
  Reflect.set(globalThis, 'late', 0);
  setInterval(() => {
    const now = performance.now();
    Reflect.set(globalThis, 'late', Math.max(Reflect.get(globalThis, 'late') as number, now - last - 20));
    last = now;
  }, 20);
}

async function heapMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1e5) / 10;
}

/** Processor time of the page's own thread in tasks so far, ms. */
async function spent(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

function residentMb(id: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0';
  return Math.round((Number(kilobytes) * 1024) / 1e6);
}

function trainedOf(of: Page): Promise<number> {
  return of.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open('progressive-nas');
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('log').objectStore('log').count();
          counting.addEventListener('success', () => {
            opening.result.close();
            resolve(counting.result); // a fit and a ranking are among them
          });
        });
      }),
  );
}
