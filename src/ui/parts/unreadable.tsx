/** @file What is kept on this computer and cannot be read: named, with its reason, and a way to delete it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Unreadable } from '../../contract/records.ts';

interface UnreadableListProps {
  readonly found: readonly Unreadable[];
  /** Whether nothing can be deleted now. */
  readonly isDisabled: boolean;
  onDelete(one: Unreadable): Promise<void>;
}

/** Runs or data sets that cannot be read; nothing where all can. */
export function UnreadableList({ found, isDisabled, onDelete }: UnreadableListProps) {
  return found.map((one) => (
    <UnreadableNote key={one.id} name="Delete it" isDisabled={isDisabled} onDelete={() => onDelete(one)}>
      {one.kind === 'run' ? 'A run' : 'A data set'} kept on this computer cannot be read. {one.reason}.
    </UnreadableNote>
  ));
}

interface UnreadableNoteProps {
  readonly children: ComponentChildren;
  /** What the button does. */
  readonly name: string;
  readonly isDisabled: boolean;
  onDelete(): Promise<void>;
}

/** Asks before it deletes: another version of the page may be able to read it. */
export function UnreadableNote({ children, name, isDisabled, onDelete }: UnreadableNoteProps) {
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
        <button type="button" class="text-button" disabled={isDisabled} onClick={() => (isAsked.value = true)}>
          {name}
        </button>
      )}
    </p>
  );
}
