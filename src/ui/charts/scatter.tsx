/** @file Every trained cell as a mark: accuracy over the order trained, or over its rank; the surrogate's guess hollow beside it. */
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

/** Marks of the levels: disc, square, triangle, diamond, pentagon (design language); then discs again. */
const MARKS = [
  'M-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z',
  'M-3-3h6v6h-6z',
  'M0-4.2 3.9 2.8H-3.9z',
  'M0-4.4 4.4 0 0 4.4-4.4 0z',
  'M0-4.2 4-1.3 2.5 3.4H-2.5L-4-1.3z',
] as const;

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
  const grid = ticks(domain, HEIGHT - BOTTOM, TOP, 28);
  const order = [...measured].sort((a, b) => x(a) - x(b));
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || order.length === 0) return;
    event.preventDefault();
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
        {cells.map((cell) => {
          const { record, index } = cell;
          if (record.accuracy === undefined) {
            const at = `translate(${x(cell)} ${HEIGHT - BOTTOM - 6})`;
            return <path key={index} class="tile-failed" transform={at} d="M-3-3l6 6M3-3l-6 6" />;
          }
          const isShown = shown.has(index);
          return (
            <g key={index}>
              {record.predicted !== undefined && isShown && (
                <path class="guess" transform={`translate(${x(cell)} ${y(record.predicted)})`} d="M0-3 3 0 0 3-3 0z" />
              )}
              <path
                class={isShown ? 'mark' : 'mark out'}
                transform={`translate(${x(cell)} ${y(record.accuracy)})`}
                d={MARKS[(record.level - 1) % MARKS.length]!}
              />
              {pointed.value === index && <circle class="point-ring" cx={x(cell)} cy={y(record.accuracy)} r="7.5" />}
            </g>
          );
        })}
        <text class="axis-text" x={width - RIGHT} y={HEIGHT - 6} text-anchor="end">
          {isSorted ? 'rank' : 'child'} {cells.length}
        </text>
      </svg>
      <p class="note">
        Solid marks are <b class="measured">measured</b>, a shape for each level; hollow ones were{' '}
        <b class="predicted">predicted</b>
        {pointed.value === undefined ? '.' : `; ringed: ${labelOf(cells[pointed.value])}.`}
      </p>
    </div>
  );
}

const labelOf = (cell: RankedCell | undefined): string =>
  cell === undefined ? '' : cell.record.accuracy === undefined ? 'failed' : percent(cell.record.accuracy);

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
