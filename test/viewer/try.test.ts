/** The built page that tries a trained network, in a real browser, opened from the disk, without storage, workers or requests. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLASS_NAMES } from '../../src/contract/class-names.ts';
import { formatModel } from '../../src/contract/model-file.ts';
import { predict } from '../../src/core/inference/forward.ts';
import { stream } from '../../src/core/random/rng.ts';
import { writeBuiltPage } from '../support/built-page.ts';
import { launchChromium } from '../support/chromium.ts';
import { model, png } from '../support/made-up-model.ts';
import { accessibilityProblems } from '../support/page.ts';

const rng = stream(3, 'picture');
const pixels = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => rng.integer(i < 1500 ? 256 : 100));

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
