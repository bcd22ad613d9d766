/** @file Cell as the page has it: with the comparison, the way to a network, and drawing by hand. The viewer, which is small, does without. */
import { CellCompare } from './cell-compare.tsx';
import { CellScreen } from './cell.tsx';
import { Draw } from '../draw/draw.tsx';
import { DrawFrom } from './draw-from.tsx';
import { TrainCell } from './train-cell.tsx';
import { isDrawing } from '../../state/draw.ts';

export function CellPage() {
  return isDrawing.value ? <Draw /> : <CellScreen Compare={CellCompare} Actions={Actions} />;
}

function Actions({ notation }: { notation: string }) {
  return (
    <>
      <TrainCell notation={notation} />
      <DrawFrom notation={notation} />
    </>
  );
}
