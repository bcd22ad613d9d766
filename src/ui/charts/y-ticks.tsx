/** @file The ticks of an upright axis in plots of the page: a gridline and, at its left, a label for each. Those that the viewer has draw their own: shared, they made its one file larger. */

interface YTicksProps {
  readonly ticks: readonly number[];
  /** Where a tick stands, px. */
  readonly y: (tick: number) => number;
  /** Ends of the gridlines, px. */
  readonly left: number;
  readonly right: number;
  readonly label: (tick: number, isLast: boolean) => number | string;
  /** From a label to its gridline, px. */
  readonly gap?: number;
}

export function YTicks({ ticks, y, left, right, label, gap = 8 }: YTicksProps) {
  return ticks.map((tick, i) => (
    <g key={tick}>
      <path class="gridline" d={`M${left} ${Math.round(y(tick)) + 0.5}H${right}`} />
      <text class="axis-text" x={left - gap} y={y(tick) + 4} text-anchor="end">
        {label(tick, i === ticks.length - 1)}
      </text>
    </g>
  ));
}
