/** @file Every trained cell as a mark: accuracy over the order trained, or over its rank; the surrogate's guess hollow beside it. */
import { useMemo } from 'preact/hooks';
import { bestSoFar } from '../derive.ts';
import { position, tickLabel, ticks, type Domain } from '../axis.ts';
import { percent } from '../format.ts';
import { useWidth } from '../parts/use-width.ts';
import type { RankedCell } from '../screens/ranking.tsx';

const HEIGHT = 320;
const LEFT = 40;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
/** Room for a level's name and the last child's number under the axis, px. */
const LABELS = 110;

/** Marks of the levels, drawn from their centre: disc, square, triangle, diamond, pentagon (design language); then discs again. */
const MARKS = [
  'm-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z',
  'm-3-3h6v6h-6z',
  'm0-4.2 3.9 7h-7.8z',
  'm0-4.4 4.4 4.4-4.4 4.4-4.4-4.4z',
  'm0-4.2 4 2.9-1.5 4.7h-5l-1.5-4.7z',
] as const;
const GUESS = 'm0-3 3 3-3 3-3-3z';
const CROSS = 'm-3-3l6 6m0-6l-6 6';

interface ScatterProps {
  cells: readonly RankedCell[];
  /** Indices of the cells that pass the filter; the others turn into grey outlines. */
  shown: ReadonlySet<number>;
  domain: Domain;
  isSorted: boolean;
  pointed: { value: number | undefined };
}

/** The plot. Arrow keys go from mark to mark. */
export function ScatterPlot({ cells, shown, domain, isSorted, pointed }: ScatterProps) {
  const [ref, width] = useWidth<HTMLDivElement>(520);
  const measured = cells.filter(({ record }) => record.accuracy !== undefined);
  const most = Math.max(1, cells.length - 1);
  const x = (cell: RankedCell): number =>
    LEFT + ((width - LEFT - RIGHT) * (isSorted ? cell.rank - 1 : cell.index)) / most;
  const y = position(domain, HEIGHT - BOTTOM, TOP);
  const lastLevel = cells.find(({ record }) => record.level === cells.at(-1)!.record.level)!;
  const ringed = pointed.value === undefined ? undefined : cells[pointed.value];
  const grid = ticks(domain, HEIGHT - BOTTOM, TOP, 28);
  const marks = useMemo(
    () => <Marks cells={cells} shown={shown} x={x} y={y} />,
    [cells, shown, domain, isSorted, width], // all that x and y depend on
  );
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || measured.length === 0) return;
    event.preventDefault();
    const order = [...measured].sort((a, b) => x(a) - x(b));
    const at = order.findIndex(({ index }) => index === pointed.value);
    pointed.value = order[Math.min(order.length - 1, Math.max(0, at + step))]!.index;
  };
  const nearest = (event: MouseEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const distance = (cell: RankedCell): number => Math.hypot(x(cell) - px, y(cell.record.accuracy!) - py);
    const closest = measured.reduce((a, b) => (distance(b) < distance(a) ? b : a), measured[0]!);
    if (closest !== undefined) pointed.value = closest.index;
  };
  return (
    <div ref={ref} class="scatter">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        tabIndex={0}
        aria-label={`Accuracy of ${measured.length} cells ${isSorted ? 'from best to worst' : 'in the order trained'}. Arrow keys go from cell to cell.`}
        onKeyDown={move}
        onMouseMove={nearest}
      >
        {grid.map((tick, i) => (
          <g key={tick}>
            <path class="gridline" d={`M${LEFT} ${Math.round(y(tick)) + 0.5}H${width - RIGHT}`} />
            <text class="axis-text" x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
              {tickLabel(tick, i === grid.length - 1)}
            </text>
          </g>
        ))}
        <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${width - RIGHT}`} />
        {!isSorted && <LevelBounds cells={cells} x={x} />}
        {!isSorted && <BestLine cells={cells} x={x} y={y} />}
        {marks}
        {ringed?.record.accuracy !== undefined && (
          <circle class="point-ring" cx={x(ringed)} cy={y(ringed.record.accuracy)} r="7.5" />
        )}
        {(isSorted || x(lastLevel) < width - RIGHT - LABELS) && (
          <text class="axis-text" x={width - RIGHT} y={HEIGHT - 6} text-anchor="end">
            {isSorted ? 'rank' : 'child'} {cells.length}
          </text>
        )}
      </svg>
      <p class="note">
        Solid marks are <b class="measured">measured</b>, a shape for each level; hollow ones were{' '}
        <b class="predicted">predicted</b>
        {ringed === undefined ? '.' : `; ringed: ${labelOf(ringed)}.`}
      </p>
    </div>
  );
}

const labelOf = ({ record }: RankedCell): string =>
  record.accuracy === undefined ? 'failed' : percent(record.accuracy);

interface MarksProps {
  cells: readonly RankedCell[];
  shown: ReadonlySet<number>;
  x: (cell: RankedCell) => number;
  y: (accuracy: number) => number;
}

/** All marks in one path a kind: thousands of elements would make each hover slow. */
function Marks({ cells, shown, x, y }: MarksProps) {
  let [guesses, marks, out, failed] = ['', '', '', ''];
  for (const cell of cells) {
    const { accuracy, predicted, level } = cell.record;
    const across = x(cell).toFixed(1);
    if (accuracy === undefined) {
      failed += `M${across} ${HEIGHT - BOTTOM - 6}${CROSS}`;
      continue;
    }
    const mark = `M${across} ${y(accuracy).toFixed(1)}${MARKS[(level - 1) % MARKS.length]!}`;
    if (!shown.has(cell.index)) {
      out += mark;
      continue;
    }
    marks += mark;
    if (predicted !== undefined) guesses += `M${across} ${y(predicted).toFixed(1)}${GUESS}`;
  }
  return (
    <>
      <path class="mark out" d={out} />
      <path class="guess" d={guesses} />
      <path class="mark" d={marks} />
      <path class="tile-failed" d={failed} />
    </>
  );
}

/** A line where a level begins. */
function LevelBounds({ cells, x }: { cells: readonly RankedCell[]; x: (cell: RankedCell) => number }) {
  const firsts = cells.filter(({ record, index }) => index === 0 || cells[index - 1]!.record.level !== record.level);
  return (
    <>
      {firsts.map((cell) => (
        <g key={cell.index}>
          {cell.index > 0 && (
            <path class="gridline dashed" d={`M${Math.round(x(cell)) - 4.5} ${TOP}V${HEIGHT - BOTTOM}`} />
          )}
          <text class="axis-text" x={x(cell)} y={HEIGHT - 6}>
            level {cell.record.level}
          </text>
        </g>
      ))}
    </>
  );
}

/** The best so far, as steps. */
function BestLine({
  cells,
  x,
  y,
}: {
  cells: readonly RankedCell[];
  x: (cell: RankedCell) => number;
  y: (accuracy: number) => number;
}) {
  const best = bestSoFar(cells.map(({ record }) => record));
  let path = '';
  for (const [i, value] of best.entries()) {
    if (value === undefined) continue;
    path += path === '' ? `M${x(cells[i]!)} ${y(value)}` : `H${x(cells[i]!)}V${y(value)}`;
  }
  return <path class="best-line" d={path} />;
}
