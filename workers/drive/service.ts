/** @file The search worker's service: one device, one store, at most one running search. */
import type { ByteSource, SearchApi } from '../../src/contract/api.ts';
import type { SearchConfig } from '../../src/contract/config.ts';
import type { DeviceReport, SearchEvent } from '../../src/contract/events.ts';
import type { DataIdentity, Run, RunHead } from '../../src/contract/records.ts';
import { SAMPLE_NAME } from '../../src/contract/sample.ts';
import { identify, joinImages, parseRecords } from '../data/records.ts';
import { fetchSample } from '../data/sample.ts';
import { openDevice, type Device } from '../gpu/backend.ts';
import { openIndexedDb, type IndexedDbStore } from '../store/indexed-db.ts';
import { runSearch } from './search.ts';

export class SearchService implements SearchApi {
  #device: Promise<Device> | undefined;
  #store: Promise<IndexedDbStore> | undefined;
  #running: Promise<void> | undefined;
  #pauseAsked = false;

  async device(): Promise<DeviceReport> {
    return (await this.#openDevice()).report;
  }

  async dataSets(pageUrl: string): Promise<DataIdentity[]> {
    const store = await this.#openStore();
    const known = await store.list();
    if (known.some(({ name }) => name === SAMPLE_NAME)) return known;
    const images = await fetchSample(pageUrl);
    const identity = await identify(SAMPLE_NAME, images);
    await store.put(identity, images);
    return [...known, identity];
  }

  async intake(name: string, files: readonly ByteSource[]): Promise<DataIdentity> {
    if (files.length === 0) throw new RangeError('data: needs at least one .bin file; got none');
    const inOrder = [...files].sort((a, b) => a.name.localeCompare(b.name));
    const sets = [];
    for (const file of inOrder) sets.push(parseRecords(new Uint8Array(await file.arrayBuffer()), file.name));
    const images = joinImages(sets);
    const identity = await identify(name, images);
    await (await this.#openStore()).put(identity, images);
    return identity;
  }

  async runs(): Promise<RunHead[]> {
    return (await this.#openStore()).runs();
  }

  async run(id: string): Promise<Run> {
    return (await this.#openStore()).run(id);
  }

  async deleteRun(id: string): Promise<void> {
    await (await this.#openStore()).deleteRun(id);
  }

  async importRun({ head, log }: Run): Promise<string> {
    const store = await this.#openStore();
    const id = crypto.randomUUID();
    await store.createRun({ ...head, id });
    for (const record of log) await store.append(id, record);
    return id;
  }

  async start(config: SearchConfig, dataSha256: string, onEvent: (event: SearchEvent) => void): Promise<string> {
    this.#requireIdle();
    const [store, device] = await Promise.all([this.#openStore(), this.#openDevice()]);
    const data = (await store.list()).find(({ sha256 }) => sha256 === dataSha256);
    if (data === undefined) throw new RangeError(`search: there is no data set ${dataSha256}`);
    const { notes: _notes, ...identity } = device.report;
    const id = crypto.randomUUID();
    await store.createRun({ id, config, data, device: identity, startedAt: new Date().toISOString() });
    this.#begin(id, onEvent);
    return id;
  }

  async resume(id: string, onEvent: (event: SearchEvent) => void): Promise<void> {
    this.#requireIdle();
    await this.run(id); // an unknown id is refused here, not in an event
    this.#begin(id, onEvent);
  }

  async pause(): Promise<void> {
    this.#pauseAsked = true;
    await this.#running;
  }

  #requireIdle(): void {
    if (this.#running !== undefined) throw new Error('search: only one can run at a time; pause the other first');
  }

  /** Runs in the background; how it ends is told in events. */
  #begin(id: string, onEvent: (event: SearchEvent) => void): void {
    this.#pauseAsked = false;
    this.#running = this.#search(id, onEvent)
      .catch((error: unknown) =>
        onEvent({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
      )
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #search(id: string, onEvent: (event: SearchEvent) => void): Promise<void> {
    const [store, device] = await Promise.all([this.#openStore(), this.#openDevice()]);
    const run = await store.run(id);
    const images = await store.load(run.head.data.sha256);
    await runSearch({ run, images, device, store, onEvent, shouldPause: () => this.#pauseAsked });
  }

  #openDevice(): Promise<Device> {
    this.#device ??= openDevice();
    return this.#device;
  }

  #openStore(): Promise<IndexedDbStore> {
    this.#store ??= openIndexedDb();
    return this.#store;
  }
}
