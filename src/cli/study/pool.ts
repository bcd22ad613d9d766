/** @file Runs searches on all cores: a process each, which takes the next search as soon as it has done one. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SearchResult, SearchTask, StudySetting } from './contender.ts';
import type { Answer, Order } from './search-process.ts';

const PROCESS = fileURLToPath(new URL('search-process.ts', import.meta.url));

export interface PoolOptions {
  /** Path of the table. */
  readonly path: string;
  readonly setting: StudySetting;
  readonly tasks: readonly SearchTask[];
  /** Processes at once. */
  readonly processes: number;
  /** Told each result as it comes; the search's order is not that of the tasks. */
  onResult(result: SearchResult): Promise<void>;
}

/** Runs all tasks. @throws {Error} the first failure; then no process is left. */
export async function runSearches({ path, setting, tasks, processes, onResult }: PoolOptions): Promise<void> {
  const waiting = [...tasks];
  const started: ChildProcess[] = [];
  const work = async (): Promise<void> => {
    const child = fork(PROCESS, { execArgv: process.execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    started.push(child);
    await ask(child, { type: 'table', path, setting });
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const answer = await ask(child, { type: 'search', task });
      if (answer.type === 'result') await onResult(answer.result);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(processes, tasks.length) }, work));
  } finally {
    for (const child of started) child.disconnect();
  }
}

/** One order and its answer. @throws {Error} what failed there, or that the process ended. */
function ask(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
      child.off('error', reject);
    };
    const onMessage = (answer: Answer): void => {
      done();
      if (answer.type === 'failed') reject(new Error(answer.message));
      else resolve(answer);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      done();
      reject(new Error(`study: a process must search; it ended with ${signal ?? code}`));
    };
    child.once('message', onMessage);
    child.once('exit', onExit);
    child.once('error', reject);
    child.send(order);
  });
}
