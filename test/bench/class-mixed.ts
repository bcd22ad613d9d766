/**
 * @file A class of browsers and servers beside one device: `npm run bench:class-mixed`. Six pages and two terminals train for one search of the preset
 * `smoke`, all on WebAssembly, which computes the same everywhere; then the terminal does the same search alone. Prints whether cells and accuracies
 * are the same, who trained how many, and how long each took. `--cut-s 30` cuts the terminals' network for so long.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { parseRunFile } from '../../src/contract/read-run-file.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { layCable } from '../support/cable.ts';
import { launchChromium } from '../support/chromium.ts';

const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '6' },
    terminals: { type: 'string', default: '2' },
    preset: { type: 'string', default: 'smoke' },
    'cut-s': { type: 'string', default: '0' },
  },
});
const [pages, terminals, cutS] = [Number(values.pages), Number(values.terminals), Number(values['cut-s'])];
const SEARCH = ['--preset', values.preset, '--seed', '7', '--backend', 'wasm'];

const folder = await mkdtemp(join(tmpdir(), 'pnas-mixed-'));
const pnas = (args: readonly string[], stdout: 'pipe' | 'ignore' = 'ignore'): ChildProcess =>
  spawn(process.execPath, ['--experimental-websocket', '--import', 'tsx', 'src/cli/main.ts', ...args], {
    stdio: ['ignore', stdout, 'inherit'],
  });
const ended = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve));
const cellsOf = async (name: string) => {
  const run = parseRunFile(await readFile(join(folder, name), 'utf8'), name);
  return trainRecords(run).map(({ notation, accuracy, trainer }) => ({ notation, accuracy, by: trainer?.name ?? '' }));
};

await writeBuiltPage(join(folder, 'dist'));
const count = pages + terminals;
const teacher = pnas(
  ['class', ...SEARCH, '--port', '0', '--wait', String(count), '--json'].concat([
    '--page',
    join(folder, 'dist'),
    '--out',
    join(folder, 'class.json'),
  ]),
  'pipe',
);
const taught = ended(teacher);
const events: Record<string, unknown>[] = [];
interface First {
  readonly server: string;
  readonly room: string;
  readonly links: { readonly join: string };
}
const first = await new Promise<First>((resolve) => {
  createInterface({ input: teacher.stdout! }).on('line', (line) => {
    const event = JSON.parse(line) as Record<string, unknown>;
    if (events.push(event) === 1) resolve(event as unknown as First);
  });
});
const cable = await layCable(Number(new URL(first.server).port));
const left = Array.from(
  { length: terminals },
  (_, i) =>
  ended(pnas(['worker', '--server', `ws://localhost:${cable.port}`, '--room', first.room, '--name', `terminal ${i + 1}`, '--backend', 'wasm', '--once'])), // prettier-ignore
);
const browser = await launchChromium({ webgpu: false });
for (let i = 0; i < pages; i++) {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.goto(first.links.join);
  await page.getByLabel(/Your name/).fill(`page ${i + 1}`);
  await page.getByRole('button', { name: 'Join and train' }).click();
}
const landed = (): number => events.filter(({ type }) => type === 'landed').length;
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 100));
};
await until(() => events.some(({ type }) => type === 'record' || type === 'landed'));
const started = performance.now();
if (cutS > 0) {
  await until(() => landed() >= 2);
  cable.cut();
  await new Promise((resolve) => setTimeout(resolve, 1000 * cutS));
  cable.plugInto(Number(new URL(first.server).port));
}
if ((await taught) !== 0) throw new Error('the class must end well');
const classS = (performance.now() - started) / 1000;
await browser.close();
await Promise.all(left);
await cable.close();

const begun = performance.now();
if ((await ended(pnas(['search', ...SEARCH, '--out', join(folder, 'alone.json')]))) !== 0)
  throw new Error('the search alone must end well');
const aloneS = (performance.now() - begun) / 1000;

const [together, alone] = [await cellsOf('class.json'), await cellsOf('alone.json')];
const same = together.filter(({ notation }, i) => alone[i]?.notation === notation).length;
const equal = together.filter(({ accuracy }, i) => alone[i]?.accuracy === accuracy).length;
const byWhom = new Map<string, number>();
for (const { by } of together) byWhom.set(by, (byWhom.get(by) ?? 0) + 1);
process.stdout.write(
  `${pages} pages, ${terminals} terminals, network of the terminals cut for ${cutS} s: ${same} of ${alone.length} cells in the same order, ${equal} with the same accuracy; ` +
    `${[...byWhom]
      .map(([name, cells]) => `${name} ${cells}`)
      .sort()
      .join(', ')}; ` +
    `${events.filter(({ type }) => type === 'reissued').length} given again, ${events.filter(({ type }) => type === 'refused').length} refused; ` +
    `class ${classS.toFixed(0)} s, alone ${aloneS.toFixed(0)} s; load ${loadavg()[0]!.toFixed(1)}\n`,
);
await rm(folder, { recursive: true, force: true });
process.exit(together.length === alone.length && same === alone.length ? 0 : 1);
