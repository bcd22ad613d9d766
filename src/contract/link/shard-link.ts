/**
 * @file How shards travel: as a link, `#shard=2/6/...`; what its laptop measures as a file, or as a link `#results=...`. Both are JSON; in links in raw
 * deflate, in the envelope of a result link (versions `S` and `R`).
 */
import { parseWith } from '../config.ts';
import { parseJson } from '../json.ts';
import { ResultsSchema, ShardSchema, type Shard, type ShardResults } from '../shard.ts';
import { deflate, inflate } from './deflate.ts';
import { decodeEnvelope, encodeEnvelope, MAX_CHARACTERS } from './envelope.ts';

/** Before the text in an address. */
export const SHARD_FRAGMENT = 'shard';
const RESULTS_FRAGMENT = 'results';
/** Longest text in a link that is read, bytes (ours): a thousand cells of eight blocks. */
const MAX_TEXT_BYTES = 1e6;
/** What follows `#` in a shard's link. */
export async function formatShard(shard: Shard): Promise<string> {
  return `${SHARD_FRAGMENT}=${shard.part}/${shard.parts}/${encodeEnvelope(await deflate(JSON.stringify(shard)), 'S')}`;
}

/** Reads a shard's link: the fragment, or the whole address. @throws {RangeError} with the reason. */
export async function parseShard(link: string): Promise<Shard> {
  const [, own, all, text] = /^(?:.*#)?shard=(\d+)\/(\d+)\/(.*)$/s.exec(link.trim()) ?? [];
  if (text === undefined) throw new RangeError('link: must be #shard=, which part of how many, and its trainings');
  const shard = parseWith(ShardSchema, await read(text, 'S'), 'link');
  if (shard.part !== Number(own) || shard.parts !== Number(all) || shard.part > shard.parts)
    throw new RangeError(`link: must be part ${shard.part} of ${shard.parts}; its address says ${own} of ${all}`);
  return shard;
}

/** The file `shard-2-of-6.json`. */
export const formatResults = (results: ShardResults): string => `${JSON.stringify(results)}\n`;

/** The same after `#` in an address; undefined where it would be too long for one. */
export async function formatResultsLink(results: ShardResults): Promise<string | undefined> {
  const text = encodeEnvelope(await deflate(JSON.stringify(results)), 'R');
  return text.length > MAX_CHARACTERS ? undefined : `${RESULTS_FRAGMENT}=${text}`;
}

/** Reads what came back: the file's text, or a link. @throws {RangeError} with the reason. */
export async function parseResults(text: string, name: string): Promise<ShardResults> {
  const link = /^(?:.*#)?results=(.*)$/s.exec(text.trim())?.[1];
  return parseWith(ResultsSchema, link === undefined ? parseJson(text, name) : await read(link, 'R'), name);
}

async function read(text: string, version: 'S' | 'R'): Promise<unknown> {
  return parseJson(await inflate(decodeEnvelope(text, [version]).payload, MAX_TEXT_BYTES), 'link');
}
