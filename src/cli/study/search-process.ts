/** @file A process that searches a table: what `pool.ts` starts on each core. It is told the table, then one search after the other. */
import { replaySearch } from '../../../workers/table/replay.ts';
import { regretCurve, type AnswerOptions } from '../../../workers/table/regret.ts';
import type { SearchResult, SearchTask, StudySetting } from './contender.ts';
import { readTableFile, type TableFile } from './table-file.ts';

/** What it is told. */
export type Order =
  | { readonly type: 'table'; readonly path: string; readonly setting: StudySetting }
  | { readonly type: 'search'; readonly task: SearchTask };
/** What it answers: to `table` that it is ready, to `search` the result. */
export type Answer =
  | { readonly type: 'ready' }
  | { readonly type: 'result'; readonly result: SearchResult }
  | { readonly type: 'failed'; readonly message: string };

let file: TableFile | undefined;
let options: AnswerOptions = { answer: 'measured', noise: 0 };

async function obey(order: Order): Promise<Answer> {
  if (order.type === 'table') {
    file = await readTableFile(order.path, order.setting);
    const { answer = 'measured', noise } = order.setting;
    options = { answer, noise: noise / 100 };
    return { type: 'ready' };
  }
  const { contender, children, seed } = order.task;
  const { table } = file!; // told before
  const { strategy, surrogate, name } = contender;
  const before = process.cpuUsage();
  const trained = await replaySearch({ table, strategy, surrogate, seed, children, noise: options.noise });
  const { user, system } = process.cpuUsage(before);
  const processorSeconds = Math.round((user + system) / 1e3) / 1e3;
  return {
    type: 'result',
    result: { contender: name, children, seed, processorSeconds, ...regretCurve(trained, table, options) },
  };
}

process.on('message', (order: Order) => {
  obey(order)
    .catch((error: Error): Answer => ({ type: 'failed', message: error.message }))
    .then((answer) => process.send!(answer));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
