/**
 * @file Data sets with bytes changed: records, plain and zipped, and the headers of a tar archive with their checksums made to fit. A
 * record has no checksum: a changed pixel is another data set, which its SHA-256, the identity that a run is bound to, must say.
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { DataIdentity } from '../../src/contract/records.ts';
import type { Rng } from '../../src/core/random/rng.ts';
import { MemoryIncoming } from '../../workers/data/import/incoming.ts';
import { importArchive } from '../../workers/data/import/import-archive.ts';
import { END, file, member, RECORD, records, type Parts } from '../support/cifar.ts';
import type { Attempt, Fuzzer } from './fuzzer.ts';
import { mutate } from './mutate.ts';

const MOST_MS = 1000;
const RECORDS = 20;
const HEADER_BYTES = 512;
const FOLDER = 'cifar-10-batches-bin';

export function archiveFuzzer(): Fuzzer {
  const plain = join(records(RECORDS));
  const zipped = gzipSync(plain);
  const small = [
    member(`${FOLDER}/`, [], { type: '5' }),
    member(`${FOLDER}/readme.html`, [Buffer.from('<html></html>')]),
  ];
  const tar = join([...small, member(`${FOLDER}/batches.meta.txt`, [Buffer.from('airplane\n')]), END].flat());
  return {
    mostMs: MOST_MS,
    make: (rng) => {
      const kind = rng.integer(3);
      if (kind === 0) return attemptOf('data_batch_1.bin', mutate([plain], rng));
      if (kind === 1) return attemptOf('cifar10.bin.gzip', mutate([zipped], rng));
      return attemptOf('cifar-10-binary.tar', withHeaderChanged(tar, rng));
    },
  };
}

/** One to four bytes of a tar header changed, and the header's checksum made to fit. */
function withHeaderChanged(tar: Uint8Array, rng: Rng): Uint8Array {
  const bytes = Buffer.from(tar);
  const headers = [0, 1, 3].map((block) => block * HEADER_BYTES);
  const at = headers[rng.integer(headers.length)]!;
  for (let changes = 1 + rng.integer(4); changes > 0; changes--)
    bytes[at + rng.integer(HEADER_BYTES)] = rng.integer(256);
  bytes.write('        ', at + 148);
  const sum = bytes.subarray(at, at + HEADER_BYTES).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148);
  return bytes;
}

function attemptOf(name: string, bytes: Uint8Array): Attempt {
  return {
    input: `${name} ${Buffer.from(bytes).toString('base64')}`,
    read: () => importArchive([file(name, [bytes])], new MemoryIncoming(), { name: 'fuzzed' }),
    check: (read) => {
      const { images, sha256 } = read as DataIdentity;
      const content = name.endsWith('gzip') ? gunzipSync(bytes) : bytes;
      if (images !== content.length / RECORD) throw new Error(`${images} images of ${content.length} bytes`);
      if (sha256 !== identityOf(content)) throw new Error('its SHA-256 is of other images');
    },
  };
}

/** SHA-256 of all labels followed by all pixels. */
function identityOf(content: Uint8Array): string {
  const starts = Array.from({ length: content.length / RECORD }, (_, i) => i * RECORD);
  const hash = createHash('sha256').update(Uint8Array.from(starts, (start) => content[start]!));
  for (const start of starts) hash.update(content.subarray(start + 1, start + RECORD));
  return hash.digest('hex');
}

const join = (parts: Parts): Uint8Array => Uint8Array.from(Buffer.concat(parts));
