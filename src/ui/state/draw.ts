/** @file The cell being drawn, as signals: its history, what is selected, the surrogate's prediction, races. Nothing of it is kept when the page is closed. */
import { signal } from '@preact/signals';
import type { RaceProgress } from '../../contract/drawn-cells.ts';
import { newDrawing, type Drawing, type Side } from '../model/draw.ts';

/** Whether Cell shows the drawing in place of a cell of the run. */
export const isDrawing = signal(false);
export const drawing = signal<Drawing>(
  newDrawing([
    [
      { input: -1, operator: 'identity' },
      { input: -2, operator: '3x3 dconv' },
    ],
  ]),
);
/** The half that keys and the panel change. */
export const selectedHalf = signal<{ readonly block: number; readonly side: Side }>({ block: 0, side: 0 });

/** What the surrogate, as it stands now, predicts of the cell of this notation and of its own pick of that size. */
interface Prediction {
  readonly notation: string;
  /** Absent while it is being asked. */
  readonly accuracy?: number;
  readonly rival?: number;
  readonly problem?: string;
}
export const prediction = signal<Prediction | undefined>(undefined);

/** A race: the drawn cell against the surrogate's pick. */
export interface CellRace {
  readonly cells: readonly [string, string];
  /** What the second is called. */
  readonly rival: string;
  readonly progress: RaceProgress;
}
/** The race under way. */
export const race = signal<CellRace | undefined>(undefined);
/** Races that have ended on this page, oldest first. */
export const races = signal<readonly CellRace[]>([]);
