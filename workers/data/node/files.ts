/** @file Data sets for the terminal: the sample of the page, or CIFAR-10 in any of its forms on disk. */
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTestBatch, type ByteSource, type ByteStream, type ImportProgress } from '../../../src/contract/api.ts';
import type { DataIdentity } from '../../../src/contract/records.ts';
import { SAMPLE_FILE, SAMPLE_NAME } from '../../../src/contract/sample.ts';
import type { ImageSet } from '../image-set.ts';
import { MemoryIncoming, type TestPieces } from '../import/incoming.ts';
import { importArchive } from '../import/import-archive.ts';
import { joinImages } from '../records.ts';

/** A data set and its identity. */
export interface LoadedData {
  readonly images: ImageSet;
  readonly identity: DataIdentity;
  /** The test images that came with it; absent: none did. */
  readonly test?: Pick<LoadedData, 'images'> & { readonly identity: Pick<DataIdentity, 'images' | 'sha256'> };
}

/** Size of a read, bytes (ours). */
const CHUNK_BYTES = 65_536;

const SAMPLE_PATH = fileURLToPath(new URL(`../../../public/${SAMPLE_FILE}`, import.meta.url));

/** The data set at a path ({@link loadFiles}); without one, the sample. */
export function loadData(path: string | undefined): Promise<LoadedData> {
  return path === undefined ? loadSample() : loadFiles(path);
}

/** The embedded sample. */
export function loadSample(): Promise<LoadedData> {
  return loadFiles(SAMPLE_PATH, SAMPLE_NAME);
}

/**
 * The training images of an archive, of one `.bin` file, or of a folder of `data_batch_*.bin`; and the test images of the archive, or those in
 * the folder's `test_batch*.bin`.
 * @param name of the data set.
 * @throws {RangeError} naming the file, what was required and what was found.
 */
export async function loadFiles(
  path: string,
  name: string = basename(path),
  onProgress?: (progress: ImportProgress) => void,
): Promise<LoadedData> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new RangeError(
      `data: ${path} must be cifar-10-binary.tar.gz, a .bin file or a folder; there is nothing there`,
    );
  const paths = found.isDirectory() ? await batchFiles(path) : [path];
  const incoming = new TestedIncoming();
  const identity = await importArchive(await Promise.all(paths.map(fileSource)), incoming, { name, onProgress });
  const pieces = incoming.takeTestPieces();
  const images = joinImages(incoming.takePieces());
  if (pieces === undefined || incoming.test === undefined) return { images, identity };
  const { images: count, sha256 } = incoming.test;
  return { images, identity, test: { images: joinImages(pieces), identity: { images: count, sha256 } } };
}

/** Also tells what test images came. */
class TestedIncoming extends MemoryIncoming {
  test: TestPieces | undefined;

  override async commit(identity: DataIdentity, order: readonly number[], test?: TestPieces): Promise<void> {
    await super.commit(identity, order, test);
    this.test = test;
  }
}

/** A file on disk as a stream. */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path);
  return { name: basename(path), size, stream: () => streamFile(path) };
}

/** A file's bytes, each chunk in a buffer of its own: decompression reads it later. */
function streamFile(path: string): ByteStream {
  let file: FileHandle | undefined;
  const read = async () => {
    file ??= await open(path);
    const buffer = new Uint8Array(CHUNK_BYTES);
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES);
    return { done: bytesRead === 0, value: buffer.subarray(0, bytesRead) };
  };
  return { getReader: () => ({ read, cancel: async () => void (await file?.close()) }) };
}

async function batchFiles(folder: string): Promise<string[]> {
  const all = await readdir(folder);
  const names = all.filter((name) => /^data_batch_\d+\.bin$/.test(name));
  if (names.length === 0) throw new RangeError(`data: ${folder} must hold data_batch_1.bin and the like; got none`);
  const tests = all.filter((name) => isTestBatch(name) && name.endsWith('.bin'));
  return [...names, ...tests].map((name) => join(folder, name));
}
