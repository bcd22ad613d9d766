/** @file One run of the list: what it is and found, and what can be done with it. */
import { runs as words } from '../../messages/runs.ts';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RunHead } from '../../../contract/records.ts';
import type { RunSummary } from '../../../contract/summary.ts';
import { deleteLater } from '../../actions/delete-run.ts';
import { openRun } from '../../actions/runs.ts';
import { resume } from '../../actions/search.ts';
import { bestSteps, Spark } from '../../charts/spark.tsx';
import { accuracyDigits, date, duration, percent } from '../../model/format.ts';
import { deviceName, runDetail } from '../../words/names.ts';
import { labels, nameOf } from '../../state/labels.ts';
import { runStatus } from '../../state/state.ts';
import { RunMore } from './run-more.tsx';
import { UnreadableRecords } from './unreadable-records.tsx';

interface RunRowProps {
  readonly head: RunHead;
  readonly isShown: boolean;
  /** Whether another tab is at it. */
  readonly isElsewhere: boolean;
  /** Undefined until it is read; null where it cannot be. */
  readonly summary: RunSummary | null | undefined;
}

export function RunRow({ head, isShown, isElsewhere, summary }: RunRowProps) {
  const isBusy = runStatus.value !== 'open';
  const isRunning = isShown && (runStatus.value === 'running' || runStatus.value === 'pausing');
  const isMore = useSignal(false);
  const nameId = `run-${head.id}`;
  return (
    <div data-testid="run-row" class={isShown ? 'run-row pointed' : 'run-row'}>
      <div class="run-words">
        <p>
          <b id={nameId}>{nameOf(head)}</b>
          {summary?.isOver === false && (
            <span class="state">
              {isRunning ? words.value.running : isElsewhere ? words.value.elsewhere : words.value.notFinished}
            </span>
          )}
          {labels.value[head.id]?.tags?.map((tag) => (
            <span key={tag} class="run-tag">
              {tag}
            </span>
          ))}
        </p>
        <p class="note">{runDetail(head)}</p>
        <p class="note">
          {date(head.startedAt)}
          {summary != null && `, ${words.value.cellsIn(summary.accuracies.length, duration(summary.durationMs))}`},{' '}
          {deviceName(head.device)}
        </p>
        {summary?.unreadable !== undefined && <UnreadableRecords id={head.id} records={summary.unreadable} />}
      </div>
      {summary == null ? <span /> : <Figures summary={summary} digits={accuracyDigits(head.config)} />}
      <div class="run-buttons">
        {(summary === null || summary?.isOver === false) && (
          <button
            type="button"
            class="text-button"
            aria-describedby={nameId}
            disabled={isBusy || isElsewhere}
            onClick={() => void resume(head.id)}
          >
            {words.value.resume}
          </button>
        )}
        <button
          type="button"
          class="button tool"
          aria-describedby={nameId}
          disabled={isBusy}
          onClick={() => void openRun(head.id, 'search')}
        >
          {words.value.open}
        </button>
        <button
          type="button"
          class="text-button"
          aria-describedby={nameId}
          aria-expanded={isMore.value}
          onClick={() => (isMore.value = !isMore.value)}
        >
          {words.value.more}
        </button>
        <button
          type="button"
          class="text-button"
          aria-describedby={nameId}
          disabled={isBusy && isShown}
          onClick={() => void deleteLater(head)}
        >
          {words.value.remove}
        </button>
      </div>
      {isMore.value && <RunMore head={head} />}
    </div>
  );
}

/** The best cell's confirmed accuracy, else the best measured; undefined before one. */
export function bestOfSummary({ accuracies, confirmed }: RunSummary): number | undefined {
  return confirmed ?? bestSteps(accuracies).at(-1)?.[1];
}

function Figures({ summary, digits }: { summary: RunSummary; digits: 1 | 2 }) {
  const { accuracies, confirmed } = summary;
  const best = bestOfSummary(summary);
  const spark = useMemo(() => <Spark accuracies={accuracies} />, [accuracies]);
  return (
    <div class="run-figures">
      {spark}
      <p>
        <b class="measured">{best === undefined ? '–' : percent(best, digits)}</b>
        <span class="note">{confirmed === undefined ? words.value.bestMeasured : words.value.best}</span>
      </p>
    </div>
  );
}
