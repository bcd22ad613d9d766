/** @file The cell that a mark of the tour opens: its graph, what was predicted, what was measured. */
import type { Lesson, TourCell } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';
import { accuracyDigits, percent, points } from '../../model/format.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { gamePhase, pointed, shownRecords } from './tour-state.ts';

/** The panel; before a mark is pointed at, how to. @param covered cells whose figures the game keeps back. */
export function CellPanel({ lesson, covered = [] }: { lesson: Lesson; covered?: readonly TourCell[] }) {
  const cell = pointed.value;
  return (
    <aside class="tour-panel" aria-live="polite">
      {cell === undefined ? (
        <p class="note">{tour.value.stage.touch}</p>
      ) : (
        <Opened
          lesson={lesson}
          cell={cell}
          isCovered={gamePhase.value === 'choose' && covered.some(({ number }) => number === cell.number)}
        />
      )}
    </aside>
  );
}

function Opened({ lesson, cell, isCovered }: { lesson: Lesson; cell: TourCell; isCovered: boolean }) {
  const { config } = lesson.run.head;
  const digits = accuracyDigits(config);
  const { predicted, accuracy } = cell;
  const isMeasured = cell.records <= shownRecords.value && !isCovered;
  const measured = !isMeasured
    ? tour.value.panel.notMeasured
    : accuracy === undefined
      ? tour.value.panel.failed
      : percent(accuracy, digits);
  return (
    <>
      <h2>
        {tour.value.cellName(cell.number)} <span class="note">{tour.value.panel.level(cell.level)}</span>
      </h2>
      <CellGraph cell={cell.cell} config={config} />
      <dl class="panel-figures">
        {predicted !== undefined && !isCovered && (
          <div>
            <dt>{tour.value.panel.predicted}</dt>
            <dd class="predicted">{percent(predicted, digits)}</dd>
          </div>
        )}
        {!isCovered && (
          <div>
            <dt>{tour.value.panel.measured}</dt>
            <dd class={accuracy === undefined && isMeasured ? 'bad' : 'measured'}>{measured}</dd>
          </div>
        )}
        {predicted !== undefined && accuracy !== undefined && isMeasured && (
          <div>
            <dt>{tour.value.panel.difference}</dt>
            <dd>{points(accuracy - predicted, digits)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}
