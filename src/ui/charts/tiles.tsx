/** @file A level's children as tiles, in rank order: to come, waiting, training, trained (shaded by accuracy), failed. */
import type { Child, Level } from '../derive.ts';
import { spread, type Domain } from '../axis.ts';
import { percent } from '../format.ts';

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

/** The tiles of a level. @param isLive whether its next child is in training now. */
export function Tiles({
  level,
  domain,
  isLive,
  width,
}: {
  level: Level;
  domain: Domain;
  isLive: boolean;
  width: number;
}) {
  const { tile, gap } = size(level.children.length);
  const columns = Math.max(1, Math.floor((width + gap) / (tile + gap)));
  const rows = Math.ceil(level.children.length / columns);
  return (
    <svg
      class="tiles"
      width={width}
      height={rows * (tile + gap) + 3}
      role="img"
      aria-label={describeTiles(level, isLive)}
    >
      {level.children.map((child, i) => (
        <Tile
          key={i}
          child={child}
          domain={domain}
          isLive={isLive}
          x={1 + (i % columns) * (tile + gap)}
          y={1 + Math.floor(i / columns) * (tile + gap)}
          side={tile}
        />
      ))}
    </svg>
  );
}

interface TileProps {
  child: Child;
  domain: Domain;
  isLive: boolean;
  x: number;
  y: number;
  side: number;
}

function Tile({ child, domain, isLive, x, y, side }: TileProps) {
  const square = { x: x + 0.5, y: y + 0.5, width: side - 1, height: side - 1, rx: 1.5 };
  const accuracy = child.record?.accuracy;
  if (accuracy !== undefined) {
    return (
      <rect class={`tile-trained shade-${shadeOf(accuracy, domain)}`} {...square}>
        <title>{`${child.notation}: ${percent(accuracy)}`}</title>
      </rect>
    );
  }
  if (child.state === 'failed') {
    return (
      <path
        class="tile-failed"
        d={`M${x + 1.5} ${y + 1.5}l${side - 3} ${side - 3}m0 ${3 - side}l${3 - side} ${side - 3}`}
      >
        <title>{`${child.notation}: ${child.record?.failure?.message ?? 'failed'}`}</title>
      </path>
    );
  }
  if (child.state === 'next' && isLive) {
    return (
      <g class="tile-live">
        <rect x={x - 1.5} y={y - 1.5} width={side + 3} height={side + 3} rx="3" />
        <rect {...square} />
      </g>
    );
  }
  return <rect class={child.state === 'come' ? 'tile-come' : 'tile-waiting'} {...square} />;
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
      {Math.round(100 * domain.high)} %
    </span>
  );
}

/** `23 trained, 1 training, 40 waiting`. */
export function describeTiles(level: Level, isLive: boolean): string {
  const number = (state: Child['state']): number => level.children.filter((child) => child.state === state).length;
  const live = isLive ? number('next') : 0;
  const parts: [number, string][] = [
    [number('trained'), 'trained'],
    [number('failed'), 'failed'],
    [live, 'training'],
    [number('waiting') + number('next') - live, 'waiting'],
    [number('come'), 'to come'],
  ];
  return parts.flatMap(([n, name]) => (n > 0 ? [`${n} ${name}`] : [])).join(', ');
}
