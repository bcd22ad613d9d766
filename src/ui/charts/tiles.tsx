/** @file A level's children as tiles, in rank order: to come, waiting, training, trained (shaded by accuracy), failed. */
import { charts } from '../messages/charts.ts';
import { useMemo } from 'preact/hooks';
import type { Child, Level } from '../model/derive.ts';
import { spread, type Domain } from '../model/axis.ts';
import { percent } from '../model/format.ts';
import { CAN_RUN } from '../model/can-run.ts';
import { MarkRing, markEvents, type Marks } from './marks.tsx';
import type { Place } from './nearest.ts';

/** A tile and its gap, px; smaller where there are many (design language). */
const size = (children: number): { tile: number; gap: number } =>
  children <= 144 ? { tile: 10, gap: 2 } : { tile: 6, gap: 2 };

/** Shades of a trained tile. */
export const SHADES = 5;

/** The shade, 1 to 5, of an accuracy. */
export function shadeOf(accuracy: number, { low, high }: Domain): number {
  const share = (spread(accuracy) - spread(low)) / (spread(high) - spread(low));
  return Math.min(SHADES, Math.max(1, Math.ceil(share * SHADES)));
}

interface TilesProps {
  level: Level;
  domain: Domain;
  /** Whether its next child is in training now. */
  isLive: boolean;
  width: number;
  marks: Marks;
}

/** The tiles of a level. */
export function Tiles({ level, domain, isLive, width, marks: answers }: TilesProps) {
  const { children } = level;
  const { tile, gap } = size(children.length);
  const step = tile + gap;
  const columns = Math.max(1, Math.floor((width + gap) / step));
  const marks = useMemo(
    () => <TileMarks cells={children} domain={domain} isLive={isLive} columns={columns} tile={tile} step={step} />,
    [children, domain, isLive, columns],
  );
  const known = children.flatMap(({ notation }, i) => (notation === undefined ? [] : [{ notation, i }]));
  const notations = known.map(({ notation }) => notation);
  const places = known.map(({ i }): Place => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return [1 + column * step + tile / 2, 1 + row * step + tile / 2];
  });
  return (
    <svg
      class="tiles"
      width={width}
      height={Math.ceil(children.length / columns) * step + 3}
      role="img"
      aria-label={describeTiles(level, isLive)}
      {...markEvents(notations, places, answers)}
    >
      {marks}
      <MarkRing notations={notations} places={places} marks={answers} />
    </svg>
  );
}

interface MarksProps {
  cells: readonly Child[];
  domain: Domain;
  isLive: boolean;
  columns: number;
  tile: number;
  step: number;
}

/** One path for each kind of tile: a thousand elements would make every update slow. */
function TileMarks({ cells, domain, isLive, columns, tile, step }: MarksProps) {
  const square = `h${tile - 1}v${tile - 1}h${1 - tile}z`;
  const paths = new Map<string, string>();
  let live;
  for (const [i, { state, record }] of cells.entries()) {
    const x = 1 + (i % columns) * step;
    const y = 1 + Math.floor(i / columns) * step;
    if (CAN_RUN && state === 'next' && isLive) live = <LiveTile x={x} y={y} side={tile} />;
    else {
      const isFailed = state === 'failed';
      const kind =
        record?.accuracy !== undefined
          ? `tile-trained shade-${shadeOf(record.accuracy, domain)}`
          : `tile-${isFailed ? 'failed' : state === 'come' ? 'come' : 'waiting'}`;
      const mark = isFailed
        ? `M${x + 1.5} ${y + 1.5}l${tile - 3} ${tile - 3}m0 ${3 - tile}l${3 - tile} ${tile - 3}`
        : `M${x + 0.5} ${y + 0.5}${square}`;
      paths.set(kind, (paths.get(kind) ?? '') + mark);
    }
  }
  return (
    <>
      {[...paths].map(([kind, d]) => (
        <path key={kind} class={kind} d={d} />
      ))}
      {live}
    </>
  );
}

function LiveTile({ x, y, side }: { x: number; y: number; side: number }) {
  return (
    <g class="tile-live">
      <rect x={x - 1.5} y={y - 1.5} width={side + 3} height={side + 3} rx="3" />
      <rect x={x + 0.5} y={y + 0.5} width={side - 1} height={side - 1} rx="1.5" />
    </g>
  );
}

/** The legend of the shades. */
export function ShadeLegend({ domain }: { domain: Domain }) {
  return (
    <span class="shade-legend">
      {Math.round(100 * domain.low)}
      <svg width={SHADES * 12} height="10" aria-hidden="true">
        {Array.from({ length: SHADES }, (_, i) => (
          <rect key={i} class={`tile-trained shade-${i + 1}`} x={i * 12 + 1.5} y="0.5" width="9" height="9" rx="1.5" />
        ))}
      </svg>
      {percent(domain.high, 0)}
    </span>
  );
}

/** `23 trained, 1 training, 40 waiting`. */
export function describeTiles(level: Level, isLive: boolean): string {
  const number = (state: Child['state']): number => level.children.filter((child) => child.state === state).length;
  const live = CAN_RUN && isLive ? number('next') : 0;
  const parts: [number, keyof (typeof charts.value)['tiles']][] = [
    [number('trained'), 'trained'],
    [number('failed'), 'failed'],
    [live, 'training'],
    [number('waiting') + number('next') - live, 'waiting'],
    [number('come'), 'toCome'],
  ];
  return parts.flatMap(([n, name]) => (n > 0 ? charts.value.tiles[name](n) : [])).join(', ');
}
