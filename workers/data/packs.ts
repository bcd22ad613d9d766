/** @file The data packs that the page's host offers in a manifest beside it. */
import type { ByteSource } from '../../src/contract/api.ts';
import { parseWith } from '../../src/contract/config.ts';
import { DataManifestSchema, MANIFEST_FILE, type DataPack } from '../../src/contract/data-manifest.ts';
import { raceAbort } from '../scheduling/abort.ts';

/** The host's packs; none without a manifest. @param base the page's URL. @throws {RangeError} for an invalid manifest. */
export async function fetchPacks(base: string): Promise<DataPack[]> {
  const response = await fetch(new URL(MANIFEST_FILE, base), { cache: 'no-cache' }).catch(() => undefined);
  const isJson = response?.headers.get('content-type')?.includes('json') === true; // some hosts answer everything with the page
  if (response === undefined || !response.ok || !isJson) return [];
  return parseWith(DataManifestSchema, await response.json(), `data: ${MANIFEST_FILE}`).packs;
}

/** Opens a pack as a stream. @param signal aborts the wait for the response. @throws {RangeError} for one on another origin; {Error} for a missing one. */
export async function fetchPack(
  { url: path, sizeBytes }: DataPack,
  base: string,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const url = new URL(path, new URL(MANIFEST_FILE, base));
  const { origin } = new URL(base);
  if (url.origin !== origin) throw new RangeError(`data: a pack must lie on ${origin}; got ${url.href}`);
  const response = await raceAbort(fetch(url, signal === undefined ? {} : { signal }), signal);
  const { ok, status, body } = response;
  if (!ok || body === null) throw new Error(`data: the pack must be at ${url.href}; got ${status}`);
  return { name: url.pathname.split('/').at(-1)!, size: sizeBytes, stream: () => body };
}
