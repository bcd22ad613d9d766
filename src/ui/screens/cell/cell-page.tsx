/** @file Cell as the page has it: with the comparison, and the way to a network. The viewer, which is small, does without. */
import { CellCompare } from './cell-compare.tsx';
import { CellScreen } from './cell.tsx';
import { TrainCell } from './train-cell.tsx';

export function CellPage() {
  return <CellScreen Compare={CellCompare} Actions={TrainCell} />;
}
