/** @file The cell whose mark is pointed at, beside the mark: the same panel as in Ranking. */
import { searching } from '../../messages/searching.ts';
import { charts } from '../../messages/charts.ts';
import { ranking } from '../../messages/ranking.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { percent } from '../../model/format.ts';
import { rankedCells } from '../../model/ranked.ts';
import { zoomOf } from '../../charts/nearest.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { levels, pointedMark, run, trained } from '../../state/state.ts';
import { CellPanel } from '../ranking/pointed-cell.tsx';

/** Nothing while no mark is pointed at. */
export function CellCard() {
  const mark = pointedMark.value;
  if (mark === undefined) return null;
  const cell = rankedCells(trained.value).find(({ record }) => record.notation === mark.notation);
  const [x, y] = mark.at;
  // on the other side of the mark from the window's nearer edges, so that it never covers the mark
  const [isRight, isLow] = [x > innerWidth / 2, y > innerHeight / 2];
  const zoom = CAN_RUN ? zoomOf(document.body) : 1;
  const apart = (distance: number): string => `${distance / zoom + 16}px`;
  const style = {
    left: isRight ? 'auto' : apart(x),
    right: isRight ? apart(innerWidth - x) : 'auto',
    top: isLow ? 'auto' : apart(y),
    bottom: isLow ? apart(innerHeight - y) : 'auto',
  };
  return (
    <div class="pointed-cell cell-card" role="status" style={style}>
      {cell !== undefined ? <CellPanel cell={cell} /> : CAN_RUN && <Waiting notation={mark.notation} />}
    </div>
  );
}

/** A cell that is picked and not trained yet. */
function Waiting({ notation }: { notation: string }) {
  const child = levels.value.flatMap(({ children }) => children).find((other) => other.notation === notation);
  const cell = parseCell(notation);
  return (
    <>
      <div class="pointed-words">
        <span>
          <b>{ranking.value.notTrained}</b>, {searching.value.levelName(cell.length)}
        </span>
        {child?.predicted !== undefined && (
          <span class="predicted">{charts.value.predicted(percent(child.predicted))}</span>
        )}
        <span class="notation">{notation}</span>
      </div>
      <CellGraph cell={cell} config={run.value!.head.config} />
    </>
  );
}
