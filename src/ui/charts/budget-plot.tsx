/** @file The best so far of one group of searches over a budget: its mean and the band of its seeds; the reference dashed, the others grey. */
import { compare } from '../messages/compare.ts';
import { multiples, position, roundTicks, spread, tickLabel, ticks, type Domain } from '../model/axis.ts';
import type { BandPoint, Budget } from '../model/compare.ts';
import { count, duration, percent } from '../model/format.ts';
import { useWidth } from '../parts/use-width.ts';
import { YTicks } from './y-ticks.tsx';

const HEIGHT = 190;
const LEFT = 36;
const RIGHT = 10;
const TOP = 8;
const BOTTOM = 24;

interface BudgetPlotProps {
  readonly name: string;
  /** Of all groups; `own` is the one that is drawn in full. */
  readonly bands: readonly (readonly BandPoint[])[];
  readonly own: number;
  readonly reference: number;
  readonly domain: Domain;
  /** The most that any group spent. */
  readonly most: number;
  readonly budget: Budget;
}

/** One of the small plots; all share both axes. */
export function BudgetPlot({ name, bands, own, reference, domain, most, budget }: BudgetPlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>(300);
  const right = width - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const x = (spent: number): number => LEFT + ((right - LEFT) * spent) / most;
  const y = position(domain, bottom, TOP);
  const shown = ticks(domain, bottom, TOP, 26);
  const band = bands[own]!;
  const last = band.at(-1);
  return (
    <div ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={describe(name, band)}>
        <YTicks ticks={shown} y={y} left={LEFT} right={right} label={tickLabel} gap={6} />
        {bands.map((other, i) =>
          i === own || other.length === 0 ? null : (
            <path key={i} class={i === reference ? 'line-reference' : 'line-other'} d={stepsOf(other, 'mean', x, y)} />
          ),
        )}
        {hasBand(band) && <path class="seed-band" d={bandPath(band, x, y)} />}
        {band.length > 0 && <path class="line-own" d={stepsOf(band, 'mean', x, y)} />}
        {last !== undefined && <circle class="own-end" cx={x(last.spent)} cy={y(last.mean)} r="4" />}
        <path class="axis-line" d={`M${LEFT} ${bottom + 0.5}H${right}`} />
        {budgetTicks(budget, most).map((value) => (
          <text key={value} class="axis-text" x={x(value)} y={HEIGHT - 6} text-anchor="middle">
            {budgetLabel(budget, value, most)}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** Of one seed there is no band. */
const hasBand = (band: readonly BandPoint[]): boolean => band.some(({ low, high }) => high > low);

type Scale = (value: number) => number;

function stepsOf(band: readonly BandPoint[], of: 'mean' | 'low' | 'high', x: Scale, y: Scale): string {
  return band
    .map(
      (point, i) =>
        `${i === 0 ? `M${x(point.spent).toFixed(1)} ` : `H${x(point.spent).toFixed(1)}V`}${y(point[of]).toFixed(1)}`,
    )
    .join('');
}

/** Along the highest, and back along the lowest. */
function bandPath(band: readonly BandPoint[], x: Scale, y: Scale): string {
  const back = band
    .map((point, i) => {
      const next = band[i + 1];
      return `${next === undefined ? '' : `L${x(next.spent).toFixed(1)} ${y(point.low).toFixed(1)}`}L${x(point.spent).toFixed(1)} ${y(point.low).toFixed(1)}`;
    })
    .toReversed()
    .join('');
  return `${stepsOf(band, 'high', x, y)}${back}Z`;
}

/** Round steps of time: 1 to 30 seconds, minutes, hours, days; ms. */
const TIME_STEPS = [1e3, 60e3, 3600e3, 86400e3].flatMap((unit) => [1, 2, 5, 10, 20, 30].map((k) => k * unit));

/** Where a budget's axis is labelled: at its start, and at a few round places. */
function budgetTicks(budget: Budget, most: number): number[] {
  if (budget === 'cells') return roundTicks(0, most, 1);
  if (budget === 'multiply-adds') return roundTicks(0, most);
  return multiples(0, most, TIME_STEPS.find((step) => most / step <= 4) ?? most);
}

function budgetLabel(budget: Budget, value: number, most: number): string {
  if (budget === 'time') return value === 0 ? '0' : duration(value);
  if (budget === 'cells') return count(value);
  return String(Number((value / 10 ** exponentOf(most)).toPrecision(3)));
}

/** The power of ten, a multiple of three, that multiply-adds up to `most` are told in. */
export const exponentOf = (most: number): number => 3 * Math.floor(Math.log10(Math.max(1, most)) / 3);

/** Share of a group's searches after which a curve stands in the plot: what comes before is far below (ours). */
const BEGUN = 0.1;
/** Least range of accuracies drawn (ours). */
const LEAST_RANGE = 0.02;

/** The accuracies that plots of all these groups share. */
export function sharedDomain(bands: readonly (readonly BandPoint[])[]): Domain {
  const lows = bands.flatMap((band) => {
    const begun = band.findLast(({ spent }) => spent <= BEGUN * band.at(-1)!.spent) ?? band[0];
    return begun === undefined ? [] : [begun.low];
  });
  const highs = bands.flatMap((band) => band.map(({ high }) => high));
  if (lows.length === 0) return { low: 0, high: 1 };
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const margin = 0.05 * (spread(high) - spread(low));
  return { low: Math.max(0, low), high: Math.max(low + LEAST_RANGE, 1 - Math.exp(-spread(high) - margin)) };
}

function describe(name: string, band: readonly BandPoint[]): string {
  const last = band.at(-1);
  if (last === undefined) return compare.value.nothing(name);
  if (!hasBand(band)) return compare.value.plotOne(name, percent(last.mean));
  return compare.value.plot(name, percent(last.mean), percent(last.low), percent(last.high));
}
