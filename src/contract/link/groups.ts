/** @file A log cut into groups: any log is a sequence of them. */
import type { SearchConfig } from '../config.ts';
import type { FitRecord, OutcomeRecord, RankRecord, RetrainRecord, TrainRecord } from '../records.ts';

/**
 * At most one fit, then at most one ranking, then children trained on one level, that of the ranking if there is one, then those of that level that were
 * stopped and went on, then cells of that level retrained.
 */
export interface Group {
  fit?: FitRecord;
  rank?: RankRecord;
  readonly trained: TrainRecord[];
  readonly further: TrainRecord[];
  readonly retrained: RetrainRecord[];
}

/**
 * The groups of a log, in order; confirmations are in none.
 * @throws {RangeError} when something follows the end of the search.
 */
export function groupsOf(log: readonly OutcomeRecord[], { stopping }: Pick<SearchConfig, 'stopping'>): Group[] {
  const groups: Group[] = [];
  const known = new Set<string>();
  for (const [index, record] of log.entries()) {
    if (record.type === 'done') {
      if (index + 1 < log.length)
        throw new RangeError(`run: nothing may follow the end of the search at record ${index}`);
      continue;
    }
    if (record.type === 'confirm') continue;
    const last = groups.at(-1);
    const isFurther = stopping !== 'none' && record.type === 'train' && known.has(record.notation);
    const group =
      last !== undefined && fits(record, isFurther, last) ? last : { trained: [], further: [], retrained: [] };
    if (group !== last) groups.push(group);
    if (record.type === 'train') (isFurther ? group.further : group.trained).push(record);
    else if (record.type === 'retrain') group.retrained.push(record);
    else if (record.type === 'fit') group.fit = record;
    else group.rank = record;
    if (record.type === 'train') known.add(record.notation);
  }
  return groups;
}

function fits(record: Exclude<OutcomeRecord, { type: 'done' | 'confirm' }>, isFurther: boolean, group: Group): boolean {
  if (record.type === 'fit') return false;
  const { trained, further, retrained } = group;
  if (record.type === 'rank')
    return group.rank === undefined && trained.length + further.length + retrained.length === 0;
  if (record.type === 'train' && retrained.length + (isFurther ? 0 : further.length) > 0) return false;
  const level = group.rank?.level ?? [...trained, ...further, ...retrained][0]?.level ?? record.level;
  return record.level === level;
}
