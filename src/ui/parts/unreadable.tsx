/** @file What is kept on this computer and cannot be read: named, with its reason, and a way to delete it. */
import { runs as words } from '../messages/runs.ts';
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
    <UnreadableNote
      key={one.id}
      name={words.value.unreadable.delete}
      isDisabled={isDisabled}
      onDelete={() => onDelete(one)}
    >
      {one.kind === 'run' ? words.value.unreadable.run(one.reason) : words.value.unreadable.data(one.reason)}
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
          {words.value.unreadable.ask}{' '}
          <button type="button" class="text-button bad" onClick={() => void onDelete()}>
            {name}
          </button>{' '}
          <button type="button" class="text-button" onClick={() => (isAsked.value = false)}>
            {words.value.unreadable.keep}
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
