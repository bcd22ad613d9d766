/**
 * @file The result link: a whole run in a URL's fragment, `#run=` and then this text, version 2 (version 1 is read too; `head.ts` has
 * what differs):
 *
 *     character 1      the version, `2`
 *     characters 2-4   the number of characters of this text, 18 bits
 *     characters 5-..  bytes in base64url (RFC 4648, section 5, no padding; left-over bits are 0): a stream of bits filled
 *                      up to a byte with zeros (below), then the CRC-32 of "2" and these bytes, big endian
 *
 *     the stream       a flag a part of {@link PARTS}: it was left out; the first so many are
 *                      a flag: not all cells are in it; then counts: cells trained in all
 *                      the title (empty: none), the head (`head.ts`), the log (`log.ts`)
 *
 * Flags, counts, texts and numbers are those of `bits.ts`. What is read is the run but for what is rounded: seconds in the date;
 * 1 part in 64 of durations; predictions to 1/8188 of the range of their level; accuracies that are no whole number of
 * images to 1/32766; a failure's message is its reason; what befell the run is not written. The id is
 * the checksum's. Equal runs give equal links.
 */
import type { LogRecord, Run, TrainRecord } from '../records.ts';
import { byMerit } from '../../core/search/merit.ts';
import { checkLog } from '../check-log.ts';
import { confirmRecords, trainRecords } from '../run-file.ts';
import { encodeEnvelope, HEADER_CHARACTERS, MAX_CHARACTERS, TARGET_CHARACTERS, decodeEnvelope } from './envelope.ts';
import { BitReader, BitWriter, requireOneForm } from './bits.ts';
import { MAX_TEXT_BYTES, readHead, shortText, writeHead } from './head.ts';
import { PARTS, type Part } from './log-form.ts';
import { readLog } from './log-reader.ts';
import { writeLog } from './log-writer.ts';

/** A run as a link holds it. */
export interface Result {
  readonly run: Run;
  readonly title?: string;
  /** What the link leaves out. */
  readonly dropped: readonly Part[];
  /** Cells trained in all; the run has the best of them where it has fewer. */
  readonly cells: number;
}

/** A link and what it leaves out. */
export interface ResultLink extends Omit<Result, 'run' | 'title'> {
  /** What follows `#run=`. */
  readonly text: string;
  /** Cells in the link. */
  readonly kept: number;
}

/** Cells that a link can have at most: each takes four bits, the accuracy of the fewest validation images. */
const MOST_CELLS = (6 * MAX_CHARACTERS) / 4;

/** Parts that are worth no link longer than the target. */
const EXTRAS: readonly Part[] = ['surrogate', 'curves'];

/**
 * The link of a run.
 * @throws {RangeError} for a run that is none, such as one with a cell outside its own search space.
 */
export function formatResult(run: Run, title = ''): ResultLink {
  const cells = trainRecords(run).length;
  for (let left = 0; left <= PARTS.length && cells <= MOST_CELLS; left++) {
    const dropped = PARTS.slice(0, left);
    const limit = EXTRAS.every((part) => dropped.includes(part)) ? MAX_CHARACTERS : TARGET_CHARACTERS;
    const text = encodeResult({ run, title, dropped, cells });
    if (text.length <= limit) return checked({ text, dropped, cells, kept: cells });
  }
  const found = writeBest(run, title, cells) ?? writeBest(withoutSurrogate(run), title, cells)!; // a head always fits
  return checked({ ...found, dropped: PARTS, cells });
}

/** The run with as many of its best cells as fit; undefined where not even none of them do. */
function writeBest(run: Run, title: string, cells: number): Pick<ResultLink, 'text' | 'kept'> | undefined {
  const attempt = (kept: number): string => encodeResult({ run: bestCells(run, kept), title, dropped: PARTS, cells });
  let [kept, tooMany] = [0, Math.min(cells, MOST_CELLS) + 1];
  let text = attempt(kept);
  if (text.length > MAX_CHARACTERS) return undefined;
  while (tooMany - kept > 1) {
    const middle = (kept + tooMany) >> 1;
    const longer = attempt(middle);
    if (longer.length <= MAX_CHARACTERS) [kept, text] = [middle, longer];
    else tooMany = middle;
  }
  return { text, kept };
}

/** A log may have any number of fits and rankings. */
function withoutSurrogate({ head, log }: Run): Run {
  return { head, log: log.filter(({ type }) => type !== 'fit' && type !== 'rank') };
}

/** Reads a link's text, the fragment (`#run=...`) or the whole address. @throws {RangeError} with the place and the reason. */
export function parseResult(link: string): Result {
  const text = link.trim().replace(/^.*#run=|^run=/s, '');
  const { version, payload, checksum } = decodeEnvelope(text);
  const from = new BitReader(payload, HEADER_CHARACTERS + 1);
  const dropped = PARTS.filter(() => from.flag());
  requireOneForm(dropped.at(-1) === PARTS[dropped.length - 1], from.place, 'parts left out');
  const all = from.flag() ? from.count(2 ** 32, 'number of cells') : undefined;
  const title = from.text(MAX_TEXT_BYTES, 'title');
  const head = readHead(from, `link-${checksum.toString(16).padStart(8, '0')}`, version);
  const { log, cells: read } = readLog(from, head, dropped);
  from.end();
  checkLog(log, head.config, 'link', read);
  const run = { head, log };
  const cells = trainRecords(run).length;
  requireOneForm(all === undefined || all > cells, 'link', 'number of cells');
  return { run, ...(title === '' ? {} : { title }), dropped, cells: all ?? cells };
}

/** A link is only given out if it can be read. */
function checked(link: ResultLink): ResultLink {
  parseResult(link.text);
  return link;
}

/** The text of a result with just the parts that it has: of one that was read, the text it was read from. */
export function encodeResult({ run, title = '', dropped, cells }: Result): string {
  const to = new BitWriter();
  for (const part of PARTS) to.flag(dropped.includes(part));
  const isPartial = trainRecords(run).length < cells;
  to.flag(isPartial);
  if (isPartial) to.count(cells);
  to.text(shortText(title, 'title'));
  writeHead(to, run.head);
  writeLog(to, run.log, run.head, dropped);
  return encodeEnvelope(to.bytes());
}

/** The run with its best cells only, the confirmed ones first, in the order trained; without retrainings, which are of all its cells. */
function bestCells(run: Run, count: number): Run {
  const confirmed = new Set(confirmRecords(run).map(({ notation }) => notation));
  const isIn = ({ notation }: TrainRecord): number => Number(confirmed.has(notation));
  const byWorth = trainRecords(run).sort((a, b) => isIn(b) - isIn(a) || byMerit(a, b)); // stable
  const best = new Set(byWorth.slice(0, count).map(({ notation }) => notation));
  const isKept = (record: LogRecord): boolean =>
    record.type === 'train' || record.type === 'confirm' ? best.has(record.notation) : record.type !== 'retrain';
  return { ...run, log: run.log.filter(isKept) };
}
