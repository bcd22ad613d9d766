/** @file Predicted against measured, one disc a cell; on the dashed line the two agree. By accuracy or by rank. */
import { surrogate } from '../messages/surrogate.ts';
import { useMemo } from 'preact/hooks';
import { ranks } from '../../core/stats.ts';
import { extentOf, roundTicks } from '../model/axis.ts';
import { MarkRing, markEvents, type Marks } from './marks.tsx';
import type { Place } from './nearest.ts';
import { useWidth } from '../parts/use-width.ts';

/** One cell of a level. */
export interface Pair {
  readonly notation: string;
  readonly predicted: number;
  readonly measured: number;
  /** Drawn by lot, not picked: a hollow disc. */
  readonly isDrawn?: boolean;
}

const HEIGHT = 250;
const LEFT = 40;
const RIGHT = 12;
const TOP = 24;
const BOTTOM = 36;
/** A disc drawn from its centre. */
const DISC = 'm-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z';
interface AgreementProps {
  readonly level: number;
  readonly pairs: readonly Pair[];
  readonly byRank: boolean;
  readonly marks: Marks;
}

/** The plot of a level; its discs answer from left to right. */
export function Agreement({ level, pairs: all, byRank, marks }: AgreementProps) {
  const [ref, width] = useWidth<HTMLDivElement>(320);
  const pairs = useMemo(() => all.toSorted((a, b) => a.predicted - b.predicted), [all]);
  const { axes, places } = useMemo(() => draw(pairs, byRank, width), [pairs, byRank, width]);
  const notations = pairs.map(({ notation }) => notation);
  return (
    <div ref={ref}>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={surrogate.value.plot(level, pairs.length, byRank)}
        {...markEvents(notations, places, marks)}
      >
        {axes}
        <MarkRing notations={notations} places={places} marks={marks} />
      </svg>
    </div>
  );
}

/** Everything but the ring: the axes, the line of agreement, and all discs as one path; and where the discs are. */
function draw(pairs: readonly Pair[], byRank: boolean, width: number) {
  const predicted = pairs.map((pair) => pair.predicted);
  const measured = pairs.map((pair) => pair.measured);
  const [xs, ys] = byRank ? [ranks(predicted.map((v) => -v)), ranks(measured.map((v) => -v))] : [predicted, measured];
  const [x, xTicks] = scale(xs, byRank, LEFT, width - RIGHT);
  const [y, yTicks] = scale(ys, byRank, HEIGHT - BOTTOM, TOP);
  const places = pairs.map((_, i): Place => [x(xs[i]!), y(ys[i]!)]);
  const label = (value: number): string => (byRank ? String(value) : String(Number((100 * value).toFixed(2))));
  const line = agreementLine(xs, ys);
  const axes = (
    <>
      {yTicks.map((tick) => (
        <g key={tick}>
          <path class="gridline" d={`M${LEFT} ${Math.round(y(tick)) + 0.5}H${width - RIGHT}`} />
          <text class="axis-text" x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
            {label(tick)}
          </text>
        </g>
      ))}
      {xTicks.map((tick) => (
        <g key={tick}>
          <path class="gridline" d={`M${Math.round(x(tick)) + 0.5} ${TOP}V${HEIGHT - BOTTOM}`} />
          <text class="axis-text" x={x(tick)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">
            {label(tick)}
          </text>
        </g>
      ))}
      <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${width - RIGHT}`} />
      {line !== undefined && <path class="agree-line" d={`M${x(line[0])} ${y(line[0])}L${x(line[1])} ${y(line[1])}`} />}
      {[false, true].map((isDrawn) => (
        <path
          key={isDrawn}
          class={isDrawn ? 'disc drawn' : 'disc'}
          d={places
            .filter((_, i) => (pairs[i]!.isDrawn === true) === isDrawn)
            .map(([px, py]) => `M${px.toFixed(1)} ${py.toFixed(1)}${DISC}`)
            .join('')}
        />
      ))}
      <text class="measured-text halo-surface" x={LEFT + 2} y={TOP - 12}>
        {surrogate.value.axisMeasured(byRank)}
      </text>
      <text class="predicted-text" x={width - RIGHT} y={HEIGHT - 4} text-anchor="end">
        {surrogate.value.axisPredicted(byRank)}
      </text>
    </>
  );
  return { axes, places };
}

/** A linear scale (ranks from worst to best) and about four round ticks. */
function scale(
  values: readonly number[],
  isRank: boolean,
  from: number,
  to: number,
): [(value: number) => number, number[]] {
  const [least, most] = extentOf(values);
  const margin = (most - least || (isRank ? 1 : 0.02)) * 0.08;
  const [low, high] = [least - margin, most + margin];
  const place = (value: number): number => {
    const share = (value - low) / (high - low);
    return from + (to - from) * (isRank ? 1 - share : share);
  };
  return [place, roundTicks(low, high, isRank ? 1 : 0, 6).filter((tick) => !isRank || tick >= 1)];
}

/** Where both axes have the same values; undefined where their ranges do not meet. */
function agreementLine(xs: readonly number[], ys: readonly number[]): [number, number] | undefined {
  const [[leastX, mostX], [leastY, mostY]] = [extentOf(xs), extentOf(ys)];
  const [low, high] = [Math.max(leastX, leastY), Math.min(mostX, mostY)];
  return low < high ? [low, high] : undefined;
}
