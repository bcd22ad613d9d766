/** @file The network of a run as a row: the image, the same cell again and again, the classes; and which outputs H−1 and H−2 are. */
import { layerTable, CLASSES, IMAGE_SIZE } from '../../../core/network/macro.ts';
import type { Cell } from '../../../core/space/cell.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { tour } from '../../messages/tour.ts';
import { useWidth } from '../../parts/use-width.ts';

/** Height of the picture; its middle; the highest box, of the image's own size, and the lowest, px. */
const HEIGHT = 150;
const MIDDLE = 88;
const HIGHEST = 56;
const LOWEST = 22;
/** Widths of a box and of the gap behind it, px: narrower where they do not fit. */
const BOX = 90;
const NARROW = 30;
const GAP = 34;

export function NetworkRow({ lesson }: { lesson: Lesson }) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const { config } = lesson.run.head;
  const sizes = layerTable(widest(config.lookback), config).cells.map(({ outputShape }) => outputShape[0]);
  const boxes = sizes.length + 2;
  const gap = Math.min(GAP, Math.max(8, width / boxes - NARROW));
  const box = Math.min(BOX, width / boxes - gap);
  const x = (i: number): number => i * (box + gap);
  const { stage } = tour.value;
  return (
    <>
      <h2>{stage.network}</h2>
      <p class="note">{stage.networkNote(config.lookback)}</p>
      <div ref={ref} class="network-row">
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${stage.network}. ${stage.networkNote(config.lookback)}`}
        >
          {[IMAGE_SIZE, ...sizes, 0].map((size, i) => {
            const height = i === boxes - 1 ? LOWEST : Math.max(LOWEST, (HIGHEST * size) / IMAGE_SIZE);
            const name = i === 0 ? stage.image : i === boxes - 1 ? stage.classes(CLASSES) : tour.value.game.cell;
            return (
              <g key={i}>
                {i > 0 && <path class="network-flow" d={`M${x(i) - gap} ${MIDDLE}h${gap}`} />}
                <rect
                  class={i > 0 && i < boxes - 1 ? 'network-cell' : 'network-end'}
                  x={x(i)}
                  y={MIDDLE - height / 2}
                  width={box}
                  height={height}
                  rx="5"
                />
                <text class="axis-text" x={x(i) + box / 2} y={MIDDLE + HIGHEST / 2 + 20} text-anchor="middle">
                  {name}
                </text>
              </g>
            );
          })}
          {sizes.length > 2 && <Inputs x={x} box={box} gap={gap} to={3} lookback={Math.min(2, config.lookback)} />}
        </svg>
      </div>
    </>
  );
}

/** What the cell in box `to` reads: H−1 from the box before it, H−2 from the one before that, over it. */
function Inputs({
  x,
  box,
  gap,
  to,
  lookback,
}: {
  x: (i: number) => number;
  box: number;
  gap: number;
  to: number;
  lookback: number;
}) {
  const top = MIDDLE - HIGHEST / 2 - 14;
  return (
    <g>
      <text class="axis-text" x={x(to) - gap / 2} y={MIDDLE - 7} text-anchor="middle">
        H−1
      </text>
      {lookback > 1 && (
        <>
          <path
            class="network-flow"
            d={`M${x(to - 2) + box + gap / 3} ${MIDDLE}C${x(to - 2) + box + gap / 3} ${top} ${x(to - 1)} ${top} ${x(to - 1) + box / 2} ${top}S${x(to) - gap / 3} ${top} ${x(to)} ${MIDDLE - 6}`}
          />
          <text class="axis-text" x={x(to - 1) + box / 2} y={top - 6} text-anchor="middle">
            H−2
          </text>
        </>
      )}
    </g>
  );
}

/** A cell that reads as far back as one can: no cell of its network goes unread. */
const widest = (lookback: number): Cell => [
  [
    { input: -1, operator: 'identity' },
    { input: -lookback, operator: 'identity' },
  ],
];
