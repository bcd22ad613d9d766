/** @file `pnas bench device` and `bench merge`: this device's figures, and the table of many devices' in docs/devices.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  BENCH_PHASES,
  formatBenchLink,
  parseBenchFile,
  parseBenchLink,
  type BenchSummary,
  type DeviceBench,
} from '../../contract/device-bench.ts';
import { BENCH_FRAGMENT } from '../../contract/bench-fragment.ts';
import { line } from '../terminal/output.ts';
import { openCliDevice } from '../terminal/device.ts';

/** What the operating systems are called. */
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Measures, prints and returns this device's figures. */
export async function measureDevice(): Promise<DeviceBench> {
  const device = await openCliDevice('webgpu');
  const { benchDevice } = await import('../../../workers/bench/device-bench.ts');
  const bench = await benchDevice(device, {
    browser: `Node ${process.versions.node.split('.')[0]}`,
    system: SYSTEMS[process.platform] ?? process.platform,
    onProgress: ({ what }) => line(`measuring ${BENCH_PHASES[what]}`),
  });
  const { summary, steps, answerMs, spread, durationMs } = bench;
  line(`device    ${summary.device}${summary.software ? ', a software device' : ''}`);
  line(`copying   ${figure(summary.copyGbps)} GB/s, read and write`);
  line(`product   ${figure(summary.productTflops)} TFLOP/s`);
  for (const name of ['titu1994', 'paper'] as const) {
    const { batchSize, dispatches } = steps[name];
    const [ms, tfjsMs] = [summary[`${name}Ms`], summary[`${name}TfjsMs`]];
    const beside = tfjsMs === undefined ? 'not measured, for want of time' : `${figure(tfjsMs)} ms: ${(tfjsMs / ms).toFixed(1)}x`; // prettier-ignore
    line(`${name.padEnd(9)} ${figure(ms)} ms a step of ${batchSize}, ${dispatches} dispatches; tfjs ${beside}`);
  }
  line(`answers   after ${figure(answerMs)} ms; two measurements differ by ${(100 * spread).toFixed(0)} %`);
  line(`measured in ${(durationMs / 1000).toFixed(0)} s; nothing was sent anywhere`);
  line(`#${BENCH_FRAGMENT}=${formatBenchLink(summary)}`);
  return bench;
}

const [BEGIN, END] = ['<!-- devices: written by bench merge -->', '<!-- end of devices -->'];

/**
 * Adds links, and files that hold a bench or links one a line, to the table of a document.
 * @throws {RangeError} naming the input that is neither, before anything is written.
 */
export function mergeDevices(inputs: readonly string[], document: string): BenchSummary[] {
  if (inputs.length === 0) throw new RangeError('bench merge: must get links or files; got none');
  const text = existsSync(document) ? readFileSync(document, 'utf8') : `# Devices\n\n${BEGIN}\n${END}\n`;
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new RangeError(`bench merge: ${document} must have the lines ${BEGIN} and ${END}`);
  const known = linksIn(text.slice(begin, end)).map(parseBenchLink);
  const byDevice = new Map([...known, ...inputs.flatMap(readInput)].map((summary) => [keyOf(summary), summary]));
  const rows = [...byDevice.values()].sort((a, b) => a.paperMs - b.paperMs);
  writeFileSync(document, `${text.slice(0, begin)}${BEGIN}\n\n${formatTable(rows)}\n\n${text.slice(end)}`);
  line(`${rows.length} ${rows.length === 1 ? 'device' : 'devices'} in ${document}`);
  return rows;
}

/** A device in a browser has one row, the newest measurement that was given. */
const keyOf = ({ device, browser, system }: BenchSummary): string =>
  JSON.stringify([device, browser.replace(/ \d+$/, ''), system]);

function readInput(input: string): BenchSummary[] {
  if (!existsSync(input)) return [parseBenchLink(input)];
  const text = readFileSync(input, 'utf8');
  if (/^\s*\{/.test(text)) return [parseBenchFile(text, input).summary];
  const links = linksIn(text);
  if (links.length === 0) throw new RangeError(`${input}: must hold a bench, or links with #${BENCH_FRAGMENT}=; it has neither`); // prettier-ignore
  return links.map(parseBenchLink);
}

const linksIn = (text: string): string[] => text.match(new RegExp(`#${BENCH_FRAGMENT}=[^\\s\`|]+`, 'g')) ?? [];

const HEADS = ['device', 'browser', 'paper’s child, ms', 'tfjs, ms', 'titu1994’s, ms', 'tfjs, ms', 'GB/s', 'TFLOP/s', 'release', 'day', 'link']; // prettier-ignore

function formatTable(rows: readonly BenchSummary[]): string {
  const cells = rows.map((row) => [
    plain(row.device),
    plain(`${row.browser}, ${row.system}${row.software ? ', software' : ''}`),
    figure(row.paperMs),
    row.paperTfjsMs === undefined ? '' : figure(row.paperTfjsMs),
    figure(row.titu1994Ms),
    row.titu1994TfjsMs === undefined ? '' : figure(row.titu1994TfjsMs),
    figure(row.copyGbps),
    figure(row.productTflops),
    row.release,
    row.date,
    `\`#${BENCH_FRAGMENT}=${formatBenchLink(row)}\``,
  ]);
  const widths = HEADS.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]!.length)));
  const row = (values: readonly string[]): string =>
    `| ${values.map((value, i) => value.padEnd(widths[i]!)).join(' | ')} |`;
  return [row(HEADS), row(widths.map((width) => '-'.repeat(width))), ...cells.map(row)].join('\n');
}

/** Text of others in a table's cell: no markup, no cell more. */
const plain = (text: string): string => text.replace(/[^\p{L}\p{N} .,()+/-]/gu, ' ').trim();

/** Three digits. */
const figure = (value: number): string => String(Number(value.toPrecision(3)));
