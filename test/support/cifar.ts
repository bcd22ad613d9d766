/** @file CIFAR-10 in its official forms, made up: streams of any size from a few bytes held. */
import { Buffer } from 'node:buffer';
import type { ByteSource, ByteStream } from '../../src/contract/api.ts';

export const RECORD = 3073;
const TEMPLATE_RECORDS = 10;

/** Bytes as parts, so that equal ones are held once. */
export type Parts = readonly Uint8Array[];

/** n records (a multiple of ten), of every class as many; file k's pixels and labels are its own. */
export function records(n: number, k = 1): Parts {
  const template = new Uint8Array(TEMPLATE_RECORDS * RECORD);
  for (let i = 0; i < template.length; i++)
    template[i] = i % RECORD === 0 ? (i / RECORD + k) % 10 : (i * 7 + k * 31) % 256;
  return Array.from({ length: n / TEMPLATE_RECORDS }, () => template);
}

export const sizeOf = (parts: Parts): number => parts.reduce((sum, { length }) => sum + length, 0);

interface Header {
  readonly type?: string;
  readonly size?: number;
  readonly link?: string;
}

/** A tar member: ustar header, bytes, padding. */
export function member(
  path: string,
  parts: Parts = [],
  { type = '0', size = sizeOf(parts), link = '' }: Header = {},
): Parts {
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000765\0', 108);
  header.write('0000765\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('11145563045\0', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, ...parts, new Uint8Array((512 - (sizeOf(parts) % 512)) % 512)];
}

export const END: Parts = [new Uint8Array(1024)];
const FOLDER = 'cifar-10-batches-bin';

/** The official members by name, each as a tar member, in the official archive's order. */
function officialMembers(): Map<string, Parts> {
  const members = new Map<string, Parts>([['', member(`${FOLDER}/`, [], { type: '5' })]]);
  for (const k of [1, 4])
    members.set(`data_batch_${k}.bin`, member(`${FOLDER}/data_batch_${k}.bin`, records(10_000, k)));
  members.set('batches.meta.txt', member(`${FOLDER}/batches.meta.txt`, [Buffer.from('airplane\nautomobile\n')]));
  for (const k of [3, 2, 5])
    members.set(`data_batch_${k}.bin`, member(`${FOLDER}/data_batch_${k}.bin`, records(10_000, k)));
  members.set('readme.html', member(`${FOLDER}/readme.html`, [Buffer.from('<html></html>')]));
  members.set('test_batch.bin', member(`${FOLDER}/test_batch.bin`, records(10_000, 6)));
  return members;
}

/** The official archive, unpacked, with members replaced or (undefined) left out. */
export function tar(changes: Readonly<Record<string, Parts | undefined>> = {}, end: Parts = END): Parts {
  const members = officialMembers();
  for (const [name, parts] of Object.entries(changes)) members.set(name, parts ?? []);
  return [...[...members.values()].flat(), ...end];
}

/** The first bytes of parts. */
export function cut(parts: Parts, bytes: number): Parts {
  const kept: Uint8Array[] = [];
  let left = bytes;
  for (const part of parts) {
    if (left <= 0) break;
    kept.push(part.subarray(0, left));
    left -= part.length;
  }
  return kept;
}

/** A file of these bytes, in chunks as a disk gives them. */
export function file(name: string, parts: Parts): ByteSource {
  return { name, size: sizeOf(parts), stream: () => streamOf(parts) as ByteStream };
}

/** The same as a page gives it: its stream is one of bytes. */
export const dropped = (name: string, parts: Parts): ByteSource =>
  new File([...parts] as Uint8Array<ArrayBuffer>[], name) as ByteSource;

/** The same zipped on the way; its size is a guess, as a download's may be. */
export function zipped(name: string, parts: Parts): ByteSource {
  const stream = () => streamOf(parts).pipeThrough(new CompressionStream('gzip') as unknown as ReadableWritablePair);
  return { name, size: 1_000_000, stream: () => stream() as ByteStream };
}

function streamOf(parts: Parts): ReadableStream<Uint8Array> {
  let next = 0;
  return new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (next === parts.length) controller.close();
      else controller.enqueue(parts[next++]!.slice());
    },
  });
}
