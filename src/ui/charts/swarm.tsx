/** @file A level's measured accuracies as a swarm of discs on the run's one axis, with its best named. */
import type { ComponentChildren } from 'preact';
import { position, swarm, tickLabel, ticks, type Domain } from '../axis.ts';
import type { Level } from '../derive.ts';
import { hundredths, percent } from '../format.ts';
import { useWidth } from '../parts/use-width.ts';

/** Room at the left where what is below the axis piles up, and at the right for the last tick's label, px. */
const LEFT = 30;
const RIGHT = 26;
const RADIUS = 3;
const TICK_GAP = 36;

/** x of an accuracy in a strip of this width; below the domain it is the pile. */
function strip(domain: Domain, width: number): (accuracy: number) => number {
  const at = position(domain, LEFT, width - RIGHT);
  return (accuracy) => (accuracy < domain.low ? 12 : at(accuracy));
}

/** The child in training: where it is expected and where it stands. */
export interface Live {
  readonly predicted?: number;
  readonly accuracy?: number;
}

interface SwarmProps {
  level: Level;
  domain: Domain;
  height: number;
  digits: 1 | 2;
  live?: Live;
  isBest: boolean;
}

/** The strip of one level. */
export function Swarm({ level, domain, height, digits, live, isBest }: SwarmProps) {
  const [ref, width] = useWidth<HTMLDivElement>(360);
  const at = strip(domain, width);
  // The next one waits too, unless it is the one in training.
  const waiting = level.children.filter(({ state }) => state === 'waiting' || (state === 'next' && live === undefined));
  const head = level.state === 'trains' && level.level > 1 ? 38 : 0; // room for what waits and what is now
  const room = height - head - 20;
  const middle = head + room / 2;
  const measured = level.trained.filter(({ accuracy }) => accuracy !== undefined);
  const xs = measured.map(({ accuracy }) => at(accuracy!));
  const shifts = swarm(xs, RADIUS + 0.2, room / 2 - RADIUS);
  const bestIndex = level.best === undefined ? -1 : measured.indexOf(level.best);
  return (
    <div class="strip" ref={ref} style={{ height: `${height}px` }}>
      <svg width={width} height={height} role="img" aria-label={describeSwarm(level)}>
        <Gridlines domain={domain} width={width} height={height} />
        {xs.map((x, i) =>
          i === bestIndex ? null : <circle key={i} class="disc" cx={x} cy={middle + shifts[i]!} r={RADIUS} />,
        )}
        {head > 0 && <Waiting predictions={waiting.map((child) => child.predicted)} at={at} />}
        {live !== undefined && <NowMark live={live} at={at} y={head > 0 ? 30 : 12} />}
        {bestIndex >= 0 && (
          <BestMark
            x={xs[bestIndex]!}
            y={middle + shifts[bestIndex]!}
            bottom={height - 6}
            width={width}
            isBest={isBest}
          >
            best {percent(level.best!.accuracy!, digits)}
          </BestMark>
        )}
      </svg>
    </div>
  );
}

function Gridlines({ domain, width, height }: { domain: Domain; width: number; height: number }) {
  const at = strip(domain, width);
  return (
    <path
      class="gridline"
      d={ticks(domain, LEFT, width - RIGHT, TICK_GAP)
        .map((tick) => `M${Math.round(at(tick)) + 0.5} 0V${height}`)
        .join('')}
    />
  );
}

function Waiting({
  predictions,
  at,
}: {
  predictions: readonly (number | undefined)[];
  at: (accuracy: number) => number;
}) {
  const known = predictions.filter((predicted) => predicted !== undefined);
  if (known.length === 0) return null;
  const xs = known.map(at);
  return (
    <g class="waiting">
      {xs.map((x, i) => (
        <path key={i} d={`M${x} 5v9`} />
      ))}
      <text class="predicted-text halo" x={Math.min(...xs) - 6} y="13" text-anchor="end">
        {known.length} waiting, as predicted
      </text>
    </g>
  );
}

function NowMark({ live, at, y }: { live: Live; at: (accuracy: number) => number; y: number }) {
  const { predicted, accuracy } = live;
  const now = accuracy === undefined ? undefined : at(accuracy);
  const goal = predicted === undefined ? undefined : at(predicted);
  return (
    <g class="now">
      {now !== undefined && goal !== undefined && <path class="now-way" d={`M${now} ${y}H${goal}`} />}
      {goal !== undefined && <path class="diamond" d={`M${goal} ${y - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z`} />}
      {now !== undefined && (
        <>
          <circle class="now-disc" cx={now} cy={y} r="4.5" />
          <text
            class="live-text halo"
            x={now < 100 ? now + 9 : now - 9}
            y={y + 4}
            text-anchor={now < 100 ? 'start' : 'end'}
          >
            now {hundredths(accuracy!)} %
          </text>
        </>
      )}
    </g>
  );
}

interface BestProps {
  x: number;
  y: number;
  bottom: number;
  width: number;
  isBest: boolean;
  children: ComponentChildren;
}

function BestMark({ x, y, bottom, width, isBest, children }: BestProps) {
  const toLeft = x > width - 110;
  return (
    <g class={isBest ? 'best best-of-run' : 'best'}>
      <path class="leader" d={`M${x} ${y + 6}V${bottom - 4}h${toLeft ? -6 : 6}`} />
      <circle class="best-ring" cx={x} cy={y} r="5.5" />
      <circle class="best-disc" cx={x} cy={y} r="2.6" />
      <text class="measured-text halo" x={toLeft ? x - 9 : x + 9} y={bottom} text-anchor={toLeft ? 'end' : 'start'}>
        {children}
      </text>
    </g>
  );
}

/** The axis below all strips. */
export function AccuracyAxis({ domain, hasLess }: { domain: Domain; hasLess: boolean }) {
  const [ref, width] = useWidth<HTMLDivElement>(360);
  const at = strip(domain, width);
  const shown = ticks(domain, LEFT, width - RIGHT, TICK_GAP);
  return (
    <div class="strip-axis" ref={ref}>
      <svg width={width} height="18" aria-hidden="true">
        {hasLess && (
          <text class="axis-text" x="12" y="13" text-anchor="middle">
            less
          </text>
        )}
        {shown.map((tick, i) => (
          <text key={tick} class="axis-text" x={at(tick)} y="13" text-anchor="middle">
            {tickLabel(tick, i === shown.length - 1)}
          </text>
        ))}
      </svg>
    </div>
  );
}

function describeSwarm({ level, trained, best }: Level): string {
  if (best === undefined) return `Level ${level}: nothing measured yet.`;
  return `Level ${level}: ${trained.length} cells measured, the best at ${percent(best.accuracy!)}.`;
}
