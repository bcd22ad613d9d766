/** @file Lines of a stream that another program writes to. */
import { StringDecoder } from 'node:string_decoder';

/** A line longer than the limit: what it was is not kept. */
export const TOO_LONG = Symbol('too long');

/**
 * The lines of a stream, in order, the last one without its end too.
 * @param most characters of a line; the rest of a longer one is skipped.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  most: number,
): AsyncGenerator<string | typeof TOO_LONG> {
  const decoder = new StringDecoder('utf8');
  let line = '';
  for await (const bytes of input) {
    const pieces = decoder.write(Buffer.from(bytes)).split('\n');
    for (const [i, piece] of pieces.entries()) {
      if (line.length <= most) line += piece;
      if (i === pieces.length - 1) continue;
      yield line.length > most ? TOO_LONG : line;
      line = '';
    }
  }
  if (line !== '') yield line.length > most ? TOO_LONG : line;
}
