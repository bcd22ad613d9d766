/** @file Identifies files other than CIFAR-10 by their first bytes, so that a wrong file is distinguished from a damaged one. */

/** First bytes of files dropped by mistake. Records begin with a label, 0 to 9, so none of these is one. */
const MAGIC: readonly (readonly [string, string])[] = [
  ['\x1f\x8b', 'gzip inside gzip'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['\x89PNG', 'a PNG picture'],
  ['GIF8', 'a GIF picture'],
  ['RIFF', 'a WebP picture, or sound'],
  ['PK', 'a zip archive'],
  ['7z\xbc\xaf', 'a 7z archive'],
  ['Rar!', 'a RAR archive'],
  ['\xfd7zXZ', 'an xz archive'],
  ['BZh', 'a bzip2 archive'],
  ['\x28\xb5\x2f\xfd', 'a zstd archive'],
  ['\x80\x02', 'a Python pickle: the Python version of CIFAR'],
  ['\x80\x04', 'a Python pickle'],
  ['\x93NUMPY', 'a NumPy array'],
  ['\x89HDF', 'an HDF5 file'],
  ['%PDF', 'a PDF document'],
  ['<', 'a web page: the download failed'],
  ['{', 'JSON'],
];

/** Refuses a file whose first bytes are of another format. @throws {RangeError} naming that format. */
export function refuseOtherFormat(head: Uint8Array, name: string, isGzip: boolean): void {
  const found = MAGIC.find(([magic]) => [...magic].every((letter, i) => head[i] === letter.charCodeAt(0)));
  if (found === undefined) return;
  const inside = isGzip ? 'inside, it ' : 'it ';
  throw new RangeError(`data: ${name} must be CIFAR-10 in its binary version; ${inside}is ${found[1]}`);
}
