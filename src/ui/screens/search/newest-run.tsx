/** @file The newest stored run, on the first screen. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunSummary } from '../../../contract/summary.ts';
import { openRun, readSummary } from '../../actions/runs.ts';
import { resume } from '../../actions/search.ts';
import { search } from '../../messages/search.ts';
import { show } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';
import { runStatus, runs } from '../../state/state.ts';
import { runDetail, runName } from '../../words/names.ts';

/** The newest run, where the reader looks first: how far it is, or that it has ended. */
export function Newest() {
  const newest = runs.value?.[0];
  const summary = useSignal<RunSummary | null | undefined>(undefined);
  const id = newest?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    let isLeft = false;
    const setSummary = (value: RunSummary | null): void => {
      if (!isLeft) summary.value = value;
    };
    readSummary(id).then(setSummary, () => setSummary(null)); // Continue says why it cannot be read
    return () => {
      isLeft = true;
      summary.value = undefined; // or it would be the next run's
    };
  }, [id]);
  if (newest === undefined || summary.value === undefined || runStatus.value !== 'open') return null;
  const words = search.value;
  const { isOver = false, accuracies = [] } = summary.value ?? {};
  return (
    <p class="device-line">
      <Icon name="list" />
      <span>
        {words.lastRun(runName(newest), runDetail(newest), accuracies.length, isOver)}{' '}
        {isOver ? (
          <button type="button" class="text-button" onClick={() => void openRun(newest.id, 'search')}>
            {words.look}
          </button>
        ) : (
          <button type="button" class="button tool" onClick={() => void resume(newest.id)}>
            {words.resume}
          </button>
        )}{' '}
        <button type="button" class="text-button" onClick={() => show('runs')}>
          {words.allRuns}
        </button>
      </span>
    </p>
  );
}
