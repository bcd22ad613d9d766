/** @file Writing files that are whole, synced and in their place, or an error that says in plain words why not and what to do. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a refused write means, by the system's code; the rest is told by its code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space and run the same command again',
  EDQUOT: "the disk's quota for this user is used up. Free some space and run the same command again",
  EFBIG:
    'the file would be larger than this terminal may write (see "ulimit -f"). Raise the limit and run the same command again',
  EROFS: 'the disk can only be read. Copy the folder to one that can be written',
  EACCES: 'this user may not write there. Change its permissions, or copy the folder',
  EPERM: 'this user may not write there. Change its permissions, or copy the folder',
  EIO: 'the disk reports an error of its own. Check it before going on',
  ENOENT: 'the folder is not there',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
};

/** Thrown when the disk, or the system, does not take a write. */
export class WriteRefused extends Error {
  readonly code: string | undefined;

  /** @param kept what is left where the write was to go, as the end of a sentence. */
  constructor(path: string, cause: unknown, kept: string) {
    const { code, message } = cause as NodeJS.ErrnoException;
    super(`${path}: must be written, and ${REASONS[code ?? ''] ?? `the system refuses: ${message}`}; ${kept}`, {
      cause,
    });
    this.name = 'WriteRefused';
    this.code = code;
  }
}

/**
 * Puts a file in its place, whole and synced: after a kill, a full disk or a power cut the old one is there, or the new one. What is no
 * file, such as `/dev/stdout`, is written as it is.
 * @throws {WriteRefused}
 */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await placeWhole(path, (part, flush) => writeFile(part, data, { flush }));
}

/** The same for a file that is written as it is made. @param write writes the path that it is given, and syncs it where it can be. */
export async function placeWhole(path: string, write: (part: string, flush: boolean) => Promise<void>): Promise<void> {
  const place = await realpath(path).catch(() => path); // a link stays one
  const known = await stat(place).catch(() => undefined);
  if (known !== undefined && !known.isFile() && !known.isDirectory())
    await refused(path, 'it is no file', write(place, false));
  else
    await beside(
      place,
      path,
      (part) => write(part, true),
      (part) => rename(part, place),
    );
}

/**
 * The same for a file that must not be there yet.
 * @returns false when it is there already: then it is left as it is.
 * @throws {WriteRefused}
 */
export async function createWhole(path: string, data: string | Uint8Array): Promise<boolean> {
  const write = (part: string): Promise<void> => writeFile(part, data, { flush: true });
  const unique = `${path}.${randomBytes(4).toString('hex')}`; // another may do the same at the same time
  return beside(unique, path, write, async (part) => {
    try {
      await link(part, path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') throw error;
        return copyFile(part, path, constants.COPYFILE_EXCL); // some disks have no links
      });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(part, { force: true });
    }
  });
}

/** Has a file written as `name.part`, then put in its place, and syncs the folder. @param path of errors. */
async function beside<T>(
  name: string,
  path: string,
  write: (part: string) => Promise<void>,
  put: (part: string) => Promise<T>,
): Promise<T> {
  const part = `${name}.part`;
  const writing = async (): Promise<T> => {
    await write(part);
    const result = await put(part);
    await syncFolder(dirname(name));
    return result;
  };
  try {
    return await refused(path, 'what was there before is as it was', writing());
  } catch (error) {
    await rm(part, { force: true }).catch(() => {}); // the first error says more
    throw error;
  }
}

/** Makes names in a folder durable, where the system can (Windows does not open folders). */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync().catch(() => {});
  } finally {
    await folder?.close();
  }
}

/** Rethrows what the system says of a write in plain words. */
export async function refused<T>(path: string, kept: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : new WriteRefused(path, error, kept);
  }
}
