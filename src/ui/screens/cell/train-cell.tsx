/** @file A button that opens the form for a final training of the cell on show. */
import { cells } from '../../messages/cells.ts';
import { finalCell, finalStatus, showFinal } from '../../state/final.ts';
import { show } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';

export function TrainCell({ notation }: { notation: string }) {
  const open = (): void => {
    finalCell.value = notation;
    if (finalStatus.value === 'open') showFinal(undefined);
    show('final');
  };
  return (
    <button type="button" class="button tool" onClick={open}>
      <Icon name="flag" size={14} /> {cells.value.train}
    </button>
  );
}
