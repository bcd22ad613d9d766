/** @file All runs kept on this computer: the list, and beside it those that are ticked, compared. */
import { runs as words } from '../../messages/runs.ts';
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { storageUse } from '../../../contract/secure-context.ts';
import { keepFile } from '../../actions/keep-file.ts';
import { clearQueue, queue, startNext } from '../../actions/queue.ts';
import { groupsOf, LETTERS } from '../../model/compare.ts';
import { count, decimal } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { deleteUnreadable } from '../../actions/unreadable.ts';
import { UnreadableList } from '../../parts/unreadable.tsx';
import { pendingDeletion, runStatus, runs, unreadable } from '../../state/state.ts';
import { Compare } from './compare.tsx';
import { FinalList } from './final-list.tsx';
import { RunList } from './run-list.tsx';
import '../../styles/runs.css';

/** Keys of the groups ticked, in the order of their letters. */
const ticked = signal<readonly string[]>([]);

/** The screen. */
export function RunsScreen() {
  const kept = runs.value?.filter(({ id }) => id !== pendingDeletion.value) ?? runs.value;
  const groups = groupsOf(kept ?? []);
  const chosen = ticked.value.flatMap((key) => groups.find((group) => group.key === key) ?? []);
  return (
    <div class={chosen.length > 1 ? 'main runs compared' : 'main runs'}>
      <div class="runs-list-pane">
        <h1>{words.value.title}</h1>
        <p class="subtitle">{kept === null ? words.value.nothingKept : words.value.note}</p>
        {kept !== null && <OpenFile />}
        {kept === undefined && <p class="note">{words.value.reading}</p>}
        <Queue />
        <UnreadableList
          found={unreadable.value.filter(({ kind }) => kind === 'run')}
          isDisabled={runStatus.value !== 'open'}
          onDelete={deleteUnreadable}
        />
        {kept != null && kept.length === 0 && <p class="note">{words.value.none}</p>}
        {groups.length > 1 && <Places taken={chosen.length} />}
        {groups.length > 0 && <RunList groups={groups} ticked={ticked} />}
        <FinalList />
        <StorageUsed />
      </div>
      {chosen.length > 1 && <Compare groups={chosen} />}
    </div>
  );
}

function Places({ taken }: { taken: number }) {
  return (
    <p class="note run-places" role="status">
      {taken < 2 ? words.value.tick : words.value.taken(taken, LETTERS.length)}{' '}
      {taken > 0 && (
        <button type="button" class="text-button" onClick={() => (ticked.value = [])}>
          {words.value.clear}
        </button>
      )}
    </p>
  );
}

/** Searches that begin when the one before is over. */
function Queue() {
  const { length } = queue.value;
  if (length === 0) return null;
  return (
    <p class="run-queue" role="status">
      <Icon name="list" size={14} /> {words.value.queued(length)}{' '}
      {runStatus.value === 'open' && (
        <button type="button" class="button tool" onClick={() => void startNext()}>
          {words.value.startNext}
        </button>
      )}{' '}
      <button type="button" class="text-button" onClick={clearQueue}>
        {words.value.clear}
      </button>
    </p>
  );
}

function OpenFile() {
  const isBusy = runStatus.value !== 'open';
  return (
    <label class={`button tool open-file ${isBusy ? 'off' : ''}`}>
      <Icon name="file" size={14} /> {words.value.openFile}
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

const MEGABYTE = 1e6;

/** What the browser says is stored and allowed; nothing where it does not say. */
function StorageUsed() {
  const text = useSignal('');
  useEffect(() => {
    void storageUse().then(({ usage, quota }) => {
      if (usage === undefined || quota === undefined) return;
      text.value = words.value.storage(decimal(usage / MEGABYTE, 1), count(Math.round(quota / MEGABYTE)));
    });
  }, [runs.value]);
  return <p class="note storage-used">{text.value}</p>;
}
