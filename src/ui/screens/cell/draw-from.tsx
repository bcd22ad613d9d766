/** @file A button that opens the cell on show to be changed by hand. */
import { batch } from '@preact/signals';
import { parseCell } from '../../../core/space/cell.ts';
import { newDrawing } from '../../model/draw.ts';
import { Icon } from '../../parts/icon.tsx';
import { drawing, isDrawing, selectedHalf } from '../../state/draw.ts';
import { draw } from '../../messages/draw.ts';

export function DrawFrom({ notation }: { notation: string }) {
  const open = (): void => {
    batch(() => {
      drawing.value = newDrawing(parseCell(notation));
      selectedHalf.value = { block: 0, side: 0 };
      isDrawing.value = true;
    });
  };
  return (
    <button type="button" class="button tool" onClick={open}>
      <Icon name="graph" size={14} /> {draw.value.fromThis}
    </button>
  );
}
