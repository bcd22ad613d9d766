/**
 * @file The whole archive on its way into the page's store: processor time and resident memory over the baseline, of the tab's process and of all of
 * Chromium's. Run: npm run bench:import-page [archive, or one is made of noise]; Linux, for it reads /proc.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeNoiseArchive } from '../../src/cli/commands/bench-import.ts';
import { launchProfile } from '../support/chromium.ts';
import { servePage } from '../support/page.ts';
import { openSearch } from '../support/search-page.ts';

const SAMPLE_MS = 50;
/** Clock ticks of /proc a second. */
const TICKS = 100;
const MINUTES = 60_000;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

interface Use {
  readonly type: string;
  readonly residentMb: number;
  readonly processorS: number;
}

const served = await servePage();
const profile = mkdtempSync(join(tmpdir(), 'pnas-profile-')); // a private window's storage is memory
const [archive = join(profile, 'noise.tar.gz')] = process.argv.slice(2);
if (process.argv[2] === undefined) writeNoiseArchive(archive);
const context = await launchProfile(profile);
const page = await openSearch(context, served.url, 'preset=smoke');
await page.locator('button.start:enabled').waitFor({ timeout: 15 * MINUTES });
await page
  .getByText('SwiftShader')
  .first()
  .waitFor({ timeout: 15 * MINUTES }); // the device is open, and tested
await page.waitForTimeout(3000);
const system = await context.browser()!.newBrowserCDPSession();

const before = await use();
const most = new Map(before);
let mostSum = sumOf(before);
const started = performance.now();
await page.locator('input[type=file]').first().setInputFiles(archive);
const isTaken = page.getByText('50,000 images are stored on this computer').waitFor({ timeout: 15 * MINUTES });
let isOver = false;
void isTaken.finally(() => (isOver = true));
while (!isOver) {
  const now = await use();
  mostSum = Math.max(mostSum, sumOf(now));
  for (const [id, { type, residentMb, processorS }] of now)
    most.set(id, { type, processorS, residentMb: Math.max(residentMb, most.get(id)?.residentMb ?? 0) });
  await page.waitForTimeout(SAMPLE_MS);
}
await isTaken;
print(`time ${((performance.now() - started) / 1000).toFixed(1)} s`);
for (const [id, { type, residentMb }] of most) {
  const { residentMb: baseline = 0, processorS = 0 } = before.get(id) ?? {};
  const worked = ((await use()).get(id)?.processorS ?? processorS) - processorS;
  print(
    `${type}: ${(residentMb - baseline).toFixed(0)} MB over a baseline of ${baseline.toFixed(0)} MB, processor ${worked.toFixed(1)} s`,
  );
}
print(`all together: ${(mostSum - sumOf(before)).toFixed(0)} MB over a baseline of ${sumOf(before).toFixed(0)} MB`);
await context.close();
await served.close();
rmSync(profile, { recursive: true });

/** What each of Chromium's processes uses, by its id. */
async function use(): Promise<Map<number, Use>> {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return new Map(processInfo.map(({ id, type }) => [id, useOf(id, type)]));
}

function useOf(id: number, type: string): Use {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0';
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' '); // from the third on
  const processorS = (Number(fields[11]) + Number(fields[12])) / TICKS;
  return { type, residentMb: (Number(kilobytes) * 1024) / 1e6, processorS };
}

function sumOf(processes: ReadonlyMap<number, Use>): number {
  return [...processes.values()].reduce((sum, { residentMb }) => sum + residentMb, 0);
}
