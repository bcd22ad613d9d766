/** @file A training as a job for another device, and its result as the log has it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Candidate } from '../../src/core/search/commands.ts';
import { formatCell, type Cell } from '../../src/core/space/cell.ts';
import type { Job, Purpose, Result } from '../../src/contract/room-messages.ts';
import type { Training } from '../../src/contract/shard.ts';
import type { Executor } from './drive.ts';

/** Where a training stands in its command. */
export type JobPlace = Pick<Job, 'level' | 'child' | 'children' | 'repeat' | 'predicted' | 'epochs'>;

/** A training by a name that is the same after a reload. */
export function trainingOf(purpose: Purpose, cell: Cell, place: JobPlace): Training {
  const id = idOfTraining(purpose, cell, place.repeat, place.epochs);
  return { id, purpose, notation: formatCell(cell), ...place };
}

/** @param epochs it is trained for, where that is not to the end. */
export function idOfTraining(purpose: Purpose, cell: Cell, repeat: number, epochs?: number): string {
  const named = epochs === undefined ? formatCell(cell) : `${formatCell(cell)} ${epochs}`;
  return `${purpose}-${repeat}-${bytesToHex(sha256(utf8ToBytes(named))).slice(0, 16)}`;
}

/**
 * Where the first training of a cell stands. Other devices keep no children: one that goes on begins again on whichever takes it, and comes to the
 * same.
 */
export function placeOfTraining(
  { predicted }: Pick<Candidate, 'predicted'>,
  { until, level, child, children }: Parameters<Executor['train']>[1],
): JobPlace {
  const limit = until === undefined ? {} : { epochs: until.epochs };
  return { level, child, children, ...limit, repeat: 0, ...(predicted === undefined ? {} : { predicted }) };
}

/** The record of such a training. @param name as for {@link outcomeOf}. */
export function trainRecordOf(
  job: Pick<Job, 'notation' | 'level' | 'predicted' | 'epochs'>,
  result: Result,
  name: string,
) {
  const { predicted, epochs } = job;
  return {
    type: 'train' as const,
    ...outcomeOf(job, result, name),
    parameters: result.parameters,
    ...(predicted === undefined ? {} : { predicted }),
    ...(result.accuracy === undefined || epochs === undefined ? {} : { epochs }),
  };
}

/** What of a result is the same in each kind of record. @param name of who trained it; empty: not told. */
export function outcomeOf({ notation, level }: Pick<Job, 'notation' | 'level'>, result: Result, name: string) {
  const { accuracy, failure, curve, durationMs, device } = result;
  const trainer = { ...(name === '' ? {} : { name }), device: device.description };
  const outcome = accuracy === undefined ? { failure } : { accuracy };
  return { notation, level, curve: [...curve], durationMs, ...outcome, trainer };
}
