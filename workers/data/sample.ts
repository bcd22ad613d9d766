/** @file The sample that comes with the page: real CIFAR-10 images in the official record format, gzipped. */
import { SAMPLE_FILE } from '../../src/contract/sample.ts';
import type { ImageSet } from './image-set.ts';
import { parseRecords } from './records.ts';

/** The sample's images, from its file's bytes; gunzips them unless something on the way has. */
export async function parseSample(bytes: Uint8Array<ArrayBuffer>): Promise<ImageSet> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b; // RFC 1952, section 2.3.1; as a record: label 31, never valid
  return parseRecords(isGzip ? await gunzip(bytes) : bytes, SAMPLE_FILE);
}

/** Fetches the sample from beside the page. @param base the page's URL. */
export async function fetchSample(base: string): Promise<ImageSet> {
  const url = new URL(SAMPLE_FILE, base);
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`data: the sample must be at ${url.href}; got ${response.status} ${response.statusText}`);
  return parseSample(new Uint8Array(await response.arrayBuffer()));
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
