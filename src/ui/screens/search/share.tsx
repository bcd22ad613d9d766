/** @file The button that shares the run on show; what it opens is loaded when it is first pressed. */
import { searching } from '../../messages/searching.ts';
import { signal, useSignal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { run, trained } from '../../state/state.ts';
import { Icon } from '../../parts/icon.tsx';
import type { ShareRunProps } from './share-run.tsx';

const loaded = signal<FunctionComponent<ShareRunProps> | undefined>(undefined);

/** Nothing while no cell is trained. */
export function Share() {
  const isOpen = useSignal(false);
  const open = async (): Promise<void> => {
    loaded.value ??= (await import('./share-run.tsx')).ShareRun;
    isOpen.value = true;
  };
  const Dialog = loaded.value;
  if (trained.value.length === 0) return null;
  return (
    <>
      <button type="button" class="button" onClick={() => void open()}>
        <Icon name="link" size={14} /> {searching.value.share}
      </button>
      {isOpen.value && Dialog !== undefined && <Dialog run={run.value!} onClose={() => (isOpen.value = false)} />}
    </>
  );
}
