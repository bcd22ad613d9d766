/**
 * @file Imports CIFAR-10 in any of the forms it is distributed in: `cifar-10-binary.tar.gz`, the unpacked `.tar`, the `.bin` files in any
 * order, or a pack made by `pnas data pack`. Streamed, validated, and all or nothing. The test batch is kept apart: a search must not see it, and
 * a final network is judged on it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { isTestBatch, type ByteSource, type ByteStream, type ImportProgress } from '../../../src/contract/api.ts';
import { readError } from '../../../src/contract/read-error.ts';
import type { DataIdentity } from '../../../src/contract/records.ts';
import { CLASS_NAMES } from '../../../src/contract/class-names.ts';
import { ByteReader } from './byte-reader.ts';
import { raceAbort } from '../../scheduling/abort.ts';
import { gunzip } from './gunzip.ts';
import type { Incoming, TestPieces } from './incoming.ts';
import { BATCH_IMAGES, MOST_IMAGES, readRecordFile, allocatePiece, type ReadFile } from './record-file.ts';
import { refuseOtherFormat } from './magic.ts';
import { reuseBuffer } from './release.ts';
import { isTarHeader, readTar, type TarMember } from './tar.ts';

export interface ImportOptions {
  /** Name of the data set. */
  readonly name: string;
  /** The identity that is required; any unless given. */
  readonly sha256?: string;
  onProgress?(progress: ImportProgress): void;
  /** Aborts the import, whatever it waits for; it rejects with the signal's reason and nothing is stored. */
  readonly signal?: AbortSignal;
}

/** A file that was read, and the indices of its pieces. */
interface ImportedFile extends ReadFile {
  readonly pieces: readonly number[];
}

/** Names of the official members; any other means that it is another archive. */
const TRAINING = /^data_batch_[1-5]\.bin$/;
const SKIPPED = new Set(['batches.meta.txt', 'readme.html']);
/** Size limit of the skipped members, bytes (ours; the official ones have under 200). */
const MAX_SKIPPED_BYTES = 1_000_000;
/** Fewest labels that identify a file: as many equal ones by chance have probability 10^-50. */
const IDENTIFYING_LABELS = 50;

/**
 * Imports the sources as one data set and returns its identity. Files are ordered by name.
 * @throws {RangeError} naming the file, what was required and what was found; nothing is stored then.
 */
export async function importArchive(
  sources: readonly ByteSource[],
  incoming: Incoming,
  options: ImportOptions,
): Promise<DataIdentity> {
  try {
    const files = await new ArchiveImport(incoming, options, sources).readSources();
    const sorted = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
    const [tests, ordered] = [sorted.filter(isTest), sorted.filter((file) => !isTest(file))];
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
    const test = tests.length === 0 ? undefined : await testPieces(tests, incoming, options.signal);
    options.signal?.throwIfAborted();
    await incoming.commit(identity, order, test);
    return identity;
  } catch (error) {
    await incoming.abort();
    throw error;
  }
}

const isTest = ({ name }: ReadFile): boolean => isTestBatch(name);

/** The test images among the pieces of an import. */
async function testPieces(
  files: readonly ImportedFile[],
  incoming: Incoming,
  signal: AbortSignal | undefined,
): Promise<TestPieces> {
  const order = files.flatMap(({ pieces }) => pieces);
  const images = files.reduce((sum, { labels }) => sum + labels.length, 0);
  return { images, sha256: await hashOf(files, order, incoming, signal), order };
}

class ArchiveImport {
  readonly #incoming: Incoming;
  readonly #options: ImportOptions;
  readonly #sources: readonly ByteSource[];
  readonly #started = performance.now();
  readonly #sizeBytes: number;
  readonly #piece = allocatePiece();
  #bytes = 0;
  #images = 0;
  #pieceCount = 0;

  constructor(incoming: Incoming, options: ImportOptions, sources: readonly ByteSource[]) {
    this.#incoming = incoming;
    this.#options = options;
    this.#sources = sources;
    this.#sizeBytes = this.#sources.reduce((sum, { size }) => sum + size, 0);
    if (sources.every(({ name }) => isTestBatch(name))) {
      throw new RangeError(
        sources.length === 0
          ? 'data: needs cifar-10-binary.tar.gz or data_batch_1.bin to 5; got no file'
          : 'data: test_batch.bin alone cannot be searched on; data_batch_1.bin to 5 are needed',
      );
    }
  }

  /** Reads all sources. */
  async readSources(): Promise<ImportedFile[]> {
    const imported: ImportedFile[] = [];
    for (const source of this.#sources) {
      const files = await this.#readSource(source);
      if (files.length > 1 && this.#sources.length > 1)
        throw new RangeError(
          `data: ${source.name} is an archive and must come alone; got ${this.#sources.length} files`,
        );
      imported.push(...files);
    }
    return imported;
  }

  async #readSource(source: ByteSource): Promise<ImportedFile[]> {
    if (source.size === 0) {
      const cause = await fileError(source);
      if (cause !== undefined) throw readError(cause, `data: ${source.name}`);
      throw new RangeError(`data: ${source.name} must hold at least one record; got an empty file`);
    }
    const { signal } = this.#options;
    const raw = new ByteReader(withNamedErrors(source), signal, (count) => (this.#bytes += count));
    let reader = raw;
    try {
      const head = await raw.peek(2);
      const isGzip = head[0] === 0x1f && head[1] === 0x8b; // RFC 1952, section 2.3.1; as a record: label 31, never valid
      if (isGzip) reader = new ByteReader(gunzip(raw), signal);
      const block = await reader.peek(512);
      if (isTarHeader(block)) return await this.#readArchive(reader, source.name);
      refuseOtherFormat(block, source.name, isGzip);
      return [await this.#readRecords(reader, source.name, isGzip ? undefined : source.size)];
    } catch (error) {
      throw describeGunzipError(error, source.name);
    } finally {
      await reader.cancel();
      await raw.cancel();
    }
  }

  async #readArchive(reader: ByteReader, archive: string): Promise<ImportedFile[]> {
    const files: ImportedFile[] = [];
    await readTar(reader, archive, async (member) => {
      const file = await this.#readMember(reader, archive, member);
      if (file === undefined) return;
      if (files.some(({ name }) => name === file.name)) throw new RangeError(`data: ${archive} has ${file.name} twice`);
      files.push(file);
    });
    if ((await reader.skip(MAX_SKIPPED_BYTES)) === MAX_SKIPPED_BYTES)
      throw new RangeError(`data: ${archive} must end after its last member; more than a million bytes follow`);
    const missing = [1, 2, 3, 4, 5]
      .map((n) => `data_batch_${n}.bin`)
      .filter((name) => !files.some((file) => file.name === name));
    if (missing.length > 0)
      throw new RangeError(`data: ${archive} must have data_batch_1.bin to 5; it lacks ${missing.join(', ')}`);
    return files;
  }

  async #readMember(
    reader: ByteReader,
    archive: string,
    { path, kind, sizeBytes }: TarMember,
  ): Promise<ImportedFile | undefined> {
    if (/cifar-100/i.test(path)) throw new RangeError(`data: ${archive} is CIFAR-100; CIFAR-10 is needed`);
    if (/batches-py/.test(path))
      throw new RangeError(
        `data: ${archive} is the Python version of CIFAR-10; the binary version, cifar-10-binary.tar.gz, is needed`,
      );
    if (kind === 'folder') return undefined;
    const name = path.split('/').at(-1)!;
    const place = `${archive}: ${name}`;
    const isSkipped = SKIPPED.has(name) || name.startsWith('._'); // macOS adds such files to archives
    if (!isSkipped && !isTestBatch(name) && !TRAINING.test(name))
      throw new RangeError(`data: ${archive} must be cifar-10-binary.tar.gz; it holds ${path}`);
    if (isSkipped && sizeBytes > MAX_SKIPPED_BYTES)
      throw new RangeError(`data: ${place} must have at most ${MAX_SKIPPED_BYTES} bytes; got ${sizeBytes}`);
    if (!isSkipped && sizeBytes !== BATCH_IMAGES * 3073)
      throw new RangeError(`data: ${place} must have 30,730,000 bytes (10,000 records of 3,073); got ${sizeBytes}`);
    if (!isSkipped) return { ...(await this.#readRecords(reader, place, sizeBytes)), name };
    if ((await reader.skip(sizeBytes)) < sizeBytes)
      throw new RangeError(`data: ${place} must have ${sizeBytes} bytes; it is cut off: download it again`);
    return undefined;
  }

  async #readRecords(reader: ByteReader, name: string, sizeBytes: number | undefined): Promise<ImportedFile> {
    const pieces: number[] = [];
    const file = await readRecordFile(reader, name, sizeBytes, this.#piece, async (piece) => {
      if (!isTestBatch(name.split(': ').at(-1)!)) this.#images += piece.labels.length;
      if (this.#images > MOST_IMAGES) {
        throw new RangeError(
          `data: needs at most ${MOST_IMAGES.toLocaleString('en')} images, as the training set has; ${name} makes it more`,
        );
      }
      await raceAbort(this.#incoming.add(piece), this.#options.signal);
      pieces.push(this.#pieceCount++);
      this.#reportProgress();
    });
    return { ...file, pieces };
  }

  #reportProgress(): void {
    const durationMs = Math.round(performance.now() - this.#started);
    this.#options.onProgress?.({ bytes: this.#bytes, sizeBytes: this.#sizeBytes, images: this.#images, durationMs });
  }
}

/** Validates the files together: none is there twice, and a whole training set has as many images of each class. */
function checkSet(files: readonly ReadFile[]): void {
  const byLabels = new Map<string, string>();
  for (const { name, labels } of files) {
    if (labels.length < IDENTIFYING_LABELS) continue;
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

/** SHA-256 of all labels followed by all pixels, as they are read back from the store. */
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

/** The source's stream, with the file's name in its errors, which distinguishes them from those of decompression. */
function withNamedErrors(source: ByteSource): ByteStream {
  const reader = reuseBuffer(source.stream()).getReader();
  const read = () =>
    reader.read().catch(async (error: unknown) => {
      throw readError((await fileError(source)) ?? error, `data: ${source.name}`);
    });
  return { getReader: () => ({ read, cancel: () => reader.cancel() }) };
}

/**
 * Why a file cannot be read, if it cannot: Chromium's streams end with "network error" where a file changed or was deleted, and a deleted
 * one has size 0; only a read of a whole Blob gives the reason.
 */
async function fileError(source: ByteSource): Promise<unknown> {
  if (!(source instanceof Blob)) return undefined;
  const least = source.size === 0 ? source : source.slice(0, 1);
  return least.arrayBuffer().then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The platform's error of a damaged gzip stream as one that names the file; any other error unchanged. */
function describeGunzipError(error: unknown, name: string): unknown {
  if (error instanceof RangeError || !(error instanceof Error)) return error;
  const { code } = error as { code?: unknown }; // a DOMException's is a number
  const isGunzip = error instanceof TypeError || (typeof code === 'string' && /^(Z|ERR)_/.test(code));
  return isGunzip
    ? new RangeError(`data: ${name} must be whole gzip data; ${error.message}: download it again`, { cause: error })
    : error;
}
