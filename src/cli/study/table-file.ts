/** @file Reads a table from a file, packed or not. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readTable, type AccuracyTable, type TableOptions } from '../../../workers/table/table.ts';

/** Most that a table is unpacked to, bytes: a few bytes can be packed that are more than memory holds. */
const MOST_BYTES = 512 * 2 ** 20;

/** A table and what names it. */
export interface TableFile {
  readonly name: string;
  /** Of the file's bytes. */
  readonly sha256: string;
  readonly table: AccuracyTable;
}

/** @throws {RangeError} for a file that is no such table. */
export async function readTableFile(path: string, options: TableOptions): Promise<TableFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch((error: Error) => {
    throw new RangeError(`--table: ${path} must be a file that can be read; ${error.message}`);
  });
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const unpacked = isPacked ? await unpack(bytes, name) : bytes;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { name, sha256, table: readTable(unpacked.toString('utf8'), name, options) };
}

async function unpack(bytes: Buffer, name: string): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    throw new RangeError(`${name}: must be gzip of at most ${MOST_BYTES} bytes; ${(error as Error).message}`);
  }
}
