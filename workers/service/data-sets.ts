/** @file The data sets kept here: imported from files, fetched from beside the page, deleted. One import at a time. */
import { IMPORT_CANCELLED, type ByteSource, type ImportProgress } from '../../src/contract/api.ts';
import type { DataPack } from '../../src/contract/data-manifest.ts';
import type { DataIdentity, Listing } from '../../src/contract/records.ts';
import { SAMPLE_NAME } from '../../src/contract/sample.ts';
import { CLASSES } from '../../src/core/network/macro.ts';
import { IMAGE_BYTES, RECORD_BYTES, type ImageSet } from '../data/image-set.ts';
import { importArchive, type ImportOptions } from '../data/import/import-archive.ts';
import { fetchPack, fetchPacks } from '../data/packs.ts';
import { fetchSample } from '../data/sample.ts';
import type { DataStore } from '../store/store.ts';
import { inTurn } from './locks.ts';
import { requireRoom } from './space.ts';

type OnProgress = (progress: ImportProgress) => void;

export class DataSets {
  readonly #openStore: () => Promise<DataStore>;
  #underWay: AbortController | undefined;
  #storingSample: Promise<void> | undefined;

  constructor(openStore: () => Promise<DataStore>) {
    this.#openStore = openStore;
  }

  /** All that are kept; the sample is fetched and kept where it is not. @param pageUrl what the sample lies beside. */
  async list(pageUrl: string): Promise<Listing<DataIdentity>> {
    const store = await this.#openStore();
    const known = await store.list();
    if (known.items.some(({ name }) => name === SAMPLE_NAME)) return known;
    this.#storingSample ??= this.#storeSample(pageUrl).finally(() => (this.#storingSample = undefined));
    await this.#storingSample; // of whoever asked first
    return store.list(); // a sample that could not be read is replaced
  }

  /** The sample's first images of each class, [rows, classes, 3, 32, 32]; empty where it is not kept. */
  async samplePictures(rows: number): Promise<Uint8Array> {
    const store = await this.#openStore();
    const sample = (await store.list()).items.find(({ name }) => name === SAMPLE_NAME);
    if (sample === undefined) return new Uint8Array();
    const { labels, pixels } = await store.load(sample.sha256);
    const pictures = new Uint8Array(rows * CLASSES * IMAGE_BYTES);
    const taken = Array.from({ length: CLASSES }, () => 0);
    for (const [image, label] of labels.entries()) {
      const row = taken[label]!++;
      if (row >= rows) continue;
      const picture = pixels.subarray(image * IMAGE_BYTES, (image + 1) * IMAGE_BYTES);
      pictures.set(picture, (row * CLASSES + label) * IMAGE_BYTES);
    }
    return pictures;
  }

  /** @throws {RangeError} where it is not kept. */
  async find(sha256: string): Promise<DataIdentity> {
    const data = (await (await this.#openStore()).list()).items.find((set) => set.sha256 === sha256);
    if (data === undefined) throw new RangeError(`search: there is no data set ${sha256}`);
    return data;
  }

  /** Imports files; another import under way is cancelled. */
  async importFiles(name: string, files: readonly ByteSource[], onProgress?: OnProgress): Promise<DataIdentity> {
    const signal = this.#begin(); // before anything is waited for, so that a cancel finds it
    await requireRoom(files.reduce((sum, { size }) => sum + size, 0));
    return this.#import(files, { name, onProgress, signal });
  }

  /** The packs beside the page that are not kept yet. */
  async packs(pageUrl: string): Promise<DataPack[]> {
    const [offered, known] = await Promise.all([fetchPacks(pageUrl), (await this.#openStore()).list()]);
    return offered.filter((pack) => !known.items.some(({ sha256 }) => sha256 === pack.sha256));
  }

  /** Fetches and keeps a pack; another import under way is cancelled. */
  async importPack(pack: DataPack, pageUrl: string, onProgress?: OnProgress): Promise<DataIdentity> {
    const signal = this.#begin();
    await requireRoom(pack.images * RECORD_BYTES);
    const { name, sha256 } = pack;
    return this.#import([await fetchPack(pack, pageUrl, signal)], { name, sha256, onProgress, signal });
  }

  cancelImport(): void {
    this.#underWay?.abort(new Error(IMPORT_CANCELLED));
  }

  async delete(sha256: string): Promise<void> {
    await (await this.#openStore()).deleteDataSet(sha256);
  }

  /** The images of a room's job: kept here, or fetched from beside the page. */
  async imagesOf(data: DataIdentity, pageUrl: string): Promise<ImageSet> {
    const { items } = await this.list(pageUrl);
    if (!items.some(({ sha256 }) => sha256 === data.sha256)) {
      const pack = (await this.packs(pageUrl)).find(({ sha256 }) => sha256 === data.sha256);
      if (pack === undefined)
        throw new RangeError(`room: it trains on ${data.name}, which does not lie beside this page`);
      await this.importPack(pack, pageUrl);
    }
    return (await this.#openStore()).load(data.sha256);
  }

  #begin(): AbortSignal {
    this.cancelImport();
    this.#underWay = new AbortController();
    return this.#underWay.signal;
  }

  async #storeSample(pageUrl: string): Promise<void> {
    await this.#import([await fetchSample(pageUrl)], { name: SAMPLE_NAME });
  }

  async #import(sources: readonly ByteSource[], options: ImportOptions): Promise<DataIdentity> {
    const store = await this.#openStore();
    const receive = async (): Promise<DataIdentity> => importArchive(sources, await store.startImport(), options);
    return inTurn('pnas-intake', receive, options.signal);
  }
}
