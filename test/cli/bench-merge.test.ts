import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { mergeDevices } from '../../src/cli/commands/bench-device.ts';
import { parseBenchLink } from '../../src/contract/device-bench.ts';

const folder = mkdtempSync(join(tmpdir(), 'pnas-merge-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LINK = '#bench=1,llvmpipe+(256+bits),Chrome+142,Linux,software,412,1940,4830,,14,0.0861,0.1.0,2026-11-28';
const CARD = '#bench=1,Radeon,Chrome+142,Windows,card,6.4,21.6,40,190,71,3.1,0.1.0,2026-11-28';

test('merges links and files into the table, the fastest first; a device in a browser has one row, its newest', () => {
  const document = join(folder, 'devices.md');
  const links = join(folder, 'links.txt');
  writeFileSync(links, `from a friend: https://example.org/${CARD}\n`);
  mergeDevices([LINK, links], document);
  const text = readFileSync(document, 'utf8');
  expect(text.match(/^\| (Radeon|llvmpipe)/gm)).toEqual(['| Radeon', '| llvmpipe']);
  writeFileSync(document, `${text.replace('# Devices', '# Devices\n\nWords above.')}\nWords below.\n`);
  const newer = LINK.replace('Chrome+142', 'Chrome+143').replace('1940', '11');
  expect(mergeDevices([newer], document).map(({ paperMs }) => paperMs)).toEqual([11, 21.6]);
  const merged = readFileSync(document, 'utf8');
  expect(merged).toMatch(/Words above\.[^]*\| llvmpipe[^]*\| Radeon[^]*Words below\./);
  expect(merged.match(/#bench=[^`]+/g)!.map((link) => parseBenchLink(link).browser)).toEqual([
    'Chrome 143',
    'Chrome 142',
  ]);
});

test('writes nothing where an input is neither a link nor a bench, and nobody’s name is markup', () => {
  const document = join(folder, 'others.md');
  const bad = join(folder, 'bad.txt');
  writeFileSync(bad, 'nothing here');
  expect(() => mergeDevices([LINK, bad], document)).toThrow('must hold a bench, or links');
  expect(() => mergeDevices([LINK, 'bad'], document)).toThrow('must begin with #bench=1');
  expect(() => readFileSync(document)).toThrow();
  mergeDevices([LINK.replace('llvmpipe', '%7C%3Cimg%3E%5Bx%5D(y)')], document);
  const [, row] = /^(\| .*2026-11-28 \|.*)$/m.exec(readFileSync(document, 'utf8'))!;
  expect(row!.split(' | ')[0]).not.toMatch(/[<>[\]]/);
});
