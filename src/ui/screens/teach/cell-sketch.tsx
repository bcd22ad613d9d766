/** @file A small cell with what its operators read: cells of the same operators can be told apart. */
import { Fragment } from 'preact';
import type { Block, Cell } from '../../../core/space/cell.ts';
import { operatorIndex } from '../../../core/space/operators.ts';
import { tour } from '../../messages/tour.ts';

/** Width and height of a block's ground, from one block to the next, from one operator to the next, and the side of a glyph, px. */
const GROUND = 43;
const HEIGHT = 30;
const STEP = 48;
const APART = 18;
const SIDE = 14;

/** A ground for each block; on it its two operators, and below each the input that it reads, as {@link inputName} has it. */
export function CellSketch({ cell }: { cell: Cell }) {
  const width = cell.length * STEP - 4;
  return (
    <svg
      class="cell-glyphs cell-sketch"
      width={width}
      viewBox={`0 0 ${width} ${HEIGHT + 1}`}
      role="img"
      aria-label={cell.map(blockWords).join('; ')}
    >
      {cell.map((halves, i) => (
        <g key={i} transform={`translate(${i * STEP} 0)`}>
          <rect class="cell-grounds" x="0.5" y="0.5" width={GROUND} height={HEIGHT} rx="4" />
          {halves.map(({ operator, input }, side) => (
            <Fragment key={side}>
              <use href={`#op-${operatorIndex(operator)}`} x={6 + side * APART} y="3" width={SIDE} height={SIDE} />
              <text x={6 + SIDE / 2 + side * APART} y={HEIGHT - 3.5} text-anchor="middle">
                {inputName(input)}
              </text>
            </Fragment>
          ))}
        </g>
      ))}
    </svg>
  );
}

/** `−1` of H−1, or a block's number. */
const inputName = (input: number): string => (input < 0 ? `−${-input}` : String(input));

/** `identity of H−1 + 3x3 dconv of block 0`. */
export function blockWords(block: Block): string {
  return block.map(({ input, operator }) => tour.value.stage.half(operator, input)).join(' + ');
}
