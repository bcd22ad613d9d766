/** @file All runs kept on this computer: open, resume, compare two, delete with a way back. */
import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunHead } from '../../../contract/records.ts';
import { summaryOf, type RunSummary } from '../../../contract/summary.ts';
import { storageUse } from '../../../contract/secure-context.ts';
import { deleteLater } from '../../actions/delete-run.ts';
import { runsAtWork } from '../../actions/other-tabs.ts';
import { keepFile } from '../../actions/keep-file.ts';
import { openRun, readSummary } from '../../actions/runs.ts';
import { resume } from '../../actions/search.ts';
import { bestSteps } from '../../charts/best-so-far.tsx';
import { Spark } from '../../charts/spark.tsx';
import { accuracyDigits, counted, date, duration, percent } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { deleteUnreadable } from '../../actions/unreadable.ts';
import { UnreadableList } from '../../parts/unreadable.tsx';
import { UnreadableRecords } from './unreadable-records.tsx';
import { pendingDeletion, runStatus, run, runs, unreadable } from '../../state/state.ts';
import { deviceName, runDetail, runName } from '../../model/words.ts';
import { Compare } from './compare.tsx';
import { FinalList } from './final-list.tsx';
import '../../styles/runs.css';

/** Ids of the runs ticked, the latest two. */
const ticked = signal<readonly string[]>([]);

/** The screen. */
export function RunsScreen() {
  const kept = runs.value?.filter(({ id }) => id !== pendingDeletion.value) ?? runs.value;
  const pair = ticked.value.filter((id) => kept?.some((head) => head.id === id) === true);
  return (
    <div class="main runs">
      <h1>Runs kept on this computer</h1>
      <p class="subtitle">
        {kept === null
          ? 'This window keeps nothing: its storage is off, as in some private windows. A search still runs, but is gone when the window closes.'
          : 'Every finished child of every run. Open one to look at it; nothing starts by itself.'}
      </p>
      {kept !== null && <OpenFile />}
      {kept === undefined && <p class="note">Reading the list.</p>}
      <UnreadableList
        found={unreadable.value.filter(({ kind }) => kind === 'run')}
        isDisabled={runStatus.value !== 'open'}
        onDelete={deleteUnreadable}
      />
      {kept !== null && kept !== undefined && kept.length === 0 && (
        <p class="note">None yet. The first search you start appears here.</p>
      )}
      {kept != null && kept.length > 0 && <RunList heads={kept} />}
      {kept != null && kept.length > 1 && pair.length < 2 && <p class="note">Tick two runs to compare them.</p>}
      {pair.length === 2 && <Compare key={pair.join(' ')} ids={[pair[0]!, pair[1]!]} />}
      <FinalList />
      <StorageUsed />
    </div>
  );
}

function OpenFile() {
  const isBusy = runStatus.value !== 'open';
  return (
    <label class={`button tool open-file ${isBusy ? 'off' : ''}`}>
      <Icon name="file" size={14} /> Open a run.json or final.json
      <input
        type="file"
        class="visually-hidden"
        accept=".json,application/json"
        disabled={isBusy}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) void keepFile(file);
          event.currentTarget.value = ''; // or the same file could not be opened again
        }}
      />
    </label>
  );
}

/** Of runs that are over, which change no more. */
const finished = new Map<string, RunSummary>();

function RunList({ heads }: { heads: readonly RunHead[] }) {
  const summaries = useSignal<ReadonlyMap<string, RunSummary | null>>(new Map());
  const atWork = useRunsAtWork(heads);
  useEffect(() => {
    let isLeft = false;
    const read = async (): Promise<void> => {
      for (const { id } of heads) {
        const summary = finished.get(id) ?? (await readSummary(id).catch(() => null)); // Open says why it cannot be read
        if (isLeft) return;
        if (summary?.isOver === true && summary.unreadable === undefined) finished.set(id, summary);
        summaries.value = new Map(summaries.value).set(id, summary);
      }
    };
    void read();
    return () => {
      isLeft = true;
    };
  }, [runs.value, run.value?.head.id]);
  return (
    <ul class="run-list" role="list">
      {heads.map((head) => {
        const shown = run.value?.head.id === head.id ? run.value : undefined;
        const summary = shown === undefined ? summaries.value.get(head.id) : summaryOf(shown); // the one on show may grow
        return (
          <RunRow
            key={head.id}
            head={head}
            isShown={shown !== undefined}
            isElsewhere={shown === undefined && atWork.has(head.id)}
            summary={summary}
          />
        );
      })}
    </ul>
  );
}

/** How often it is looked whether another tab is at a run, ms (ours). */
const LOOK_MS = 2_000;

/** Runs that a tab is at, while the list is on show. */
function useRunsAtWork(heads: readonly RunHead[]): ReadonlySet<string> {
  const found = useSignal<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = async (): Promise<void> => {
      const now = await runsAtWork(heads.map(({ id }) => id));
      if (now.size !== found.value.size || [...now].some((id) => !found.value.has(id))) found.value = now;
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [heads]);
  return found.value;
}

interface RunRowProps {
  readonly head: RunHead;
  readonly isShown: boolean;
  /** Whether another tab is at it. */
  readonly isElsewhere: boolean;
  /** Undefined until it is read; null where it cannot be. */
  readonly summary: RunSummary | null | undefined;
}

function RunRow({ head, isShown, isElsewhere, summary }: RunRowProps) {
  const isBusy = runStatus.value !== 'open';
  const isRunning = isShown && (runStatus.value === 'running' || runStatus.value === 'pausing');
  const isTicked = ticked.value.includes(head.id);
  const tick = (): void => {
    const others = ticked.value.filter((id) => id !== head.id);
    ticked.value = isTicked ? others : [...others.slice(-1), head.id];
  };
  const nameId = `run-${head.id}`;
  return (
    <li data-testid="run-row" class={isShown ? 'pointed' : ''}>
      <label class="tick">
        <input type="checkbox" checked={isTicked} onChange={tick} />
        <span class="visually-hidden">Compare {runName(head)}</span>
      </label>
      <div class="run-words">
        <p>
          <b id={nameId}>{runName(head)}</b>
          {summary?.isOver === false && (
            <span class="state">{isRunning ? 'running' : isElsewhere ? 'running in another tab' : 'not finished'}</span>
          )}
        </p>
        <p class="note">{runDetail(head)}</p>
        <p class="note">
          {date(head.startedAt)}
          {summary != null &&
            `, ${counted(summary.accuracies.length, 'cell')} in ${duration(summary.durationMs)}`},{' '}
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
            Resume
          </button>
        )}
        <button
          type="button"
          class="button tool"
          aria-describedby={nameId}
          disabled={isBusy}
          onClick={() => void openRun(head.id, 'search')}
        >
          Open
        </button>
        <button
          type="button"
          class="text-button"
          aria-describedby={nameId}
          disabled={isBusy && isShown}
          onClick={() => void deleteLater(head)}
        >
          Delete
        </button>
      </div>
    </li>
  );
}

function Figures({ summary: { accuracies, confirmed }, digits }: { summary: RunSummary; digits: 1 | 2 }) {
  const [, measured] = bestSteps(accuracies).at(-1) ?? [];
  const best = confirmed ?? measured;
  const spark = useMemo(() => <Spark accuracies={accuracies} />, [accuracies]);
  return (
    <div class="run-figures">
      {spark}
      <p>
        <b class="measured">{best === undefined ? '–' : percent(best, digits)}</b>
        <span class="note">{confirmed === undefined ? 'best measured' : 'best'}</span>
      </p>
    </div>
  );
}

const MEGABYTE = 1e6;

/** What the browser says is stored and allowed; nothing where it does not say. */
function StorageUsed() {
  const text = useSignal('');
  useEffect(() => {
    void storageUse().then(({ usage, quota }) => {
      if (usage === undefined || quota === undefined) return;
      text.value = `This page keeps ${(usage / MEGABYTE).toFixed(1)} MB here, images included; the browser allows it ${Math.round(quota / MEGABYTE).toLocaleString('en')} MB.`;
    });
  }, [runs.value]);
  return <p class="note storage-used">{text.value}</p>;
}
