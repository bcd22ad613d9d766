/** The built page that tries a trained network, in a real browser, opened from the disk, without storage, workers or requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLASS_NAMES } from '../../src/contract/class-names.ts';
import { formatModel, trainedModel } from '../../src/contract/model-file.ts';
import { predict } from '../../src/core/inference/forward.ts';
import { layerTable } from '../../src/core/network/macro.ts';
import { CIFAR10_NORMALISATION } from '../../src/core/network/normalisation.ts';
import { stream } from '../../src/core/random/rng.ts';
import { parseCell } from '../../src/core/space/cell.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { accessibilityProblems } from '../support/page.ts';
import { trainedValues } from '../support/trained-values.ts';

const cell = '-1,3x3 dconv,-2,3x3 maxpool';
const rng = stream(3, 'try');
const table = layerTable(parseCell(cell), { macro: 'pnas', repeats: 1, filters: 2, lookback: 2, cellOutput: 'all' });
const calibration = Array.from({ length: 10 }, () => ({ images: 50, confidence: 25, correct: 20 }));
const model = trainedModel(
  {
    classes: [...CLASS_NAMES],
    cell,
    repeats: 1,
    filters: 2,
    seed: 1,
    data: 'made up',
    trainedAt: '2026-11-29T12:00:00Z',
    test: { images: 500, correct: 200, calibration },
  },
  table,
  trainedValues(table, rng),
  CIFAR10_NORMALISATION,
);
const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => rng.integer(i < 1500 ? 256 : 100));

/** A picture of these pixels. */
function png(side: number, rgb: Uint8Array): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 2, 0, 0, 0]);
  const lines = Array.from({ length: side }, (_, y) => [0, ...rgb.subarray(3 * side * y, 3 * side * (y + 1))]).flat();
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from(lines))), chunk('IEND', Buffer.alloc(0))]); // prettier-ignore
}

let outDir: string;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'pnas-try-'));
  await writeBuiltPage(outDir);
  browser = await launchChromium({ webgpu: false });
});

afterAll(async () => {
  await browser?.close();
  await rm(outDir, { recursive: true, force: true });
});

test('an exported network says of a picture what it said where it was trained', async () => {
  const page = await browser.newPage();
  const wrongs: string[] = [];
  page.on('console', (message) => wrongs.push(message.text()));
  page.on('pageerror', (error) => wrongs.push(error.message));
  page.on('request', (request) => void (/try\.html|^data:|^blob:/.test(request.url()) || wrongs.push(request.url())));
  await page.goto(pathToFileURL(join(outDir, 'try.html')).href);
  const bytes = Buffer.from(formatModel(model));
  const openModel = async (name: string, buffer: Buffer): Promise<void> =>
    page.setInputFiles('input[accept=".onnx"]', { name, mimeType: '', buffer });

  await openModel('cut.onnx', bytes.subarray(0, bytes.length - 9));
  await page.getByText('cut.onnx cannot be opened. protobuf: the file ends in the middle.').waitFor();
  await openModel('foreign.onnx', Buffer.from([0x08, 7]));
  await page.getByText('cannot be opened. model: must be an ONNX file that was exported here.').waitFor();
  await openModel('network.onnx', bytes);
  await page.getByText('Right on 40.0 % of 500 test images').waitFor();

  await page.setInputFiles('input[accept="image/*"]', { name: 'notes.txt', mimeType: '', buffer: Buffer.from('no') });
  await page.getByRole('alert').getByText('notes.txt is not a picture').waitFor();
  await page.getByRole('button', { name: 'Camera' }).click();
  await page
    .getByRole('alert')
    .getByText(/camera/i)
    .waitFor(); // there is none, or it is not allowed
  await page.setInputFiles('input[accept="image/*"]', { name: 'noise.png', mimeType: 'image/png', buffer: png(32, pixels) }); // prettier-ignore
  await page.getByRole('heading', { name: /^It says / }).waitFor();
  const said = await page.locator('.beliefs tr').allTextContents();
  const expected = [...predict(model.graph, pixels)]
    .map((share, i) => ({ share, name: CLASS_NAMES[i]! }))
    .sort((a, b) => b.share - a.share)
    .map(({ share, name }) => `${name}${(100 * share).toFixed(1)}\u00a0%`);
  expect(said).toEqual(expected);
  expect(new Set(expected.map((text) => text.replace(/^[a-z]+/, ''))).size).toBeGreaterThan(5); // shares that differ

  await page.getByRole('button', { name: /The square that the network is shown, 32 pixels of 32 × 32/ }).press('-');
  await page.getByRole('button', { name: /shown, 30 pixels/ }).press('ArrowRight');
  await page.getByRole('button', { name: 'Measure it' }).click();
  await page.getByRole('img', { name: /^Where [a-z]+ fell/ }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(wrongs).toEqual([]);
  await page.close();
});
