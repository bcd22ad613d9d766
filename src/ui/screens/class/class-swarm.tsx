/** @file The cells of a class on one axis; full discs are one's own. */
import { charts } from '../../messages/charts.ts';
import { room } from '../../messages/room.ts';
import { position, swarm, tickLabel, ticks, widened } from '../../model/axis.ts';
import { percent } from '../../model/format.ts';
import { useWidth } from '../../parts/use-width.ts';

const HEIGHT = 130;
const AXIS = 24;
const SIDE = 16;
/** Of a disc: on a student's page, and on a projector. */
const [RADIUS, LARGE_RADIUS] = [3, 5];
/** The board is wide: a tick for each finger's breadth. */
const TICK_GAP = 64;

interface ClassSwarmProps {
  /** Accuracies of the class. */
  all: readonly number[];
  /** Those of these that are one's own. */
  own: readonly number[];
  /** What the axis spans; `all` unless given. */
  axis?: readonly number[];
  isLabelled?: boolean;
  /** For a projector. */
  isLarge?: boolean;
}

export function ClassSwarm({ all, own, axis = all, isLabelled = true, isLarge = false }: ClassSwarmProps) {
  const radius = isLarge ? LARGE_RADIUS : RADIUS;
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const domain = widened(undefined, axis);
  const at = position(domain, SIDE, width - SIDE);
  const xs = all.map((accuracy) => Math.round(at(accuracy)));
  const shifts = swarm(xs, radius + 0.2, (HEIGHT - AXIS) / 2 - radius);
  const left = [...own];
  const isOwn = all.map((accuracy) => {
    const place = left.indexOf(accuracy);
    if (place >= 0) left.splice(place, 1);
    return place >= 0;
  });
  const best = all.indexOf(Math.max(...all));
  const middle = (HEIGHT - AXIS) / 2;
  return (
    <div ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={room.value.swarm(all.length, own.length)}>
        {ticks(domain, SIDE, width - SIDE, TICK_GAP).map((tick, i, { length }) => (
          <g key={tick}>
            <path class="gridline" d={`M${Math.round(at(tick)) + 0.5} 0V${HEIGHT - AXIS}`} />
            {isLabelled && (
              <text class="axis-text" x={at(tick)} y={HEIGHT - 6} text-anchor="middle">
                {tickLabel(tick, i === length - 1)}
              </text>
            )}
          </g>
        ))}
        {xs.map((x, i) => (
          <circle
            key={i}
            class={isOwn[i] ? 'own-disc' : 'class-disc'}
            cx={x}
            cy={middle + shifts[i]!}
            r={isOwn[i] ? radius + 1 : radius}
          />
        ))}
        {best >= 0 && <circle class="best-ring" cx={xs[best]} cy={middle + shifts[best]!} r={radius + 4} />}
        {best >= 0 && <title>{charts.value.best(percent(all[best]!))}</title>}
      </svg>
    </div>
  );
}
