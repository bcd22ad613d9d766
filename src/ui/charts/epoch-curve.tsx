/** @file Accuracy by epoch: this child, its prediction as a dash, the children before it thin. */
import { charts } from '../messages/charts.ts';
import { percent } from '../model/format.ts';
import { useWidth } from '../parts/use-width.ts';
import { YTicks } from './y-ticks.tsx';

const HEIGHT = 128;
const LEFT = 34;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 20;

interface EpochCurveProps {
  curve: readonly number[];
  epochs: number;
  predicted?: number;
  before: readonly (readonly number[])[];
}

/** The chart; its domain holds everything drawn. */
export function EpochCurve({ curve, epochs, predicted, before }: EpochCurveProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const all = [...before.flat(), ...curve, ...(predicted === undefined ? [] : [predicted])];
  const low = Math.floor(10 * Math.min(0.9, ...all)) / 10;
  const high = Math.max(low + 0.1, Math.ceil(20 * Math.max(0.1, ...all)) / 20);
  const x = (epoch: number): number =>
    LEFT + (width - LEFT - RIGHT) * (epochs === 1 ? 0.5 : (epoch - 1) / (epochs - 1));
  const y = (accuracy: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (high - accuracy)) / (high - low);
  const path = (values: readonly number[]): string =>
    values.map((value, i) => `${i === 0 ? 'M' : 'L'}${x(i + 1).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const step = high - low > 0.45 ? 0.2 : high - low > 0.18 ? 0.1 : 0.05;
  const grid = Array.from({ length: 12 }, (_, i) => low + i * step).filter((value) => value <= high + 1e-9);
  const last = curve.at(-1);
  return (
    <div ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={describe(curve, epochs, predicted)}>
        <YTicks ticks={grid} y={y} left={LEFT} right={width} label={(value) => Math.round(100 * value)} />
        <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${width}`} />
        {epochTicks(epochs).map((epoch) => (
          <text key={epoch} class="axis-text" x={x(epoch)} y={HEIGHT - 4} text-anchor="middle">
            {epoch}
          </text>
        ))}
        {before.map((values, i) => (
          <path key={i} class="curve-before" d={path(values)} />
        ))}
        {predicted !== undefined && (
          <>
            <path class="curve-predicted" d={`M${LEFT} ${y(predicted)}H${width}`} />
            <text
              class="predicted-text halo-surface"
              x={LEFT + 4}
              y={y(predicted) + (predicted > (low + high) / 2 ? 14 : -6)}
            >
              {charts.value.predicted(percent(predicted))}
            </text>
          </>
        )}
        {last !== undefined && (
          <>
            <path class="curve-now" d={path(curve)} />
            <circle class="now-disc" cx={x(curve.length)} cy={y(last)} r="4" />
            <text
              class="live-text halo-surface"
              x={x(curve.length) + (curve.length / epochs > 0.7 ? -8 : 8)}
              y={y(last) + 15}
              text-anchor={curve.length / epochs > 0.7 ? 'end' : 'start'}
            >
              {percent(last)}
            </text>
          </>
        )}
      </svg>
    </div>
  );
}

/** 1, round epochs, and the last. */
function epochTicks(epochs: number): number[] {
  if (epochs <= 6) return Array.from({ length: epochs }, (_, i) => i + 1);
  const step = epochs <= 25 ? 5 : 10 ** Math.floor(Math.log10(epochs));
  const round = Array.from({ length: Math.floor(epochs / step) }, (_, i) => (i + 1) * step);
  return [...new Set([1, ...round.filter((epoch) => epochs - epoch >= step / 2), epochs])];
}

function describe(curve: readonly number[], epochs: number, predicted: number | undefined): string {
  const now =
    curve.length === 0 ? charts.value.noEpoch : charts.value.afterEpoch(curve.length, epochs, percent(curve.at(-1)!));
  return `${now}${predicted === undefined ? '' : `; ${charts.value.predicted(percent(predicted))}`}.`;
}
