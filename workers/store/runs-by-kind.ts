/** @file What every store tells of runs by their kind, from what it has of all kinds. */
import {
  isFinalHead,
  isSearchHead,
  listed,
  requireFinal,
  requireSearch,
  type AnyHead,
  type AnyRun,
} from '../../src/contract/any-run.ts';
import type { FinalHead, FinalRun } from '../../src/contract/final-records.ts';
import type { Listing, Run, RunHead } from '../../src/contract/records.ts';
import type { RunStore } from './store.ts';

export abstract class RunsByKind implements Pick<RunStore, 'anyRun' | 'run' | 'finalRun' | 'runs' | 'finals'> {
  abstract anyRun(runId: string): Promise<AnyRun>;
  /** The heads of all runs, newest first. */
  protected abstract heads(): Promise<Listing<AnyHead>>;

  async run(runId: string): Promise<Run> {
    return requireSearch(await this.anyRun(runId));
  }

  async finalRun(runId: string): Promise<FinalRun> {
    return requireFinal(await this.anyRun(runId));
  }

  async runs(): Promise<Listing<RunHead>> {
    return listed(await this.heads(), isSearchHead);
  }

  async finals(): Promise<Listing<FinalHead>> {
    return listed(await this.heads(), isFinalHead);
  }
}
