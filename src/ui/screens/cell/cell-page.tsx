/** @file Cell as the page has it: with the comparison. The viewer, which is small, does without. */
import { CellCompare } from './cell-compare.tsx';
import { CellScreen } from './cell.tsx';

export function CellPage() {
  return <CellScreen Compare={CellCompare} />;
}
