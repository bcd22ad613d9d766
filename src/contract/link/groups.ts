/** @file A log cut into groups: any log is a sequence of them. */
import type { FitRecord, OutcomeRecord, RankRecord, RetrainRecord, TrainRecord } from '../records.ts';

/** At most one fit, then at most one ranking, then children trained on one level, that of the ranking if there is one, then cells of that level retrained. */
export interface Group {
  fit?: FitRecord;
  rank?: RankRecord;
  readonly trained: TrainRecord[];
  readonly retrained: RetrainRecord[];
}

/**
 * The groups of a log, in order; confirmations are in none.
 * @throws {RangeError} when something follows the end of the search.
 */
export function groupsOf(log: readonly OutcomeRecord[]): Group[] {
  const groups: Group[] = [];
  for (const [index, record] of log.entries()) {
    if (record.type === 'done') {
      if (index + 1 < log.length)
        throw new RangeError(`run: nothing may follow the end of the search at record ${index}`);
      continue;
    }
    if (record.type === 'confirm') continue;
    const last = groups.at(-1);
    const group = last !== undefined && fits(record, last) ? last : { trained: [], retrained: [] };
    if (group !== last) groups.push(group);
    if (record.type === 'train') group.trained.push(record);
    else if (record.type === 'retrain') group.retrained.push(record);
    else if (record.type === 'fit') group.fit = record;
    else group.rank = record;
  }
  return groups;
}

function fits(record: Exclude<OutcomeRecord, { type: 'done' | 'confirm' }>, group: Group): boolean {
  if (record.type === 'fit') return false;
  if (record.type === 'rank') return group.rank === undefined && group.trained.length + group.retrained.length === 0;
  if (record.type === 'train' && group.retrained.length > 0) return false;
  const level = group.rank?.level ?? group.trained[0]?.level ?? group.retrained[0]?.level ?? record.level;
  return record.level === level;
}
