/** @file The best accuracy so far over the cells trained or the time it took, of two runs: A solid with discs, B dashed with squares. */
import { extentOf, multiples, roundTicks, tickLabel } from '../model/axis.ts';
import { count, counted, duration, percent } from '../model/format.ts';
import { useWidth } from '../parts/use-width.ts';

/** One run's children in the order trained; undefined where one failed. */
export interface Progress {
  readonly name: string;
  readonly accuracies: readonly (number | undefined)[];
  /** What each took to train, ms. */
  readonly durations: readonly number[];
}

/** What runs are laid side by side over. */
export type Budget = 'cells' | 'time';

const HEIGHT = 260;
const LEFT = 40;
const RIGHT = 64;
const TOP = 12;
const BOTTOM = 28;
/** Room for the last label under the axis and half of the one before it, px. */
const LAST = 140;

/** The plot. */
export function BestSoFar({ runs, over }: { runs: readonly [Progress, Progress]; over: Budget }) {
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const steps = runs.map(({ accuracies }) => bestSteps(accuracies));
  const values = steps.flatMap((own) => own.map(([, best]) => best));
  const [least, greatest] = extentOf(values);
  const [low, high] = values.length === 0 ? [0, 1] : [least, greatest + 0.005];
  const spent = runs.map((run) => spentBy(run, over));
  const most = Math.max(1, ...spent.map((own) => own.at(-1)!));
  const x = (run: number, cell: number): number => LEFT + ((width - LEFT - RIGHT) * spent[run]![cell]!) / most;
  const y = (accuracy: number): number =>
    HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * (accuracy - low)) / (high - low || 1);
  const tick = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find((step) => (high - low) / step <= 6) ?? 0.5;
  const ticks = multiples(low, high, tick);
  const ends = width - RIGHT - LAST;
  const along = budgetTicks(over, most).filter((value) => LEFT + ((width - LEFT - RIGHT) * value) / most < ends);
  return (
    <div ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={describe(runs, steps)}>
        {ticks.map((value, i) => (
          <g key={value}>
            <path class="gridline" d={`M${LEFT} ${Math.round(y(value)) + 0.5}H${width - RIGHT}`} />
            <text class="axis-text" x={LEFT - 8} y={y(value) + 4} text-anchor="end">
              {tickLabel(value, i === ticks.length - 1)}
            </text>
          </g>
        ))}
        <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${width - RIGHT}`} />
        {steps.map((own, run) => {
          const end = runs[run]!.accuracies.length;
          const last = own.at(-1);
          if (last === undefined) return null;
          const path = own.map(
            ([cell, best], i) => `${i === 0 ? 'M' : 'H'}${x(run, cell)}${i === 0 ? ' ' : 'V'}${y(best)}`,
          );
          return (
            <g key={run} class={run === 0 ? 'run-a' : 'run-b'}>
              <path class="best-line" d={`${path.join('')}H${x(run, end)}`} />
              {own.map(([cell, best]) =>
                run === 0 ? (
                  <circle key={cell} cx={x(run, cell)} cy={y(best)} r="3" />
                ) : (
                  <rect key={cell} x={x(run, cell) - 3} y={y(best) - 3} width="6" height="6" />
                ),
              )}
              <text x={x(run, end) + 6} y={y(last[1]) + (run === 0 ? 0 : 10)}>
                {run === 0 ? 'A' : 'B'} {percent(last[1])}
              </text>
            </g>
          );
        })}
        {along.map((value) => (
          <text
            key={value}
            class="axis-text"
            x={LEFT + ((width - LEFT - RIGHT) * value) / most}
            y={HEIGHT - 8}
            text-anchor="middle"
          >
            {over === 'cells' ? count(value) : duration(value)}
          </text>
        ))}
        <text class="axis-text" x={width - RIGHT} y={HEIGHT - 8} text-anchor="end">
          {over === 'cells' ? counted(most, 'cell') : `${duration(most)} of training`}
        </text>
      </svg>
    </div>
  );
}

/** Round steps of time: 1 to 30 seconds, minutes, hours, days; ms. */
const TIME_STEPS = [1e3, 60e3, 3600e3, 86400e3].flatMap((unit) => [1, 2, 5, 10, 20, 30].map((k) => k * unit));

/** Where a budget's axis is labelled: at its start, and at a few round places. */
function budgetTicks(over: Budget, most: number): number[] {
  if (over === 'cells') return roundTicks(0, most, 1);
  return multiples(0, most, TIME_STEPS.find((step) => most / step <= 5) ?? most);
}

/** What is spent of a budget before the first child, after it, and so on to the last. */
function spentBy({ durations }: Progress, over: Budget): number[] {
  const spent = [0];
  for (const ms of durations) spent.push(spent.at(-1)! + (over === 'cells' ? 1 : ms));
  return spent;
}

/** [cells trained, best] wherever the best rises. */
export function bestSteps(accuracies: readonly (number | undefined)[]): [number, number][] {
  const steps: [number, number][] = [];
  for (const [i, accuracy] of accuracies.entries()) {
    if (accuracy !== undefined && accuracy > (steps.at(-1)?.[1] ?? -1)) steps.push([i + 1, accuracy]);
  }
  return steps;
}

function describe(runs: readonly [Progress, Progress], steps: readonly (readonly [number, number][])[]): string {
  return runs
    .map(({ name, accuracies }, i) => {
      const best = steps[i]!.at(-1);
      return `${i === 0 ? 'A' : 'B'}, ${name}: ${best === undefined ? 'nothing measured' : `best ${percent(best[1])} of ${accuracies.length} cells`}`;
    })
    .join('; ');
}
