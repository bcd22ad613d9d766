/** @file Every measured cell as a mark: accuracy over cost, on a logarithmic axis, and the front, the steps that no cell is above. */
import { ranking } from '../messages/ranking.ts';
import { useMemo } from 'preact/hooks';
import { frontOf } from '../../core/search/hypervolume.ts';
import { extentOf, position, type Domain } from '../model/axis.ts';
import { percent } from '../model/format.ts';
import type { RankedCell } from '../model/ranked.ts';
import { useWidth } from '../parts/use-width.ts';
import { LeftAxis } from './accuracy-axis.tsx';
import { nearest, type Place } from './nearest.ts';
import { Marks } from './scatter-marks.tsx';

const HEIGHT = 320;
const LEFT = 40;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 40;
/** Room for a tick's text, px. */
const TICK = 64;
/** A ring drawn from its centre. */
const RING = 'm-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z';

/** A cell that was trained to the end, and what it costs. */
export interface PricedCell {
  readonly cell: RankedCell;
  readonly accuracy: number;
  readonly cost: number;
}

interface FrontPlotProps {
  priced: readonly PricedCell[];
  /** Indices of the cells that pass the filter; the others turn into grey outlines. */
  shown: readonly RankedCell[];
  domain: Domain;
  /** What the cost is called under the axis, and a cost in words. */
  axis: string;
  words: (cost: number) => string;
  pointed: { value: number | undefined };
  onOpen: (cell: RankedCell) => void;
}

/** The plot. Arrow keys go from cell to cell by cost, Enter opens one. */
export function FrontPlot({ priced, shown, domain, axis, words, pointed, onOpen }: FrontPlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>(520);
  const { byCost, spots, drawn } = useMemo(() => {
    const order = priced.toSorted((a, b) => a.cost - b.cost || a.cell.index - b.cell.index);
    return { byCost: order, ...draw(order, shown, domain, width) };
  }, [priced, shown, domain.low, domain.high, width]);
  const at = byCost.findIndex(({ cell }) => cell.index === pointed.value);
  const one = byCost[at];
  const keyed = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === 'Enter' && one !== undefined) onOpen(one.cell);
    if (step === 0 || byCost.length === 0) return;
    event.preventDefault();
    pointed.value = byCost[Math.min(byCost.length - 1, Math.max(0, at + step))]!.cell.index;
  };
  return (
    <div ref={ref} class="scatter">
      <svg
        class="plot"
        width={width}
        height={HEIGHT}
        role="img"
        tabindex={0} // an SVG knows no tabIndex
        aria-label={ranking.value.overCost(byCost.length, axis)}
        onKeyDown={keyed}
        onMouseMove={(event) => (pointed.value = byCost[nearest(event, spots)]?.cell.index)}
      >
        {drawn}
        <text class="axis-text" x={width - RIGHT} y={HEIGHT - 4} text-anchor="end">
          {ranking.value.logScale(axis)}
        </text>
        {one !== undefined && <circle class="point-ring" cx={spots[at]![0]} cy={spots[at]![1]} r="7.5" />}
      </svg>
      <p class="note" role="status">
        {ranking.value.front}
        {ranking.value.ringed(one && `${percent(one.accuracy)}, ${words(one.cost)}`)}
      </p>
    </div>
  );
}

/** Everything but the ring, and where the marks are. */
function draw(byCost: readonly PricedCell[], shown: readonly RankedCell[], domain: Domain, width: number) {
  const bottom = HEIGHT - BOTTOM;
  const y = position(domain, bottom, TOP);
  const [least, most] = extentOf(byCost.map(({ cost }) => Math.log(cost)));
  const margin = (most - least || 1) * 0.04;
  const [low, high] = byCost.length === 0 ? [0, 1] : [least - margin, most + margin];
  const across = (cost: number): number => LEFT + ((width - LEFT - RIGHT) * (Math.log(cost) - low)) / (high - low);
  const costs = new Map(byCost.map(({ cell, cost }) => [cell.index, cost]));
  const x = ({ index }: RankedCell): number => across(costs.get(index)!);
  const spots = byCost.map(({ cell, accuracy }): Place => [x(cell), y(accuracy)]);
  const front = frontOf(byCost);
  const steps = front.map(({ cost, accuracy }, i) => `${i === 0 ? `M${across(cost)} ${bottom}` : `H${across(cost)}`}V${y(accuracy)}`); // prettier-ignore
  const hasLess = byCost.some(({ accuracy }) => accuracy < domain.low);
  const drawn = (
    <>
      {logTicks(Math.exp(low), Math.exp(high), (width - LEFT - RIGHT) / TICK).map((tick) => (
        <g key={`x${tick}`}>
          <path class="gridline" d={`M${Math.round(across(tick)) + 0.5} ${TOP}V${bottom}`} />
          <text class="axis-text" x={across(tick)} y={bottom + 16} text-anchor="middle">
            {short(tick)}
          </text>
        </g>
      ))}
      <LeftAxis domain={domain} top={TOP} bottom={bottom} left={LEFT} right={width - RIGHT} hasLess={hasLess} />
      <path class="best-line" d={front.length === 0 ? '' : `${steps.join('')}H${width - RIGHT}`} />
      <Marks
        cells={byCost.map(({ cell }) => cell)}
        shown={new Set(shown.map(({ index }) => index))}
        domain={domain}
        places={{ x, y, top: TOP, bottom }}
        hasGuesses={false}
      />
      <path
        class="front-mark"
        d={front.map(({ cell, accuracy }) => `M${x(cell).toFixed(1)} ${y(accuracy).toFixed(1)}${RING}`).join('')}
      />
    </>
  );
  return { spots, drawn };
}

/** Multiples of powers of ten in a range, by 1, 2 and 5, or by 1 alone where these are more than so many. */
function logTicks(low: number, high: number, most: number): number[] {
  const by = (factors: readonly number[]): number[] => {
    const found = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
      found.push(...factors.map((factor) => Number((factor * 10 ** power).toPrecision(1))));
    return found.filter((tick) => tick >= low && tick <= high);
  };
  return [[1, 2, 5], [1, 3], [1]].map(by).find(({ length }) => length <= most) ?? by([1]);
}

/** 20000 -> `20 k`. */
function short(value: number): string {
  const [size, unit] = value >= 1e9 ? [1e9, ' G'] : value >= 1e6 ? [1e6, ' M'] : value >= 1e3 ? [1e3, ' k'] : [1, ''];
  return `${Number((value / size).toPrecision(2))}${unit}`;
}
