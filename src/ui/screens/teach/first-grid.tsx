/** @file All cells of one block as a triangle: one half down, the other across. A square is a cell; its shade, once measured, its accuracy. */
import { halvesAt } from '../../../core/space/blocks.ts';
import { formatCell, type Half } from '../../../core/space/cell.ts';
import { operatorIndex } from '../../../core/space/operators.ts';
import { shadeOf } from '../../charts/tiles.tsx';
import { placeOf } from '../../charts/nearest.ts';
import type { Domain } from '../../model/axis.ts';
import type { Lesson, TourCell } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';
import { pointed } from './tour-state.ts';

/** Sides of a square: of few, that one can be pressed with ease; of many, that they fit; and their gap. Room for the operators' names at the left and below, px. */
const [SMALL, LARGE, GAP] = [24, 40, 3];
const LEFT = 52;
const BOTTOM = 40;
/** Most squares across that are drawn large: as many fit into a phone's width (ours). */
const FEW = 7;

export function FirstGrid({ lesson, domain, shown }: { lesson: Lesson; domain: Domain; shown: number }) {
  const halves = halvesAt(lesson.run.head.config, 0);
  const cells = new Map(lesson.cells.filter(({ level }) => level === 1).map((cell) => [cell.notation, cell]));
  const cellAt = (column: number, row: number): TourCell | undefined =>
    cells.get(formatCell([[halves[column]!, halves[row]!]]));
  const size = halves.length;
  const side = size > FEW ? SMALL : LARGE;
  const step = side + GAP;
  const point = (event: MouseEvent): void => {
    const [x, y] = placeOf(event);
    const [column, row] = [Math.floor((x - LEFT) / step), Math.floor(y / step)];
    if (column >= 0 && row < size && column <= row) pointed.value = cellAt(column, row) ?? pointed.value;
  };
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const now = squares(size).find(([c, r]) => cellAt(c, r)?.number === pointed.value?.number) ?? [0, 0];
    const row = Math.min(size - 1, Math.max(0, now[1] + by[1]!));
    pointed.value = cellAt(Math.min(row, Math.max(0, now[0] + by[0]!)), row) ?? pointed.value;
  };
  return (
    <svg
      class="first-grid"
      width={LEFT + size * step}
      height={size * step + BOTTOM}
      role="img"
      tabindex={0} // an SVG knows no tabIndex
      aria-label={`${tour.value.stage.firstGrid}. ${tour.value.stage.touch}`}
      onKeyDown={move}
      onPointerMove={point}
      onPointerDown={point}
    >
      {halves.map((half, i) => (
        <g key={i}>
          <HalfName half={half} x={0} y={i * step + (side - 14) / 2} isRow />
          <HalfName half={half} x={LEFT + i * step + side / 2 - 8} y={size * step + 3} />
        </g>
      ))}
      {squares(size).map(([column, row]) => {
        const cell = cellAt(column, row);
        const accuracy = cell !== undefined && cell.records <= shown ? cell.accuracy : undefined;
        const isPointed = cell !== undefined && cell.number === pointed.value?.number;
        return (
          <rect
            key={`${column} ${row}`}
            class={`g-square${accuracy === undefined ? '' : ` tile-trained shade-${shadeOf(accuracy, domain)}`}${isPointed ? ' pointed' : ''}`}
            x={LEFT + column * step + 0.5}
            y={row * step + 0.5}
            width={side}
            height={side}
            rx="3"
          />
        );
      })}
    </svg>
  );
}

function squares(size: number): [column: number, row: number][] {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: row + 1 }, (_unused, column): [number, number] => [column, row]),
  ).flat();
}

/** An operator's glyph and the input that it reads. */
function HalfName({ half, x, y, isRow = false }: { half: Half; x: number; y: number; isRow?: boolean }) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <use href={`#op-${operatorIndex(half.operator)}`} x={isRow ? 32 : 1} width="14" height="14" />
      <text class="axis-text" x={isRow ? 28 : 8} y={isRow ? 11 : 28} text-anchor={isRow ? 'end' : 'middle'}>
        H
        <tspan dy="3" font-size="9">
          −{-half.input}
        </tspan>
      </text>
    </g>
  );
}
