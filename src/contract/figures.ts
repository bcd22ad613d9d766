/** @file What a run file says that is computed from the log and from the networks of its cells; nothing reads it back. */
import { costOf } from './cost.ts';
import { costIn, frontOfRun } from './pareto.ts';
import type { Run, RunFile } from './records.ts';

/** What a run took, and where its children are picked for a cost too, the front of those that it has. */
export type RunFigures = Pick<RunFile, 'cost' | 'front'>;

/** The figures of a run. */
export function figuresOf(run: Run): RunFigures {
  const cost = costIn(run.head.config);
  if (cost === undefined) return { cost: costOf(run) };
  const cells = frontOfRun(run, cost).map(({ record, ...point }) => ({ notation: record.notation, ...point }));
  return { cost: costOf(run), front: { of: cost, cells } };
}
