/**
 * @file A class without a server: what is to be trained next is split into shards, each for a laptop, and what these measure comes back. How both
 * travel is `link/shard-link.ts`.
 */
import * as v from 'valibot';
import type { RunHead } from './records.ts';
import { JobSchema, ResultSchema, type Job, type Result } from './room-messages.ts';

/** Most trainings of a shard, and most shards of a split (ours). */
const MOST_JOBS = 1_000;
export const MOST_SHARDS = 100;

const { id, purpose, repeat, level, notation, epochs, predicted, child, children, run, config, streams, data, code } = JobSchema.entries; // prettier-ignore

/** A training that is to do: what of a job differs from the others of its run. */
const TrainingSchema = v.object({ id, purpose, repeat, level, notation, epochs, predicted, child, children });
export type Training = v.InferOutput<typeof TrainingSchema>;

const part = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_SHARDS));

/** One laptop's part of what is to do. */
export const ShardSchema = v.object({
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
export const ResultsSchema = v.object({
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

/** A result of a training, as it comes back. */
export function resultOf(
  { run: runId, id: jobId, notation: cell, data: images, code: version }: Job,
  trained: Omit<Result, 'run' | 'id' | 'notation' | 'data' | 'code'>,
): Result {
  return { run: runId, id: jobId, notation: cell, ...trained, data: images.sha256, code: version };
}
