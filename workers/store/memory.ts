/** @file A store that forgets when its thread ends: for terminal runs kept nowhere, and for browsers without storage. */
import type { LogRecord, Run, RunHead } from '../../src/contract/records.ts';
import type { Checkpoint, Checkpoints } from './checkpoint.ts';
import type { RunStore } from './store.ts';

export class MemoryStore implements RunStore {
  readonly #runs = new Map<string, { head: RunHead; log: LogRecord[] }>();
  readonly #checkpoints = new Map<string, Checkpoint>();

  async createRun(head: RunHead): Promise<void> {
    this.#runs.set(head.id, { head, log: [] });
  }

  async append(runId: string, record: LogRecord): Promise<void> {
    this.#get(runId).log.push(record);
    if (record.type === 'train') this.#checkpoints.delete(runId);
  }

  async run(runId: string): Promise<Run> {
    const { head, log } = this.#get(runId);
    return { head, log: [...log] };
  }

  async runs(): Promise<RunHead[]> {
    return [...this.#runs.values()].map(({ head }) => head).toReversed();
  }

  async deleteRun(runId: string): Promise<void> {
    this.#runs.delete(runId);
    this.#checkpoints.delete(runId);
  }

  checkpoints(runId: string): Checkpoints {
    return {
      load: async () => this.#checkpoints.get(runId),
      save: async (checkpoint) => void this.#checkpoints.set(runId, checkpoint),
    };
  }

  #get(runId: string): { head: RunHead; log: LogRecord[] } {
    const run = this.#runs.get(runId);
    if (run === undefined) throw new RangeError(`storage: there is no run ${runId}`);
    return run;
  }
}
