/** @file Final: from a cell to a network. The form, the training or the result, whichever there is. */
import { useEffect } from 'preact/hooks';
import { testRecord } from '../../../contract/final-outcome.ts';
import { loadFinals } from '../../actions/final.ts';
import { finalRun, finalStatus, isReading, networkProgress } from '../../state/final.ts';
import { FinalForm } from './final-form.tsx';
import { FinalResult } from './result.tsx';
import { FinalTraining } from './training.tsx';
import './final.css';

export function FinalScreen() {
  useEffect(() => void loadFinals(), []);
  const run = finalRun.value;
  if (run === undefined) {
    return finalStatus.value === 'open' ? (
      <FinalForm />
    ) : (
      <p class="main note">Measuring this device, to plan the training.</p>
    );
  }
  const test = testRecord(run.log);
  if (test !== undefined) return <FinalResult run={run} test={test} />;
  return (
    <FinalTraining run={run} status={finalStatus.value} progress={networkProgress.value} isReading={isReading.value} />
  );
}
