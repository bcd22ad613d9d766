/** @file Atomic, durable writes of files, with errors that say why one failed and what to do. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What a refused write means, by the system's error code. */
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

/** Thrown when the disk, or the system, refuses a write. */
class WriteRefused extends Error {
  readonly code: string | undefined;

  /** @param kept what the path holds now, as the end of a sentence. */
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
 * Writes a file atomically and syncs it: after a kill, a full disk or a power cut the path has the old file or the new one. A path that
 * is no regular file, such as `/dev/stdout`, is written to directly.
 * @throws {WriteRefused}
 */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await placeWhole(path, (part, flush) => writeFile(part, data, { flush }));
}

/** The same for a file that is streamed. @param write writes to the given path, and syncs it if `flush`. */
export async function placeWhole(path: string, write: (part: string, flush: boolean) => Promise<void>): Promise<void> {
  const place = await realpath(path).catch(() => path); // a symbolic link stays one
  const known = await stat(place).catch(() => undefined);
  if (known !== undefined && !known.isFile() && !known.isDirectory())
    await wrapWriteErrors(path, 'it is no file', write(place, false));
  else
    await writePart(
      place,
      path,
      (part) => write(part, true),
      (part) => rename(part, place),
    );
}

/**
 * The same for a file that must not exist yet.
 * @returns false when it exists: then it is left unchanged.
 * @throws {WriteRefused}
 */
export async function createWhole(path: string, data: string | Uint8Array): Promise<boolean> {
  const write = (part: string): Promise<void> => writeFile(part, data, { flush: true });
  const unique = `${path}.${randomBytes(4).toString('hex')}`; // another process may create it at the same time
  return writePart(unique, path, write, async (part) => {
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

/** Writes `name.part`, moves it into place, and syncs the folder. @param path named in errors. */
async function writePart<T>(
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
    return await wrapWriteErrors(path, 'what was there before is as it was', writing());
  } catch (error) {
    await rm(part, { force: true }).catch(() => {}); // the first error says more
    throw error;
  }
}

/** Makes the names in a folder durable, where the system can (Windows does not open folders). */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync().catch(() => {});
  } finally {
    await folder?.close();
  }
}

/** Rethrows a system error of a write as a {@link WriteRefused}. */
export async function wrapWriteErrors<T>(path: string, kept: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === undefined ? error : new WriteRefused(path, error, kept);
  }
}
