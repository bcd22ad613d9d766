/** @file Data sets for the terminal: the sample that comes with the page, or official record files on disk. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataIdentity } from '../../../src/contract/records.ts';
import type { ImageSet } from '../image-set.ts';
import { identify, joinImages, parseRecords } from '../records.ts';
import { SAMPLE_FILE, SAMPLE_NAME } from '../../../src/contract/sample.ts';
import { parseSample } from '../sample.ts';

/** A data set and who it is. */
export interface LoadedData {
  readonly images: ImageSet;
  readonly identity: DataIdentity;
}

const SAMPLE_PATH = new URL(`../../../public/${SAMPLE_FILE}`, import.meta.url);

/** The embedded sample. */
export async function loadSample(): Promise<LoadedData> {
  const images = await parseSample(new Uint8Array(await readFile(SAMPLE_PATH)));
  return { images, identity: await identify(SAMPLE_NAME, images) };
}

/**
 * Training images from one `.bin` file, or from all `data_batch_*.bin` of a folder in the order of their names.
 * @throws {RangeError} naming the file, what was required and what came.
 */
export async function loadFiles(path: string): Promise<LoadedData> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new RangeError(`data: ${path} must be a folder or a .bin file; there is nothing there`);
  const paths = found.isDirectory() ? await batchFiles(path) : [path];
  const sets = await Promise.all(
    paths.map(async (file) => parseRecords(new Uint8Array(await readFile(file)), basename(file))),
  );
  const images = joinImages(sets);
  return { images, identity: await identify(basename(path), images) };
}

async function batchFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /^data_batch_\d+\.bin$/.test(name)).sort();
  if (names.length === 0) throw new RangeError(`data: ${folder} must hold data_batch_1.bin and the like; got none`);
  return names.map((name) => join(folder, name));
}
