/**
 * @file The link of a final training: what follows `final.html#final=`. Around it is the envelope of a result link (`envelope.ts`: version `A`,
 * length, CRC-32), in it `final.json` compressed by raw deflate, without what befell the run. Losses, confidences and accuracies by epoch have four
 * digits. What makes it long is left out: first the learning curves, then all but the right answers of the networks after the first.
 */
import * as v from 'valibot';
import { parseWith } from '../config.ts';
import {
  FINAL_FILE_VERSION,
  FINAL_PARTS,
  FinalFileSchema,
  fromFinalFile,
  toFinalFile,
  type FinalPart,
} from '../final-file.ts';
import type { FinalRun, TestResult } from '../final-records.ts';
import { parseJson } from '../json.ts';
import { CostSchema, type RunCost } from '../records.ts';
import { deflate, inflate } from './deflate.ts';
import { decodeEnvelope, encodeEnvelope, MAX_CHARACTERS, TARGET_CHARACTERS } from './envelope.ts';

/** Longest title, characters (ours). */
const MAX_TITLE = 60;
const VERSIONS = ['A'] as const;
/** Longest text in a link that is read, bytes (ours): what is written has a fifth of it, with the curves of nine networks of 600 epochs. */
const MAX_TEXT_BYTES = 1e6;

/** A final training as a link or a file holds it. */
export interface SharedFinal {
  readonly run: FinalRun;
  readonly title?: string;
  /** What a link leaves out. */
  readonly dropped: readonly FinalPart[];
  /** What it has taken, without the search: computed by whoever has the curves. */
  readonly cost: RunCost;
}

export interface FinalLink extends Pick<SharedFinal, 'dropped'> {
  /** What follows `#final=`. */
  readonly text: string;
}

/** @throws {RangeError} for a run of so many networks that no link holds them. */
export async function formatFinal(run: FinalRun, title = ''): Promise<FinalLink> {
  for (let left = 0; left <= FINAL_PARTS.length; left++) {
    const dropped = FINAL_PARTS.slice(0, left);
    const text = encodeEnvelope(await deflate(JSON.stringify(linkForm(run, title, dropped))), VERSIONS[0]);
    if (text.length > (left === 0 ? TARGET_CHARACTERS : MAX_CHARACTERS)) continue;
    await parseFinalLink(text); // it is only given out if it can be read
    return { text, dropped };
  }
  throw new RangeError('link: this training has too many networks for a link; final.json has everything');
}

/** What is compressed. */
function linkForm(run: FinalRun, title: string, dropped: readonly FinalPart[]): unknown {
  const { format: _format, version: _version, id: _id, incidents: _incidents, networks, reading, ...file } = toFinalFile(run); // prettier-ignore
  const onlyRight = ({ design, seed, correct, loss }: TestResult): TestResult => ({
    design,
    seed,
    correct,
    loss,
    confusion: [],
    mistakes: [],
    calibration: [],
  });
  return {
    ...file,
    ...(title === '' ? {} : { title: title.slice(0, MAX_TITLE) }),
    dropped,
    networks: rounded(dropped.includes('curves') ? networks.map((one) => ({ ...one, epochs: [] })) : networks),
    reading: rounded(
      reading === null || !dropped.includes('answers')
        ? reading
        : { ...reading, results: reading.results.map((one, i) => (i === 0 ? one : onlyRight(one))) },
    ),
  };
}

const DIGITS = 4;

/** Its numbers that are not whole have four digits. */
function rounded(value: unknown): unknown {
  const round = (_key: string, one: unknown): unknown =>
    typeof one === 'number' && !Number.isInteger(one) ? Number(one.toPrecision(DIGITS)) : one;
  return JSON.parse(JSON.stringify(value, round));
}

const LinkSchema = v.object({
  ...FinalFileSchema.entries,
  title: v.optional(v.pipe(v.string(), v.maxLength(MAX_TITLE))),
  dropped: v.array(v.picklist(FINAL_PARTS)),
  cost: CostSchema,
});

/** Reads a link's text, the fragment (`#final=...`) or the whole address. @throws {RangeError} with the reason. */
export async function parseFinalLink(link: string): Promise<SharedFinal> {
  const text = link.trim().replace(/^.*#final=|^final=/s, '');
  const { payload, checksum } = decodeEnvelope(text, VERSIONS);
  const value = parseJson(await inflate(payload, MAX_TEXT_BYTES), 'link');
  const id = `link-${checksum.toString(16).padStart(8, '0')}`;
  const own = { format: 'pnas-final', version: FINAL_FILE_VERSION, id, incidents: [] };
  const given = typeof value === 'object' && value !== null ? value : {};
  const { title, dropped, ...file } = parseWith(LinkSchema, { ...given, ...own }, 'link');
  return {
    run: fromFinalFile(file, 'link', dropped),
    ...(title === undefined ? {} : { title }),
    dropped,
    cost: file.cost,
  };
}
