/** @file Two lines by epoch, one while training and one on images kept aside: accuracy or loss of a final network. */
import { useWidth } from '../parts/use-width.ts';
import { YTicks } from './y-ticks.tsx';

const HEIGHT = 240;
const LEFT = 34;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 22;

/** One line; the orange one is judged. */
interface LearningLine {
  readonly values: readonly number[];
  /** Stands at its end. */
  readonly label: string;
  readonly isJudged: boolean;
}

interface LearningCurveProps {
  lines: readonly LearningLine[];
  epochs: number;
  /** Where a value stands on an axis from 0 to 1 before it is fitted; larger is higher. */
  scale: (value: number) => number;
  /** Values that get a gridline. */
  ticks: readonly number[];
  tickLabel: (value: number) => string;
  /** A value that no line can pass, and what it is. */
  floor?: { readonly value: number; readonly label: string };
  /** What the chart says, in a sentence. */
  description: string;
}

export function LearningCurve({ lines, epochs, scale, ticks, tickLabel, floor, description }: LearningCurveProps) {
  const [ref, width] = useWidth<HTMLDivElement>(430);
  const all = [...lines.flatMap(({ values }) => values), ...(floor === undefined ? [] : [floor.value])];
  const places = all.map(scale).filter(Number.isFinite);
  const [low, high] = places.length === 0 ? [0, 1] : [Math.min(...places), Math.max(...places)];
  const span = Math.max(high - low, 1e-6);
  const x = (epoch: number): number =>
    LEFT + (width - LEFT - RIGHT) * (epochs === 1 ? 0.5 : (epoch - 1) / (epochs - 1));
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - (scale(value) - low) / span);
  const path = (values: readonly number[]): string =>
    values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i + 1).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const shown = ticks.filter((tick) => y(tick) >= TOP - 1 && y(tick) <= HEIGHT - BOTTOM + 1);
  const done = Math.max(...lines.map(({ values }) => values.length));
  const isLate = done / epochs > 0.6;
  const ends = spreadApart(lines.map(({ values }) => (values.length === 0 ? 0 : y(values.at(-1)!))));
  return (
    <div ref={ref}>
      <svg class="learning-curve" width={width} height={HEIGHT} role="img" aria-label={description}>
        <YTicks ticks={shown} y={y} left={LEFT} right={width} label={(tick) => tickLabel(tick)} />
        <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${width}`} />
        {[...new Set([1, done, epochs])]
          .filter((epoch) => epoch > 0)
          .map((epoch) => (
            <text
              key={epoch}
              class={epoch === done && done < epochs ? 'live-text' : 'axis-text'}
              x={x(epoch)}
              y={HEIGHT - 4}
              text-anchor="middle"
            >
              {epoch}
            </text>
          ))}
        {floor !== undefined && (
          <>
            <path class="floor-line" d={`M${LEFT} ${y(floor.value)}H${width}`} />
            <text class="halo-bg" x={LEFT + 8} y={y(floor.value) - 6}>
              {floor.label}
            </text>
          </>
        )}
        {lines.map(({ values, label, isJudged }, i) =>
          values.length === 0 ? null : (
            <g key={label.replace(/[\d.]+/, '')} class={isJudged ? 'curve-judged' : 'curve-training'}>
              <path d={path(values)} />
              <circle cx={x(values.length)} cy={y(values.at(-1)!)} r={isJudged ? 4 : 2.5} />
              <text
                class="halo-bg"
                x={x(values.length) + (isLate ? -8 : 10)}
                y={ends[i]! + 4}
                text-anchor={isLate ? 'end' : 'start'}
              >
                {label}
              </text>
            </g>
          ),
        )}
      </svg>
    </div>
  );
}

/** Two heights at least a line of text apart. */
function spreadApart(heights: readonly number[]): number[] {
  const [a, b] = heights;
  if (a === undefined || b === undefined || Math.abs(a - b) >= 16) return [...heights];
  const middle = (a + b) / 2;
  return a <= b ? [middle - 9, middle + 9] : [middle + 9, middle - 9];
}
