/** @file All runs kept on this computer: open, go on, delete. */
import { useSignal } from '@preact/signals';
import type { RunHead } from '../../contract/records.ts';
import { deleteRun, keepFile, openRun, resume } from '../actions.ts';
import { date } from '../format.ts';
import { Icon } from '../parts/icon.tsx';
import { motion, run, runs } from '../state.ts';
import { deviceName, runDetail, runName } from '../words.ts';

/** The screen. */
export function RunsScreen() {
  const kept = runs.value;
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
    </div>
  );
}

function RunTable({ heads }: { heads: readonly RunHead[] }) {
  return (
    <div class="table-scroll" tabIndex={0} role="group" aria-label="Runs">
      <table class="data-table runs-table">
        <thead>
          <tr>
            {['run', 'started', 'device', ''].map((name) => (
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
  const isAsking = useSignal(false);
  const isBusy = motion.value !== 'open';
  const isShown = run.value?.head.id === head.id;
  return (
    <tr data-testid="run-row" class={isShown ? 'pointed' : ''}>
      <th scope="row">
        <b>{runName(head)}</b>
        <span class="note">{runDetail(head)}</span>
      </th>
      <td>{date(head.startedAt)}</td>
      <td>{deviceName(head.device)}</td>
      <td class="run-buttons">
        {isAsking.value ? (
          <>
            <span class="bad">Delete all its results?</span>
            <button type="button" class="button tool" onClick={() => void deleteRun(head.id)}>
              <Icon name="cross" size={12} /> Delete
            </button>
            <button type="button" class="text-button" onClick={() => (isAsking.value = false)}>
              Keep
            </button>
          </>
        ) : (
          <>
            <button type="button" class="button tool" disabled={isBusy} onClick={() => void openRun(head.id, 'search')}>
              Open
            </button>
            <button type="button" class="text-button" disabled={isBusy} onClick={() => void resume(head.id)}>
              Go on
            </button>
            <button
              type="button"
              class="text-button"
              disabled={isBusy && isShown}
              onClick={() => (isAsking.value = true)}
            >
              Delete
            </button>
          </>
        )}
      </td>
    </tr>
  );
}
