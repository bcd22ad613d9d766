/** @file All runs kept on this computer: open, go on, compare two, delete with a way back. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunHead } from '../../contract/records.ts';
import { deleteLater, keepFile, openRun, resume } from '../actions.ts';
import { date } from '../format.ts';
import { leaving, motion, run, runs } from '../state.ts';
import { deviceName, runDetail, runName } from '../words.ts';
import { Compare } from './compare.tsx';

/** Ids of the runs ticked, the latest two. */
const ticked = signal<readonly string[]>([]);

/** The screen. */
export function RunsScreen() {
  const kept = runs.value?.filter(({ id }) => id !== leaving.value) ?? runs.value;
  const pair = ticked.value.filter((id) => kept?.some((head) => head.id === id) === true);
  return (
    <div class="main runs">
      <h1>Runs kept on this computer</h1>
      <p class="subtitle">
        {kept === null
          ? 'This window keeps nothing: its storage is off, as in some private windows. A search still runs, but is gone when the window closes.'
          : 'Every finished child of every run. Open one to look at it; nothing starts by itself.'}
      </p>
      {kept !== null && (
        <label class="open-file">
          Open a run.json{' '}
          <input
            type="file"
            accept=".json,application/json"
            disabled={motion.value !== 'open'}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file !== undefined) void keepFile(file);
            }}
          />
        </label>
      )}
      {kept === undefined && <p class="note">Reading the list.</p>}
      {kept !== null && kept !== undefined && kept.length === 0 && (
        <p class="note">None yet. The first search you start appears here.</p>
      )}
      {kept != null && kept.length > 0 && <RunTable heads={kept} />}
      {kept != null && kept.length > 1 && pair.length < 2 && <p class="note">Tick two runs to compare them.</p>}
      {pair.length === 2 && <Compare key={pair.join(' ')} ids={[pair[0]!, pair[1]!]} />}
      <StorageUsed />
    </div>
  );
}

function RunTable({ heads }: { heads: readonly RunHead[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Runs">
      <table class="data-table runs-table">
        <thead>
          <tr>
            {['compare', 'run', 'started', 'device', ''].map((name) => (
              <th key={name} scope="col">
                {name === '' ? <span class="visually-hidden">what to do</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {heads.map((head) => (
            <RunRow key={head.id} head={head} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ head }: { head: RunHead }) {
  const isBusy = motion.value !== 'open';
  const isShown = run.value?.head.id === head.id;
  const isTicked = ticked.value.includes(head.id);
  const tick = (): void => {
    const others = ticked.value.filter((id) => id !== head.id);
    ticked.value = isTicked ? others : [...others.slice(-1), head.id];
  };
  return (
    <tr data-testid="run-row" class={isShown ? 'pointed' : ''}>
      <td>
        <input type="checkbox" checked={isTicked} onChange={tick} aria-label={`Compare ${runName(head)}`} />
      </td>
      <th scope="row">
        <b>{runName(head)}</b>
        <span class="note">{runDetail(head)}</span>
      </th>
      <td>{date(head.startedAt)}</td>
      <td>{deviceName(head.device)}</td>
      <td class="run-buttons">
        <button type="button" class="button tool" disabled={isBusy} onClick={() => void openRun(head.id, 'search')}>
          Open
        </button>
        <button type="button" class="text-button" disabled={isBusy} onClick={() => void resume(head.id)}>
          Go on
        </button>
        <button type="button" class="text-button" disabled={isBusy && isShown} onClick={() => void deleteLater(head)}>
          Delete
        </button>
      </td>
    </tr>
  );
}

const MEGABYTE = 1e6;

/** What the browser says is stored and allowed; nothing where it does not say. */
function StorageUsed() {
  const text = useSignal('');
  useEffect(() => {
    navigator.storage?.estimate().then(
      ({ usage, quota }) => {
        if (usage === undefined || quota === undefined) return;
        text.value = `This page keeps ${(usage / MEGABYTE).toFixed(1)} MB here, images included; the browser allows it ${Math.round(quota / MEGABYTE).toLocaleString('en')} MB.`;
      },
      () => {}, // some private windows refuse to say
    );
  }, [runs.value]);
  return <p class="note storage-used">{text.value}</p>;
}
