/** @file Why a file that was chosen cannot be read, in words: browsers say it in their own, without the file's name. */

/** The browsers' names of what became of a file after it was chosen (File API, section 7). */
const BECAME: Readonly<Record<string, string>> = {
  NotFoundError: 'is not there any more: it was moved, renamed or deleted after it was chosen. Choose it again',
  NotReadableError:
    'cannot be read any more: it was changed after it was chosen, or is locked. Choose it again once it is complete',
};

/** The error of reading a file, which is told as `place`: its name, after `data: ` for images. */
export function readError(error: unknown, place: string): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new Error(`${place} ${BECAME[name] ?? `could not be read to its end; ${message}`}`, { cause: error });
}
