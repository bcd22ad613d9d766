/** @file The sample data set of the page: a pack of real CIFAR-10 images beside it. */
import type { ByteSource } from '../../src/contract/api.ts';
import { SAMPLE_FILE } from '../../src/contract/sample.ts';

/** Fetches the sample from beside the page. @param base the page's URL. */
export async function fetchSample(base: string): Promise<ByteSource> {
  const url = new URL(SAMPLE_FILE, base);
  const response = await fetch(url);
  if (!response.ok)
    throw new Error(`data: the sample must be at ${url.href}; got ${response.status} ${response.statusText}`);
  const blob = await response.blob();
  return { name: SAMPLE_FILE, size: blob.size, stream: () => blob.stream() };
}
