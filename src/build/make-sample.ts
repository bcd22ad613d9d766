/**
 * @file Cuts the embedded sample from the official `data_batch_1.bin`: the first 250 images of each class, in the order
 * of the file. Run: npx tsx src/build/make-sample.ts <data_batch_1.bin>
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const RECORD_BYTES = 3073;
const PER_CLASS = 250;

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error('make-sample: needs the path of the official data_batch_1.bin');
const source = readFileSync(path);
const taken = Array.from({ length: 10 }, () => 0);
const records: Buffer[] = [];
for (let at = 0; at < source.length; at += RECORD_BYTES) {
  const label = source[at]!;
  if (taken[label]! >= PER_CLASS) continue;
  taken[label]!++;
  records.push(source.subarray(at, at + RECORD_BYTES));
}
const sample = Buffer.concat(records);
const packed = gzipSync(sample, { level: 9 });
writeFileSync(new URL('../../public/cifar10-sample.bin.gzip', import.meta.url), packed);
writeFileSync(
  new URL('../../public/cifar10-sample.txt', import.meta.url),
  `cifar10-sample.bin.gzip: ${records.length.toLocaleString('en')} images of CIFAR-10, the first ${PER_CLASS} of each class in the order of the official
data_batch_1.bin, in the official record format (1 label byte; red, green and blue planes of 32x32), gzipped.
${packed.length.toLocaleString('en')} bytes; SHA-256 of the unpacked records ${createHash('sha256').update(sample).digest('hex')}.

Source: Alex Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009 (https://www.cs.toronto.edu/~kriz/cifar.html).
Accuracies measured on this sample are not CIFAR-10 accuracies.
`,
);
