/** @file What is kept on this computer and cannot be read: named, with its reason, and a way to delete it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Unreadable, UnreadableRecord } from '../../../contract/records.ts';
import { deleteRecord, deleteUnreadable } from '../../actions/unreadable.ts';
import { counted } from '../../model/format.ts';
import { motion, unreadable } from '../../state/state.ts';

/** All runs, or all data sets, that cannot be read; nothing where all can. */
export function UnreadableList({ kind }: { kind: Unreadable['kind'] }) {
  const found = unreadable.value.filter((one) => one.kind === kind);
  const what = kind === 'run' ? 'A run' : 'A data set';
  return found.map((one) => (
    <DeleteBad key={one.id} name="Delete it" onDelete={() => deleteUnreadable(one)}>
      {what} kept on this computer cannot be read. {one.reason}.
    </DeleteBad>
  ));
}

/** The records of a run's log that cannot be read. */
export function UnreadableRecords({ id, records }: { id: string; records: readonly UnreadableRecord[] }) {
  return records.map((record) => {
    const { place, reason, after, isIncident } = record;
    const name = after === 0 ? 'Delete it' : `Delete it and the ${counted(after, 'record')} after it`;
    return (
      <DeleteBad key={place} name={name} onDelete={() => deleteRecord(id, record)}>
        A record of this run cannot be read and is left out. {reason}.{' '}
        {!isIncident && 'The search can go on once it is deleted; with the same seed it trains the same cells again.'}
      </DeleteBad>
    );
  });
}

interface DeleteBadProps {
  readonly children: ComponentChildren;
  /** What the button does. */
  readonly name: string;
  onDelete(): Promise<void>;
}

/** Asks before it deletes: another version of the page may be able to read it. */
function DeleteBad({ children, name, onDelete }: DeleteBadProps) {
  const isAsked = useSignal(false);
  return (
    <p class="note bad" role="alert" data-testid="unreadable">
      {children}{' '}
      {isAsked.value ? (
        <>
          Another version of this page may be able to read it; once deleted it is gone.{' '}
          <button type="button" class="text-button bad" onClick={() => void onDelete()}>
            {name}
          </button>{' '}
          <button type="button" class="text-button" onClick={() => (isAsked.value = false)}>
            Keep it
          </button>
        </>
      ) : (
        <button
          type="button"
          class="text-button"
          disabled={motion.value !== 'open'}
          onClick={() => (isAsked.value = true)}
        >
          {name}
        </button>
      )}
    </p>
  );
}
