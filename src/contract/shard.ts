/**
 * @file A class without a server: what is to be trained next is split into shards. Each travels as a link, `#shard=2/6/...`; what its laptop measures
 * comes back as a file, or as a link `#results=...`. Both are JSON; in links in raw deflate, in the envelope of a result link (versions `S` and `R`).
 */
import * as v from 'valibot';
import { parseWith } from './config.ts';
import { parseJson } from './json.ts';
import { deflate, inflate } from './link/deflate.ts';
import { decodeEnvelope, encodeEnvelope, MAX_CHARACTERS } from './link/envelope.ts';
import type { RunHead } from './records.ts';
import { JobSchema, ResultSchema, type Job, type Result } from './room-messages.ts';

/** Before the text in an address. */
export const SHARD_FRAGMENT = 'shard';
export const RESULTS_FRAGMENT = 'results';
/** Longest text in a link that is read, bytes (ours): a thousand cells of eight blocks. */
const MAX_TEXT_BYTES = 1e6;
/** Most trainings of a shard, and most shards of a split (ours). */
const MOST_JOBS = 1_000;
export const MOST_SHARDS = 100;

const { id, purpose, repeat, level, notation, epochs, predicted, child, children, run, config, streams, data, code } = JobSchema.entries; // prettier-ignore

/** A training that is to do: what of a job differs from the others of its run. */
const TrainingSchema = v.object({ id, purpose, repeat, level, notation, epochs, predicted, child, children });
export type Training = v.InferOutput<typeof TrainingSchema>;

const part = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_SHARDS));

/** One laptop's part of what is to do. */
const ShardSchema = v.object({
  /** Which of `parts`, from 1. */
  part,
  parts: part,
  run,
  config,
  streams,
  data,
  code,
  trainings: v.pipe(v.array(TrainingSchema), v.minLength(1), v.maxLength(MOST_JOBS)),
});
export type Shard = v.InferOutput<typeof ShardSchema>;

/** The file that comes back. */
const ResultsSchema = v.object({
  format: v.literal('pnas-shard'),
  version: v.literal(1),
  part,
  parts: part,
  results: v.pipe(v.array(ResultSchema), v.maxLength(MOST_JOBS)),
});
export type ShardResults = v.InferOutput<typeof ResultsSchema>;

/** Splits trainings, in turn, so that all parts have as much to do. @param parts at most as many as there are trainings. */
export function splitTrainings(
  { id: runId, ...head }: Pick<RunHead, 'id' | 'config' | 'streams' | 'data'>,
  version: string,
  trainings: readonly Training[],
  parts: number,
): Shard[] {
  return Array.from({ length: parts }, (_, i) => ({
    part: i + 1,
    parts,
    run: runId,
    config: head.config,
    streams: head.streams,
    data: head.data,
    code: version,
    trainings: trainings.filter((_one, place) => place % parts === i),
  }));
}

/** The jobs of a shard, as rooms have them; no server hands them out, so that their tokens are empty. */
export function jobsOf({ trainings, part: _part, parts: _parts, ...common }: Shard): Job[] {
  return trainings.map((training) => ({ ...common, ...training, token: '0'.repeat(32) }));
}

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

/** A result of a training, as it comes back. */
export function resultOf(
  { run: runId, id: jobId, notation: cell, data: images, code: version }: Job,
  trained: Omit<Result, 'run' | 'id' | 'notation' | 'data' | 'code'>,
): Result {
  return { run: runId, id: jobId, notation: cell, ...trained, data: images.sha256, code: version };
}
