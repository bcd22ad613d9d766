/** @file Asks the worker for a drawn cell's prediction, races it, stops a race. */
import { FIRST_RACE, RACE_SEEDS } from '../../contract/drawn-cells.ts';
import { formatCell, type Cell } from '../../core/space/cell.ts';
import { messageOf } from '../model/format.ts';
import { prediction, race, races } from '../state/draw.ts';
import { run, runStatus } from '../state/state.ts';
import { ask, callback, terminate } from './bridge.ts';
import { reportErrors } from './report-errors.ts';

/**
 * Asks the surrogate of the run on show; an answer that comes after the next question is dropped.
 * @param rival its own pick of that size, in notation: predicted anew, since it has learned since it picked.
 */
export async function predictDrawn(cell: Cell, rival: string | undefined): Promise<void> {
  const shown = run.value;
  const notation = formatCell(cell);
  if (shown === undefined) return;
  prediction.value = { notation };
  const answer = (found: Omit<NonNullable<typeof prediction.value>, 'notation'>): void => {
    if (prediction.value?.notation === notation) prediction.value = { notation, ...found };
  };
  try {
    const cells = rival === undefined ? [notation] : [notation, rival];
    const [accuracy, other] = await ask((api) => api.predictCells(shown.head.id, cells));
    answer({ accuracy: accuracy!, ...(other === undefined ? {} : { rival: other }) });
  } catch (error) {
    answer({ problem: messageOf(error) });
  }
}

/** Trains both cells with the run's settings and fresh seeds. @param rival the surrogate's pick, in notation, and its name. */
export async function raceDrawn(
  cell: Cell,
  rival: { readonly notation: string; readonly name: string },
): Promise<void> {
  const shown = run.value;
  if (shown === undefined || race.value !== undefined || runStatus.value !== 'open') return;
  const cells = [formatCell(cell), rival.notation] as const;
  race.value = { cells, rival: rival.name, progress: { results: [] } };
  await reportErrors(async () => {
    try {
      const onProgress = callback((progress: NonNullable<typeof race.value>['progress']) => {
        if (race.value !== undefined) race.value = { ...race.value, progress };
      });
      const first = FIRST_RACE + RACE_SEEDS * races.value.length;
      const results = await ask((api) => api.raceCells({ runId: shown.head.id, cells, first }, onProgress));
      races.value = [...races.value, { cells, rival: rival.name, progress: { results } }];
    } finally {
      race.value = undefined;
    }
  });
}

/** Stops the race: the worker ends, as when a search is stopped; what both were measured on by then counts. */
export function stopRace(): void {
  const stopped = race.value;
  if (stopped === undefined) return;
  const { results } = stopped.progress;
  const whole = results.slice(0, results.length - (results.length % 2)); // alike for both
  if (whole.length > 0) races.value = [...races.value, { ...stopped, progress: { results: whole } }];
  race.value = undefined;
  terminate();
}
