/**
 * @file An archive in the form and size of the official `cifar-10-binary.tar.gz` (170 MB), with images of noise: to measure an import
 * without the real one. Needs `tar`. A program of its own, run by `writeNoiseArchive`, so that its memory is not measured.
 */
import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RECORD_BYTES } from '../../../workers/data/image-set.ts';
import { BATCH_IMAGES } from '../../../workers/data/import/record-file.ts';
import { CLASS_NAMES } from '../../contract/class-names.ts';

/** Noise of so many values compresses to the official archive's 170 MB. */
const PIXEL_VALUES = 169;
const FOLDER = 'cifar-10-batches-bin';

const [out] = process.argv.slice(2);
const root = mkdtempSync(join(tmpdir(), 'pnas-archive-'));
mkdirSync(join(root, FOLDER));
for (const name of [1, 2, 3, 4, 5].map((n) => `data_batch_${n}.bin`).concat('test_batch.bin')) {
  const bytes = randomFillSync(Buffer.alloc(BATCH_IMAGES * RECORD_BYTES));
  for (let i = 0; i < bytes.length; i++) bytes[i]! %= PIXEL_VALUES;
  // As many of each class, in an order drawn from the noise, so that no two files have the same.
  for (let i = 0; i < BATCH_IMAGES; i++) {
    const deal = bytes[(i - (i % 10)) * RECORD_BYTES + 1]!;
    bytes[i * RECORD_BYTES] = (i + deal) % 10;
  }
  writeFileSync(join(root, FOLDER, name), bytes);
}
writeFileSync(join(root, FOLDER, 'batches.meta.txt'), CLASS_NAMES.map((name) => `${name}\n`).join(''));
writeFileSync(
  join(root, FOLDER, 'readme.html'),
  '<meta HTTP-EQUIV="REFRESH" content="0; url=http://www.cs.toronto.edu/~kriz/cifar.html">\n',
);
execFileSync('tar', ['-czf', resolve(out!), FOLDER], { cwd: root });
rmSync(root, { recursive: true });
