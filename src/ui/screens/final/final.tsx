/** @file Final: from a cell to a network. The form, the training or the result, whichever there is. */
import { final as words } from '../../messages/final.ts';
import { useEffect } from 'preact/hooks';
import { testRecord } from '../../../contract/final-outcome.ts';
import { loadFinals, readTestPictures } from '../../actions/final.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { Icon } from '../../parts/icon.tsx';
import { finalRun, finalStatus, isReading, networkProgress, showFinal } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { FinalForm } from './final-form.tsx';
import { FinalResult } from './result.tsx';
import { SaveAs } from './save-as.tsx';
import { ShareFinal } from './share-final.tsx';
import { FinalTraining } from './training.tsx';
import './final.css';

export function FinalScreen() {
  useEffect(() => void loadFinals(), []);
  const run = finalRun.value;
  if (run === undefined) {
    return finalStatus.value === 'open' ? <FinalForm /> : <p class="main note">{words.value.measuring}</p>;
  }
  const test = testRecord(run.log);
  if (test !== undefined)
    return <FinalResult run={run} test={test} actions={<ResultActions run={run} />} readPictures={readTestPictures} />;
  return (
    <FinalTraining run={run} status={finalStatus.value} progress={networkProgress.value} isReading={isReading.value} />
  );
}

function ResultActions({ run }: { run: FinalRun }) {
  return (
    <>
      <button type="button" class="button ink" onClick={() => show('try')}>
        <Icon name="picture" /> {words.value.tryIt}
      </button>
      <ShareFinal run={run} />
      <SaveAs />
      <button type="button" class="text-button" onClick={() => showFinal(undefined)}>
        {words.value.newTraining}
      </button>
    </>
  );
}
