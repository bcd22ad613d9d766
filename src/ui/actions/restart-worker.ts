/** @file Starts another worker when one has died, and has it resume the search. */
import { notices } from '../messages/notices.ts';
import { isOver, outcomesOf } from '../../contract/run-file.ts';
import { openDevice } from './device.ts';
import { handOverRun } from './runs.ts';
import { resumeAfterCrash } from './search.ts';
import { finalStatus } from '../state/final.ts';
import { lead } from '../state/lead.ts';
import * as state from '../state/state.ts';
import { applyEvents, endRun } from '../state/events.ts';

/** Workers started again without an outcome between them (ours): a child under which two die is a failure, and is an outcome. */
const MOST_RESTARTS = 2;
let restarts = { outcomes: -1, count: 0 };
/** Workers started again because they died while they opened the device. */
let reopenings = 0;

/** The worker has died: if it was at a run, another resumes it; one that keeps dying is reported. */
export async function restart(reason: string): Promise<void> {
  if (finalStatus.value !== 'open') return (await import('./final.ts')).restartFinal(reason);
  const wasRunning = state.runStatus.value === 'running';
  if (state.runStatus.value === 'open') {
    if (state.device.value === undefined && reopenings++ < MOST_RESTARTS) await openDevice();
    if (lead.value !== undefined) void import('./lead.ts').then(({ tryLead }) => tryLead());
    return;
  }
  applyEvents();
  endRun({ kind: 'error', text: notices.value.crashed(reason) });
  const { run } = state;
  if (!wasRunning || run.value === undefined || isOver(run.value.log)) return;
  const outcomes = outcomesOf(run.value.log).length;
  restarts = { outcomes, count: restarts.outcomes === outcomes ? restarts.count + 1 : 1 };
  if (restarts.count > MOST_RESTARTS) return;
  await handOverRun();
  await resumeAfterCrash(run.value.head.id, reason);
}
