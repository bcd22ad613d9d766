/** @file What the page asks of the worker as it opens, and when it is hidden or closed. */
import { effect } from '@preact/signals';
import { noteAway, noteBack } from './away.ts';
import { ask, whenWorkerDies } from './bridge.ts';
import { answerForRuns } from './run-owner.ts';
import { reportErrors } from './report-errors.ts';
import { openDevice, loadPricing, learnSpeed, probeIfAsked } from './device.ts';
import { loadDataSets, loadMosaic } from './data.ts';
import { loadRuns } from './runs.ts';
import { restart } from './restart-worker.ts';
import { finalRun, finalStatus } from '../state/final.ts';
import { lead } from '../state/lead.ts';
import * as state from '../state/state.ts';
import { fitSettings } from '../state/settings.ts';

/** First questions to the worker, after first paint; resolves when data sets and runs are known. */
export async function openPage(): Promise<void> {
  whenWorkerDies(({ message }) => void restart(message));
  answerForRuns();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && (state.runStatus.value === 'running' || finalStatus.value === 'running'))
      void reportErrors(() => ask((api) => api.hidden()));
    markAway(document.hidden);
  });
  addEventListener('pagehide', () => markAway(true));
  addEventListener('pageshow', () => markAway(document.hidden)); // also from the browser's cache of pages
  const known = loadRuns();
  if (lead.value !== undefined) void import('./lead.ts').then(({ tryLead }) => tryLead());
  void Promise.all([openDevice(), known, loadPricing()])
    .then(learnSpeed)
    .then(() => {
      if (lead.value === undefined) fitSettings(); // to this device, which a room does not train on
      effect(probeIfAsked);
    }); // the device's self-test may take a while
  await Promise.all([loadDataSets().then(loadMosaic), known]);
}

/** The page at the running search is closed or hidden, or is back. */
function markAway(isAway: boolean): void {
  const isFinal = finalStatus.value !== 'open';
  const id = (isFinal ? finalRun : state.run).value?.head.id;
  if (!isAway) noteBack();
  else if (id !== undefined && (isFinal || state.runStatus.value !== 'open')) noteAway(id, true);
}
