/** @file Deletes what is stored and cannot be read. */
import type { Unreadable, UnreadableRecord } from '../../contract/records.ts';
import { ask } from './bridge.ts';
import { reportErrors } from './report-errors.ts';
import { loadDataSets } from './data.ts';
import { loadRuns } from './runs.ts';
import * as state from '../state/state.ts';

/** Deletes a run or a data set that cannot be read. */
export async function deleteUnreadable(what: Unreadable): Promise<void> {
  await reportErrors(async () => {
    await ask((api) => api.deleteUnreadable(what));
    await (what.kind === 'run' ? loadRuns() : loadDataSets());
  });
}

/** Deletes a record of a run's log that cannot be read, with what came after it if the search needs it so. */
export async function deleteRecord(id: string, { place, after }: UnreadableRecord): Promise<void> {
  await reportErrors(async () => {
    await ask((api) => api.deleteRecords(id, place, after));
    await loadRuns();
    if (state.run.value?.head.id === id) state.showRun(await ask((api) => api.run(id)));
  });
}
