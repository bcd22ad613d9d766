/** @file A search whose cells another program chooses, one after the other. */
import type { Strategy, TrainedCell } from './commands.ts';
import { bestOf, train } from './pnas.ts';

/** Trains each cell that it is given, on the level of its blocks, until there are no more. */
export function* external(): Strategy {
  const trained: TrainedCell[] = [];
  for (;;) {
    const answer = yield { type: 'ask' };
    if (answer.type !== 'ask') throw new Error(`search: an ask command must be answered by ask; got ${answer.type}`);
    if (answer.candidate === undefined) return bestOf(trained);
    trained.push(...(yield* train(answer.candidate.cell.length, [answer.candidate])));
  }
}
