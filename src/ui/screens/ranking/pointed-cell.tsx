/** @file The cell that is pointed at in Ranking: its figures, its notation, and its graph. */
import { searching } from '../../messages/searching.ts';
import { charts } from '../../messages/charts.ts';
import { ranking } from '../../messages/ranking.ts';
import { PRESETS } from '../../../contract/presets.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { percent } from '../../model/format.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import type { RankedCell } from '../../model/ranked.ts';
import { run } from '../../state/state.ts';
import { digitsOf, openCell } from './cell-table.tsx';

interface PointedProps {
  /** All cells, by index. */
  cells: readonly RankedCell[];
  pointed: { value: number | undefined };
  /** Shown while none is pointed at. */
  fallback: RankedCell | undefined;
}

/** A card of one size, so that nothing moves while the pointer does. */
export function PointedCell({ cells, pointed, fallback }: PointedProps) {
  const cell = pointed.value === undefined ? fallback : (cells[pointed.value] ?? fallback);
  if (cell === undefined) return <p class="note pointed-cell">{ranking.value.noMatch}</p>;
  return (
    <div class="pointed-cell">
      <CellPanel cell={cell} />
    </div>
  );
}

/** What is shown of a cell wherever a mark or a row of it is pointed at. */
export function CellPanel({ cell }: { cell: RankedCell }) {
  const { record, rank } = cell;
  const source = CAN_RUN ? cell.source : undefined;
  const digits = digitsOf(cell);
  return (
    <>
      <div class="pointed-words">
        <span>
          {source === undefined ? (
            <b>{searching.value.cellTitle(cell.place + 1)}</b>
          ) : (
            ranking.value.lineOf(cell.place + 1, source.name)
          )}
          , {searching.value.levelName(record.level)}
        </span>
        {record.accuracy !== undefined && <b class="measured figure">{percent(record.accuracy, digits)}</b>}
        {record.failure !== undefined && <b class="bad">{record.failure.reason}</b>}
        {record.predicted !== undefined && (
          <span class={record.accuracy === undefined && source !== undefined ? 'predicted figure' : 'predicted'}>
            {charts.value.predicted(percent(record.predicted, digits))}
          </span>
        )}
        <span>{ranking.value.rankNumber(rank)}</span>
        <span class="notation">{record.notation}</span>
        <button type="button" class="text-button" onClick={() => openCell(cell)}>
          {ranking.value.open}
        </button>
      </div>
      <CellGraph
        cell={parseCell(record.notation)}
        config={source === undefined ? run.value!.head.config : PRESETS.paper}
      />
    </>
  );
}
