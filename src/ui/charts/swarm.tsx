/** @file A level's measured accuracies as a swarm of discs on the run's one axis, with its best named. */
import { charts } from '../messages/charts.ts';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { extentOf, position, swarm, tickLabel, ticks, type Domain } from '../model/axis.ts';
import { CAN_RUN } from '../model/can-run.ts';
import type { Level } from '../model/derive.ts';
import { percent } from '../model/format.ts';
import { MarkRing, markEvents, type Marks } from './marks.tsx';
import type { Place } from './nearest.ts';
import { useWidth } from '../parts/use-width.ts';

/** Room at the left where what is below the axis piles up, and at the right for the last tick's label, px. */
const LEFT = 30;
const RIGHT = 26;
/** Where that pile is. */
const LESS = 12;
const RADIUS = 3;
const TICK_GAP = 36;

/** x of an accuracy in a strip of this width; below the domain it is the pile. */
export function strip(domain: Domain, width: number): (accuracy: number) => number {
  const at = position(domain, LEFT, width - RIGHT);
  return (accuracy) => (accuracy < domain.low ? LESS : at(accuracy));
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
  marks: Marks;
}

/** The strip of one level. */
export function Swarm({ level, domain, height, digits, live, isBest, marks }: SwarmProps) {
  const [ref, width] = useWidth<HTMLDivElement>(360);
  const at = strip(domain, width);
  const isLive = live !== undefined;
  const head = level.state === 'trains' && level.level > 1 ? 38 : 0; // room for what waits and what is now
  const [xs, ys, bestIndex, notations] = useMemo(() => layOut(level, at, head, height), [level, domain, width, height]);
  const places = useMemo(() => xs.map((x, i): Place => [x, ys[i]!]), [xs]);
  const discs = useMemo(() => <Discs xs={xs} ys={ys} />, [xs]);
  const waiting = useMemo(
    () => <Waiting predictions={waitingIn(level, isLive)} at={at} />,
    [level, domain, width, isLive],
  );
  return (
    <div class="strip" ref={ref} style={{ height: `${height}px` }}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={describeSwarm(level)}
        {...markEvents(notations, places, marks)}
      >
        <Gridlines domain={domain} width={width} height={height} />
        {discs}
        {head > 0 && waiting}
        {CAN_RUN && live !== undefined && <NowMark live={live} at={at} y={head > 0 ? 30 : 12} />}
        {bestIndex >= 0 && (
          <BestMark x={xs[bestIndex]!} y={ys[bestIndex]!} bottom={height - 6} width={width} isBest={isBest}>
            {charts.value.best(percent(level.best!.accuracy!, digits))}
          </BestMark>
        )}
        <MarkRing notations={notations} places={places} marks={marks} />
      </svg>
    </div>
  );
}

/** Whole places of the measured cells in the strip, the lowest first; which of them is the best, -1 before one is; and which cells they are. */
function layOut(
  { trained, best }: Level,
  at: (accuracy: number) => number,
  head: number,
  height: number,
): [xs: readonly number[], ys: readonly number[], bestIndex: number, notations: readonly string[]] {
  const room = height - head - 20;
  const inOrder = trained.filter(({ accuracy }) => accuracy !== undefined);
  const shifts = swarm(
    inOrder.map(({ accuracy }) => Math.round(at(accuracy!))),
    RADIUS + 0.2,
    room / 2 - RADIUS,
  );
  const discs = inOrder
    .map((record, i) => ({ record, shift: shifts[i]! }))
    .sort((a, b) => a.record.accuracy! - b.record.accuracy!);
  return [
    discs.map(({ record }) => Math.round(at(record.accuracy!))),
    discs.map(({ shift }) => head + room / 2 + shift),
    discs.findIndex(({ record }) => record === best),
    discs.map(({ record }) => record.notation),
  ];
}

/** One path: a thousand discs of their own would make every update slow. */
function Discs({ xs, ys }: { xs: readonly number[]; ys: readonly number[] }) {
  const disc = `a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0z`;
  return <path class="disc" d={xs.map((x, i) => `M${x - RADIUS} ${ys[i]!.toFixed(1)}${disc}`).join('')} />;
}

/** What is expected of those that wait; the next one waits too, unless it is the one in training. */
function waitingIn({ children }: Level, isLive: boolean): number[] {
  return children.flatMap(({ state, predicted }) =>
    state === 'waiting' || (state === 'next' && !(CAN_RUN && isLive)) ? (predicted ?? []) : [],
  );
}

/** Lines at the axis's ticks. */
export function Gridlines({ domain, width, height }: { domain: Domain; width: number; height: number }) {
  const lines = useMemo(() => {
    const at = strip(domain, width);
    return ticks(domain, LEFT, width - RIGHT, TICK_GAP)
      .map((tick) => `M${Math.round(at(tick)) + 0.5} 0V${height}`)
      .join('');
  }, [domain, width, height]);
  return <path class="gridline" d={lines} />;
}

function Waiting({ predictions, at }: { predictions: readonly number[]; at: (accuracy: number) => number }) {
  if (predictions.length === 0) return null;
  const xs = predictions.map(at);
  return (
    <g class="waiting">
      <path d={xs.map((x) => `M${x.toFixed(1)} 5v9`).join('')} />
      <text class="predicted-text halo" x={extentOf(xs)[0] - 6} y="13" text-anchor="end">
        {charts.value.waiting(predictions.length)}
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
            {charts.value.now(percent(accuracy!))}
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
  const shown = ticks(domain, LEFT, width - RIGHT, TICK_GAP).filter((tick) => !hasLess || at(tick) > LESS + TICK_GAP);
  return (
    <div class="strip-axis" ref={ref}>
      <svg width={width} height="18" aria-hidden="true">
        {hasLess && (
          <text class="axis-text" x={LESS} y="13" text-anchor="middle">
            {charts.value.less}
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
  if (best === undefined) return charts.value.nothingMeasured(level);
  return charts.value.measuredCells(level, trained.length, percent(best.accuracy!));
}
