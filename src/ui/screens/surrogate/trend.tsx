/** @file Does the surrogate's order get better from level to level, and better than what needs no learning? Spearman over levels, beside its shadows. */
import { searching } from '../../messages/searching.ts';
import { surrogateName } from '../../words/surrogate-name.ts';
import { surrogate } from '../../messages/surrogate.ts';
import { spearmanInterval, type Interval } from '../../../core/stats.ts';
import type { Level } from '../../model/derive.ts';
import { orderingsOf } from '../../model/shadows.ts';
import { useWidth } from '../../parts/use-width.ts';
import { run } from '../../state/state.ts';
import { pairsOf, signed } from './scores.ts';

const HEIGHT = 190;
const LEFT = 40;
const RIGHT = 70;
const TOP = 12;
const BOTTOM = 28;
/** Least distance of two names, px. */
const LINE = 15;

/** Scores of one surrogate by level. */
interface Line {
  readonly name: string;
  readonly picks: boolean;
  readonly points: readonly { readonly level: number; readonly rho: number; readonly interval?: Interval }[];
}

/** Nothing where fewer than two levels have a score. */
export function Trend({ ranked }: { ranked: readonly Level[] }) {
  const lines = linesOf(ranked);
  const levels = [...new Set(lines.flatMap(({ points }) => points.map(({ level }) => level)))];
  if (levels.length < 2) return null;
  return (
    <section class="trend" aria-labelledby="trend-heading">
      <h2 id="trend-heading">{surrogate.value.trend.title}</h2>
      <p class="note">
        {surrogate.value.trend.note} {lines.length > 1 ? surrogate.value.trend.lines : surrogate.value.trend.more}
      </p>
      <TrendPlot lines={lines} levels={levels} />
    </section>
  );
}

function linesOf(ranked: readonly Level[]): Line[] {
  const { surrogate: picker } = run.value!.head.config;
  const own: Line = {
    name: surrogateName(picker),
    picks: true,
    points: ranked.flatMap(({ level, spearman, trained, rank }) =>
      spearman === null
        ? []
        : [{ level, rho: spearman, interval: spearmanInterval(spearman, pairsOf(trained, rank).length) }],
    ),
  };
  const shadows = new Map<string, Line['points'][number][]>();
  for (const { level, rank, trained } of ranked) {
    for (const { surrogate: name, picks, rho } of orderingsOf(rank, trained, picker)?.orderings ?? []) {
      if (!picks) shadows.set(surrogateName(name), [...(shadows.get(surrogateName(name)) ?? []), { level, rho }]);
    }
  }
  return [own, ...[...shadows].map(([name, points]) => ({ name, picks: false, points }))];
}

function TrendPlot({ lines, levels }: { lines: readonly Line[]; levels: readonly number[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(480);
  const right = Math.min(width, 640) - RIGHT;
  const x = (level: number): number =>
    LEFT + 20 + ((right - LEFT - 20) * (level - levels[0]!)) / (levels.at(-1)! - levels[0]!);
  const y = (rho: number): number => TOP + ((HEIGHT - TOP - BOTTOM) * (1 - rho)) / 2;
  const ends = spreadApart(lines.map(({ points }) => y(points.at(-1)?.rho ?? 0)));
  return (
    <div ref={ref}>
      <svg width={right + RIGHT} height={HEIGHT} role="img" aria-label={describe(lines)}>
        {[1, 0.5, 0, -0.5, -1].map((tick) => (
          <g key={tick}>
            <path class={tick === 0 ? 'axis-line' : 'gridline'} d={`M${LEFT} ${Math.round(y(tick)) + 0.5}H${right}`} />
            <text class="axis-text" x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
              {String(tick).replace('-', '\u2212')}
            </text>
          </g>
        ))}
        {levels.map((level) => (
          <text key={level} class="axis-text" x={x(level)} y={HEIGHT - 8} text-anchor="middle">
            {searching.value.levelName(level)}
          </text>
        ))}
        {lines.map(({ name, picks, points }, i) => (
          <g key={name} class={picks ? 'trend-own' : 'trend-shadow'}>
            <path d={points.map(({ level, rho }, j) => `${j === 0 ? 'M' : 'L'}${x(level)} ${y(rho)}`).join('')} />
            {points.map(({ level, rho, interval }) => (
              <g key={level}>
                {interval !== undefined && (
                  <path class="interval" d={`M${x(level)} ${y(interval[0])}V${y(interval[1])}`} />
                )}
                <circle class={picks ? 'ink-disc' : 'open-disc'} cx={x(level)} cy={y(rho)} r="4" />
              </g>
            ))}
            {points.length > 0 && (
              <text class="axis-text" x={x(points.at(-1)!.level) + 10} y={ends[i]! + 4}>
                {name}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Heights of names, each at least a line from the one above. */
function spreadApart(heights: readonly number[]): number[] {
  const placed = [...heights];
  let last = -Infinity;
  for (const i of [...heights.keys()].sort((a, b) => heights[a]! - heights[b]!)) {
    placed[i] = last = Math.max(heights[i]!, last + LINE);
  }
  return placed;
}

function describe(lines: readonly Line[]): string {
  return lines
    .map(
      ({ name, points }) =>
        `${name}: ${points.map(({ level, rho }) => `${searching.value.levelName(level)} ${signed(rho)}`).join(', ')}`,
    )
    .join('; ');
}
