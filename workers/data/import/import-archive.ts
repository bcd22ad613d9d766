/**
 * @file Takes CIFAR-10 in, in any of the forms it is handed around: `cifar-10-binary.tar.gz`, the unpacked `.tar`, the `.bin` files in any
 * order, or a pack that `pnas data pack` made. Streamed, checked, and all or nothing. The test batch is left out: a search must not
 * see it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { isTestBatch, type ByteSource, type ByteStream, type ImportProgress } from '../../../src/contract/api.ts';
import { readError } from '../../../src/contract/read-error.ts';
import type { DataIdentity } from '../../../src/contract/records.ts';
import { CLASS_NAMES } from '../records.ts';
import { ByteReader } from './byte-reader.ts';
import { raceAbort } from '../../scheduling/abort.ts';
import { gunzip } from './gunzip.ts';
import type { Incoming } from './incoming.ts';
import { BATCH_IMAGES, MOST_IMAGES, readRecordFile, allocatePiece, type ReadFile } from './record-file.ts';
import { refuseOther } from './magic.ts';
import { recycled } from './release.ts';
import { isTarHeader, readTar, type TarMember } from './tar.ts';

export interface ImportOptions {
  /** What the data set will be called. */
  readonly name: string;
  /** Who it must be. */
  readonly sha256?: string;
  onProgress?(progress: ImportProgress): void;
  /** Stops the intake, whatever it waits for; it rejects with the signal's reason and nothing is kept. */
  readonly signal?: AbortSignal;
}

/** A file that was read, and which pieces it is. */
interface TakenFile extends ReadFile {
  readonly pieces: readonly number[];
}

/** Names of the official members; anything else in an archive means that it is another one. */
const TRAINING = /^data_batch_[1-5]\.bin$/;
const BESIDE = new Set(['batches.meta.txt', 'readme.html']);
/** Largest of the files beside the images that is passed over (ours; the official ones have under 200 bytes). */
const MOST_BESIDE_BYTES = 1_000_000;
/** Least labels that can tell two files apart: as many equal ones by chance has probability 10^-50. */
const TELLING_LABELS = 50;

/**
 * Takes the sources in as one data set and returns who it is. Files come in the order of their names.
 * @throws {RangeError} naming the file, what was required and what came; then nothing is kept.
 */
export async function importArchive(
  sources: readonly ByteSource[],
  incoming: Incoming,
  options: ImportOptions,
): Promise<DataIdentity> {
  try {
    const files = await new ArchiveImport(incoming, options, sources).files();
    const ordered = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    checkSet(ordered);
    const order = ordered.flatMap(({ pieces }) => pieces);
    const identity = {
      name: options.name,
      images: ordered.reduce((sum, { labels }) => sum + labels.length, 0),
      sha256: await hashOf(ordered, order, incoming, options.signal),
    };
    if (options.sha256 !== undefined && options.sha256 !== identity.sha256) {
      throw new RangeError(`data: ${options.name} must have SHA-256 ${options.sha256}; got ${identity.sha256}`);
    }
    options.signal?.throwIfAborted();
    await incoming.commit(identity, order);
    return identity;
  } catch (error) {
    await incoming.abort();
    throw error;
  }
}

class ArchiveImport {
  readonly #incoming: Incoming;
  readonly #options: ImportOptions;
  readonly #sources: readonly ByteSource[];
  readonly #started = performance.now();
  readonly #sizeBytes: number;
  readonly #room = allocatePiece();
  #bytes = 0;
  #images = 0;
  #pieces = 0;

  constructor(incoming: Incoming, options: ImportOptions, sources: readonly ByteSource[]) {
    this.#incoming = incoming;
    this.#options = options;
    this.#sources = sources.filter(({ name }) => !isTestBatch(name));
    this.#sizeBytes = this.#sources.reduce((sum, { size }) => sum + size, 0);
    if (this.#sources.length === 0) {
      throw new RangeError(
        sources.length === 0
          ? 'data: needs cifar-10-binary.tar.gz or data_batch_1.bin to 5; got no file'
          : 'data: test_batch.bin alone cannot be searched on; data_batch_1.bin to 5 are needed',
      );
    }
  }

  /** Reads all sources. */
  async files(): Promise<TakenFile[]> {
    const taken: TakenFile[] = [];
    for (const source of this.#sources) {
      const files = await this.#source(source);
      if (files.length > 1 && this.#sources.length > 1)
        throw new RangeError(
          `data: ${source.name} is an archive and must come alone; got ${this.#sources.length} files`,
        );
      taken.push(...files);
    }
    return taken;
  }

  async #source(source: ByteSource): Promise<TakenFile[]> {
    if (source.size === 0) {
      const gone = await fileError(source);
      if (gone !== undefined) throw readError(gone, `data: ${source.name}`);
      throw new RangeError(`data: ${source.name} must hold at least one record; got an empty file`);
    }
    const { signal } = this.#options;
    const raw = new ByteReader(named(source), signal, (count) => (this.#bytes += count));
    let reader = raw;
    try {
      const head = await raw.peek(2);
      const isGzip = head[0] === 0x1f && head[1] === 0x8b; // RFC 1952, section 2.3.1; as a record: label 31, never valid
      if (isGzip) reader = new ByteReader(gunzip(raw), signal);
      const block = await reader.peek(512);
      if (isTarHeader(block)) return await this.#archive(reader, source.name);
      refuseOther(block, source.name, isGzip);
      return [await this.#recordFile(reader, source.name, isGzip ? undefined : source.size)];
    } catch (error) {
      throw inWords(error, source.name);
    } finally {
      await reader.cancel();
      await raw.cancel();
    }
  }

  async #archive(reader: ByteReader, archive: string): Promise<TakenFile[]> {
    const files: TakenFile[] = [];
    await readTar(reader, archive, async (member) => {
      const taken = await this.#member(reader, archive, member);
      if (taken === undefined) return;
      if (files.some(({ name }) => name === taken.name))
        throw new RangeError(`data: ${archive} has ${taken.name} twice`);
      files.push(taken);
    });
    if ((await reader.skip(MOST_BESIDE_BYTES)) === MOST_BESIDE_BYTES)
      throw new RangeError(`data: ${archive} must end after its last member; more than a million bytes follow`);
    const missing = [1, 2, 3, 4, 5]
      .map((n) => `data_batch_${n}.bin`)
      .filter((name) => !files.some((file) => file.name === name));
    if (missing.length > 0)
      throw new RangeError(`data: ${archive} must have data_batch_1.bin to 5; it lacks ${missing.join(', ')}`);
    return files;
  }

  async #member(
    reader: ByteReader,
    archive: string,
    { path, kind, sizeBytes }: TarMember,
  ): Promise<TakenFile | undefined> {
    if (/cifar-100/i.test(path)) throw new RangeError(`data: ${archive} is CIFAR-100; CIFAR-10 is needed`);
    if (/batches-py/.test(path))
      throw new RangeError(
        `data: ${archive} is the Python version of CIFAR-10; the binary version, cifar-10-binary.tar.gz, is needed`,
      );
    if (kind === 'folder') return undefined;
    const name = path.split('/').at(-1)!;
    const place = `${archive}: ${name}`;
    const passedOver = BESIDE.has(name) || name.startsWith('._'); // macOS adds such files to archives
    if (!passedOver && !isTestBatch(name) && !TRAINING.test(name))
      throw new RangeError(`data: ${archive} must be cifar-10-binary.tar.gz; it holds ${path}`);
    if (passedOver && sizeBytes > MOST_BESIDE_BYTES)
      throw new RangeError(`data: ${place} must have at most ${MOST_BESIDE_BYTES} bytes; got ${sizeBytes}`);
    if (!passedOver && sizeBytes !== BATCH_IMAGES * 3073)
      throw new RangeError(`data: ${place} must have 30,730,000 bytes (10,000 records of 3,073); got ${sizeBytes}`);
    if (TRAINING.test(name)) return { ...(await this.#recordFile(reader, place, sizeBytes)), name };
    if ((await reader.skip(sizeBytes)) < sizeBytes)
      throw new RangeError(`data: ${place} must have ${sizeBytes} bytes; it is cut off: download it again`);
    return undefined;
  }

  async #recordFile(reader: ByteReader, name: string, sizeBytes: number | undefined): Promise<TakenFile> {
    const pieces: number[] = [];
    const file = await readRecordFile(reader, name, sizeBytes, this.#room, async (piece) => {
      this.#images += piece.labels.length;
      if (this.#images > MOST_IMAGES) {
        throw new RangeError(
          `data: needs at most ${MOST_IMAGES.toLocaleString('en')} images, as the training set has; ${name} makes it more`,
        );
      }
      await raceAbort(this.#incoming.add(piece), this.#options.signal);
      pieces.push(this.#pieces++);
      this.#tell();
    });
    return { ...file, pieces };
  }

  #tell(): void {
    const durationMs = Math.round(performance.now() - this.#started);
    this.#options.onProgress?.({ bytes: this.#bytes, sizeBytes: this.#sizeBytes, images: this.#images, durationMs });
  }
}

/** The files together: none twice, and the classes of a whole training set as even as it has them. */
function checkSet(files: readonly ReadFile[]): void {
  const byLabels = new Map<string, string>();
  for (const { name, labels } of files) {
    if (labels.length < TELLING_LABELS) continue;
    const key = labels.join('');
    const same = byLabels.get(key);
    if (same !== undefined)
      throw new RangeError(`data: ${name} must not be a copy of ${same}; both have the same labels in the same order`);
    byLabels.set(key, name);
  }
  const counts = CLASS_NAMES.map(() => 0);
  for (const { labels } of files) for (const label of labels) counts[label]!++;
  if (counts.reduce((sum, count) => sum + count, 0) !== MOST_IMAGES) return;
  const uneven = counts.findIndex((count) => count !== MOST_IMAGES / CLASS_NAMES.length);
  if (uneven !== -1) {
    throw new RangeError(
      `data: 50,000 images must be the training set, with 5,000 of each class; got ${counts[uneven]} of ${CLASS_NAMES[uneven]}`,
    );
  }
}

/** SHA-256 of all labels followed by all pixels, read back from where they are kept. */
async function hashOf(
  files: readonly ReadFile[],
  order: readonly number[],
  incoming: Incoming,
  signal?: AbortSignal,
): Promise<string> {
  const hash = sha256.create();
  for (const { labels } of files) hash.update(labels);
  for await (const { pixels } of incoming.pieces(order)) {
    signal?.throwIfAborted();
    hash.update(pixels);
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The source's stream, whose errors name the file: so told from what unzipping finds wrong with the bytes. */
function named(source: ByteSource): ByteStream {
  const reader = recycled(source.stream()).getReader();
  const read = () =>
    reader.read().catch(async (error: unknown) => {
      throw readError((await fileError(source)) ?? error, `data: ${source.name}`);
    });
  return { getReader: () => ({ read, cancel: () => reader.cancel() }) };
}

/**
 * What became of a file, if something did: Chromium's streams end with "network error" where a file changed or vanished, and one that
 * vanished has size 0; only a read of a whole Blob says which.
 */
async function fileError(source: ByteSource): Promise<unknown> {
  if (!(source instanceof Blob)) return undefined;
  const least = source.size === 0 ? source : source.slice(0, 1);
  return least.arrayBuffer().then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** What the platform says of a damaged gzip stream, in words; anything else as it is. */
function inWords(error: unknown, name: string): unknown {
  if (error instanceof RangeError || !(error instanceof Error)) return error;
  const { code } = error as { code?: unknown }; // a DOMException's is a number
  const isGunzip = error instanceof TypeError || (typeof code === 'string' && /^(Z|ERR)_/.test(code));
  return isGunzip
    ? new RangeError(`data: ${name} must be whole gzip data; ${error.message}: download it again`, { cause: error })
    : error;
}
