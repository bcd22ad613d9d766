/** @file `pnas data pack`: CIFAR-10 as one file to serve beside the page, or to hand on. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Command } from 'commander';
import { loadFiles } from '../../workers/data/node/files.ts';
import { CLASS_NAMES } from '../../workers/data/records.ts';
import { IMAGE_BYTES, type ImageSet } from '../../workers/data/image-set.ts';
import { integer } from './options.ts';
import { line } from './output.ts';

/** Registers the command. */
export function addData(program: Command): void {
  program
    .command('data')
    .description('CIFAR-10 files')
    .command('pack')
    .description('write the training images of an archive as one gzipped file, which the page and --data take')
    .argument('<archive>', 'cifar-10-binary.tar.gz, its .tar, a .bin file or a folder of data_batch_*.bin')
    .option('--images <n>', 'the first images of each class, n in all (default: all)', integer)
    .option('--out <file>', 'where to', 'cifar10.bin.gzip')
    .action(pack);
}

async function pack(archive: string, { images: wanted, out }: { images?: number; out: string }): Promise<void> {
  const { images } = await loadFiles(archive);
  const taken = wanted === undefined ? [...images.labels.keys()] : firstOfEach(images, wanted);
  // Written whole beside, then put in its place: what is cut off is never taken for a pack.
  const hash = createHash('sha256');
  await pipeline(
    Readable.from(records(images, taken, hash)),
    createGzip({ level: 9 }),
    createWriteStream(`${out}.part`),
  );
  await rename(`${out}.part`, out);
  line(`wrote   ${out}, ${taken.length} images`);
  line(`sha256  ${hash.digest('hex')} of the records unpacked`);
}

/** Indices of the first `wanted / 10` images of each class, in their order. @throws {RangeError} when there are not so many. */
function firstOfEach({ labels }: ImageSet, wanted: number): number[] {
  const classes = CLASS_NAMES.length;
  if (wanted === 0 || wanted % classes !== 0)
    throw new RangeError(`data: --images must be a multiple of ${classes}, as many of each class; got ${wanted}`);
  const counts = CLASS_NAMES.map(() => 0);
  const taken = [...labels.keys()].filter((i) => counts[labels[i]!]!++ < wanted / classes);
  if (taken.length < wanted)
    throw new RangeError(`data: --images must be at most 10 times the rarest class; got ${wanted}`);
  return taken;
}

/** Official records, one after the other. */
function* records({ labels, pixels }: ImageSet, taken: readonly number[], hash: { update(bytes: Uint8Array): void }) {
  for (const i of taken) {
    const record = Buffer.concat([labels.subarray(i, i + 1), pixels.subarray(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES)]);
    hash.update(record);
    yield record;
  }
}
