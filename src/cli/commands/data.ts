/** @file `pnas data pack`: CIFAR-10 as one file to serve beside the page, or to distribute. */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Command } from 'commander';
import { parseWith } from '../../contract/config.ts';
import { DataManifestSchema, MANIFEST_FILE, type DataManifest, type DataPack } from '../../contract/data-manifest.ts';
import { SAMPLE_NAME } from '../../contract/sample.ts';
import { loadFiles } from '../../../workers/data/node/files.ts';
import { CLASS_NAMES } from '../../contract/class-names.ts';
import { placeWhole, writeWhole } from '../../../workers/store/node/write-whole.ts';
import { IMAGE_BYTES, type ImageSet } from '../../../workers/data/image-set.ts';
import { integer } from '../terminal/options.ts';
import { line } from '../terminal/output.ts';

/** Registers the command. */
export function addData(program: Command): void {
  program
    .command('data')
    .description('CIFAR-10 files')
    .command('pack')
    .description('write the training images of an archive as one gzipped file, which the page and --data can import')
    .argument('<archive>', 'cifar-10-binary.tar.gz, its .tar, a .bin file or a folder of data_batch_*.bin')
    .option('--images <n>', 'the first images of each class, n in all (default: all)', integer)
    .option('--out <file>', 'where to; the page in this folder will offer it', 'cifar10.bin.gzip')
    .option('--name <name>', 'what the page calls it', 'CIFAR-10')
    .action(pack);
}

interface Flags {
  readonly images?: number;
  readonly out: string;
  readonly name: string;
}

async function pack(archive: string, { images: wanted, out, name }: Flags): Promise<void> {
  if (name === SAMPLE_NAME)
    throw new RangeError(`data: --name must not be that of the page's own sample, ${SAMPLE_NAME}`);
  const path = join(dirname(out), MANIFEST_FILE);
  const manifest = await readManifest(path); // an unreadable manifest is reported before the work
  const { images } = await loadFiles(archive);
  const chosen = wanted === undefined ? [...images.labels.keys()] : firstOfEach(images, wanted);
  // Atomic, so that a partial file is never imported as a pack.
  await placeWhole(out, (part, flush) =>
    pipeline(Readable.from(records(images, chosen)), createGzip({ level: 9 }), createWriteStream(part, { flush })),
  );
  line(`wrote   ${out}, ${chosen.length} images`);
  const { size: sizeBytes } = await stat(out);
  const sha256 = hashImages(images, chosen);
  await addToManifest({ name, images: chosen.length, sha256, url: basename(out), sizeBytes }, manifest, path);
  line(`sha256  ${sha256} of its labels, then its images`);
}

/** The manifest of a folder; an empty one where there is none. @throws {RangeError} for an invalid one. */
async function readManifest(path: string): Promise<DataManifest> {
  if (!existsSync(path)) return { packs: [] };
  return parseWith(DataManifestSchema, JSON.parse(await readFile(path, 'utf8')), path);
}

/** Writes the manifest with a pack added; it replaces one of the same file or of the same images. */
async function addToManifest(added: DataPack, known: DataManifest, path: string): Promise<void> {
  const others = known.packs.filter(({ url, sha256 }) => url !== added.url && sha256 !== added.sha256);
  const manifest: DataManifest = { packs: [...others, added] };
  await writeWhole(path, `${JSON.stringify(manifest, undefined, 2)}\n`);
  line(`wrote   ${path}: a page in the same folder offers ${added.name}`);
}

/** The data set's identity, as an import computes it. */
function hashImages({ labels, pixels }: ImageSet, indices: readonly number[]): string {
  const hash = createHash('sha256').update(Uint8Array.from(indices, (i) => labels[i]!));
  for (const i of indices) hash.update(pixels.subarray(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES));
  return hash.digest('hex');
}

/** Indices of the first `wanted / 10` images of each class, in their order. @throws {RangeError} when there are fewer. */
function firstOfEach({ labels }: ImageSet, wanted: number): number[] {
  const classes = CLASS_NAMES.length;
  if (wanted === 0 || wanted % classes !== 0)
    throw new RangeError(`data: --images must be a multiple of ${classes}, as many of each class; got ${wanted}`);
  const counts = CLASS_NAMES.map(() => 0);
  const chosen = [...labels.keys()].filter((i) => counts[labels[i]!]!++ < wanted / classes);
  if (chosen.length < wanted)
    throw new RangeError(`data: --images must be at most 10 times the rarest class; got ${wanted}`);
  return chosen;
}

/** The images as official records. */
function* records({ labels, pixels }: ImageSet, indices: readonly number[]) {
  for (const i of indices) {
    yield Buffer.concat([labels.subarray(i, i + 1), pixels.subarray(i * IMAGE_BYTES, (i + 1) * IMAGE_BYTES)]);
  }
}
