/** @file The nine operators as one-ink glyphs in a 16 px box. Shape is the operator, everywhere on the page. */
import type { ComponentChildren } from 'preact';
import type { Cell } from '../../core/space/cell.ts';
import { OPERATORS, operatorIndex, type OperatorName } from '../../core/space/operators.ts';

/** A thin rounded frame around a solid square of side `s`: a depthwise kernel. */
const framed = (s: number): ComponentChildren => (
  <>
    <rect x="1" y="1" width="14" height="14" rx="2.5" fill="none" stroke="currentColor" stroke-width="1.2" />
    <rect x={8 - s / 2} y={8 - s / 2} width={s} height={s} fill="currentColor" />
  </>
);

const THIRDS = [1.5, 6.25, 11];

const DRAWINGS: Readonly<Record<OperatorName, ComponentChildren>> = {
  identity: (
    <>
      <path d="M2.5 8h11" stroke="currentColor" stroke-width="1.8" />
      <circle cx="2.5" cy="8" r="2.3" fill="currentColor" />
      <circle cx="13.5" cy="8" r="2.3" fill="currentColor" />
    </>
  ),
  '3x3 dconv': framed(4),
  '5x5 dconv': framed(6.5),
  '7x7 dconv': framed(9),
  '1x7-7x1 conv': <path d="M8 1v14M1 8h14" stroke="currentColor" stroke-width="2.7" />,
  '3x3 conv': (
    <path
      d="M1.2 1.2h13.6v13.6H1.2zM5.9 1.2v13.6M10.1 1.2v13.6M1.2 5.9h13.6M1.2 10.1h13.6"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
    />
  ),
  '3x3 dilated conv': (
    <>
      {THIRDS.flatMap((y) =>
        THIRDS.map((x) => <rect key={`${x} ${y}`} x={x} y={y} width="3.5" height="3.5" fill="currentColor" />),
      )}
    </>
  ),
  '3x3 maxpool': <path d="M8 1.5 15 14H1z" fill="currentColor" />,
  '3x3 avgpool': (
    <>
      <path d="M8 2.6 14 13.4H2z" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" />
      <path d="M5.2 8.4h5.6l3 5.2H2.2z" fill="currentColor" />
    </>
  ),
};

/** The drawings, once in the page; {@link Glyph} refers to them. */
export function GlyphSprite() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true">
      {OPERATORS.map((name, i) => (
        <symbol key={name} id={`op-${i}`} viewBox="0 0 16 16">
          {DRAWINGS[name]}
        </symbol>
      ))}
    </svg>
  );
}

/** One operator; decoration unless it has a label. */
export function Glyph({ name, size = 16, label }: { name: OperatorName; size?: number; label?: string }) {
  return (
    <svg
      class="glyph"
      width={size}
      height={size}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined ? 'true' : undefined}
    >
      <use href={`#op-${operatorIndex(name)}`} />
    </svg>
  );
}

/** Width and height of a block's ground in a row, from one block to the next, and the side of a glyph, px. */
const GROUND = 44;
const HEIGHT = 22;
const STEP = GROUND + 4;
const SIDE = 14;

/** A whole cell in a table row: a ground for each block, its two operators on it. One picture, since a table draws hundreds as it scrolls. */
export function CellGlyphs({ cell }: { cell: Cell }) {
  const width = cell.length * STEP - 4;
  const ground = `a4 4 0 0 1 4-4h${GROUND - 9}a4 4 0 0 1 4 4v${HEIGHT - 9}a4 4 0 0 1-4 4h-${GROUND - 9}a4 4 0 0 1-4-4z`;
  return (
    <svg class="cell-glyphs" width={width} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
      <path class="cell-grounds" d={cell.map((_, i) => `M${i * STEP + 0.5} 4.5${ground}`).join('')} />
      {cell.map((halves, i) =>
        halves.map(({ operator }, side) => (
          <use
            key={2 * i + side}
            href={`#op-${operatorIndex(operator)}`}
            x={i * STEP + 6 + side * (SIDE + 4)}
            y="4"
            width={SIDE}
            height={SIDE}
          />
        )),
      )}
    </svg>
  );
}

/** b small squares: a level. */
export function LevelSquares({ level }: { level: number }) {
  return (
    <span class="level-squares" aria-hidden="true">
      {Array.from({ length: level }, (_, i) => (
        <i key={i} />
      ))}
    </span>
  );
}
