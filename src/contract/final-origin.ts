/** @file What a final training keeps of the search that its cell is from. */
import { answerOf } from './answer.ts';
import { costOf } from './cost.ts';
import type { Run } from './records.ts';
import { trainRecords } from './run-file.ts';
import type { Origin } from './final-records.ts';

/** The cell that a search found, in notation, and where it is from. @throws {RangeError} for a search that has measured none. */
export function originOf(run: Run): { readonly cell: string; readonly origin: Origin } {
  const answer = answerOf(run);
  if (answer === undefined) throw new RangeError(`run: ${run.head.id} must have a measured cell; it has none`);
  const { record, confirmed } = answer;
  const interval = confirmed?.interval;
  const accuracy = confirmed?.mean ?? record.accuracy;
  const origin: Origin = {
    id: run.head.id,
    startedAt: run.head.startedAt,
    cells: trainRecords(run).length,
    ...(accuracy === undefined ? {} : { accuracy }),
    ...(confirmed === undefined
      ? {}
      : {
          confirmed: {
            trainings: confirmed.accuracies.length,
            ...(interval === undefined ? {} : { interval: [interval[0], interval[1]] }),
          },
        }),
    cost: costOf({ head: run.head, log: run.log.filter(({ type }) => type !== 'confirm') }),
    confirmationCost: costOf({ head: run.head, log: run.log.filter(({ type }) => type === 'confirm') }),
  };
  return { cell: record.notation, origin };
}
