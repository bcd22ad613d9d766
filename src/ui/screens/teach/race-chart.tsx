/** @file The race as a picture: lines of the estimated best over what was spent, bands of their intervals; at the right, on the same axis, the confirmed best. */
import type { SearchStrategy } from '../../../contract/config.ts';
import { YTicks } from '../../charts/y-ticks.tsx';
import { position, roundTicks, spread, swarm, tickLabel, ticks, type Domain } from '../../model/axis.ts';
import { decimal, hundredths, percent } from '../../model/format.ts';
import type { Lane, Race } from '../../model/tour/race.ts';
import { useWidth } from '../../parts/use-width.ts';
import { tour } from '../../messages/tour.ts';

const HEIGHT = 440;
const TOP = 30;
const BOTTOM = 46;
const LEFT = 46;
/** Width of the confirmed best's part, px, and the gap before it. */
const CONFIRMED = 250;
const GAP = 28;
const TICK_GAP = 34;
/** Least width at which both parts stand side by side, px. */
const WIDE = 620;

/** How each strategy is drawn: line, mark. */
const LOOKS: Readonly<Record<SearchStrategy, string>> = {
  pnas: 'lane-pnas',
  random: 'lane-random',
  shuffled: 'lane-shuffled',
  evolution: 'lane-other',
  'local-search': 'lane-other',
  bananas: 'lane-other',
};

/** How a strategy is drawn now. */
type Look = (strategy: SearchStrategy) => string;

interface RaceChartProps {
  readonly race: Race;
  /** The control that stands out beside PNAS; all alike unless given. */
  readonly alone?: SearchStrategy | undefined;
}

export function RaceChart({ race, alone }: RaceChartProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const isWide = width >= WIDE;
  const right = isWide ? width - CONFIRMED - GAP : width - 8;
  const domain = domainAround([...linesOf(race), ...marksOf(race)]);
  const y = position(domain, HEIGHT - BOTTOM, TOP);
  const x = (spent: number): number => LEFT + ((right - LEFT) * spent) / race.budget;
  const look: Look = (strategy) =>
    alone === undefined || strategy === 'pnas' || strategy === alone ? LOOKS[strategy] : `${LOOKS[strategy]} faded`;
  return (
    <div ref={ref} class="race">
      <svg
        width={width}
        height={isWide || marksOf(race).length === 0 ? HEIGHT : HEIGHT + CONFIRMED + TOP}
        role="img"
        aria-label={describe(race)}
      >
        <Levels race={race} x={x} />
        <YTicks
          ticks={ticks(domain, HEIGHT - BOTTOM, TOP, TICK_GAP)}
          y={y}
          left={LEFT}
          right={isWide ? width : right}
          label={tickLabel}
        />
        <path class="axis-line" d={`M${LEFT} ${HEIGHT - BOTTOM + 0.5}H${right}`} />
        <BudgetTicks budget={race.budget} x={x} right={right} />
        <g class="race-lines">
          {race.lanes.map((lane) => (
            <path key={lane.strategy} class={`lane-band ${look(lane.strategy)}`} d={band(lane, x, y)} />
          ))}
          {race.lanes.map((lane) => (
            <path key={lane.strategy} class={`lane ${look(lane.strategy)}`} d={line(lane, x, y)} />
          ))}
          <LaneNames race={race} x={x} y={y} look={look} />
        </g>
        <g class="race-confirmed" transform={isWide ? `translate(${right + GAP} 0)` : `translate(${LEFT} ${HEIGHT})`}>
          {isWide ? (
            <Confirmed race={race} y={y} bottom={HEIGHT - BOTTOM} look={look} />
          ) : (
            <ConfirmedBelow race={race} look={look} />
          )}
        </g>
      </svg>
    </div>
  );
}

const linesOf = ({ lanes }: Race): number[] =>
  lanes.flatMap(({ line: points_ }) => points_.flatMap(({ mean, interval }) => interval ?? [mean]));
const marksOf = ({ lanes }: Race): number[] =>
  lanes.flatMap(({ best, confirmed }) => [...(best?.interval ?? []), ...confirmed]);

/** From a little below the lowest of what is drawn to a little above the highest. */
function domainAround(values: readonly number[]): Domain {
  const [low, high] = [Math.max(0, Math.min(...values)), Math.min(0.995, Math.max(...values))];
  const margin = Math.max(0.02, 0.05 * (spread(high) - spread(low)));
  return { low: Math.max(0, 1 - Math.exp(-(spread(low) - margin))), high: 1 - Math.exp(-(spread(high) + margin)) };
}

type Scale = (value: number) => number;

/** PNAS's levels as alternating grounds. */
function Levels({ race: { levelEnds, budget }, x }: { race: Race; x: Scale }) {
  return (
    <>
      {levelEnds.map((end, i) => {
        const [from, to] = [x(Math.min(budget, levelEnds[i - 1] ?? 0)), x(Math.min(budget, end))];
        if (to - from < 1) return null;
        return (
          <g key={end}>
            {i % 2 === 0 && (
              <rect class="race-level" x={from} y={TOP - 8} width={to - from} height={HEIGHT - BOTTOM - TOP + 8} />
            )}
            {to - from > 50 && (
              <text class="axis-text" x={(from + to) / 2} y={TOP - 14} text-anchor="middle">
                {tour.value.race.level(i + 1, i === 0 && to - from > 100)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** A budget's unit: trillions from one trillion on, else billions. */
export function budgetUnit(budget: number): { size: number; name: string } {
  return budget >= 1e12 ? { size: 1e12, name: tour.value.race.units.T } : { size: 1e9, name: tour.value.race.units.G };
}

function BudgetTicks({ budget, x, right }: { budget: number; x: Scale; right: number }) {
  const { size, name } = budgetUnit(budget);
  return (
    <>
      {[0, ...roundTicks(0, (1.01 * budget) / size)] // one that is all but reached is one
        .filter((tick, i, all) => all.indexOf(tick) === i)
        .map((tick) => (
          <text key={tick} class="axis-text" x={x(tick * size)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
            {decimal(tick, tick % 1 === 0 ? 0 : 1)}
          </text>
        ))}
      <text class="axis-text" x={right} y={HEIGHT - BOTTOM + 38} text-anchor="end">
        {tour.value.race.axis(name)}
      </text>
    </>
  );
}

function line({ line: points_ }: Lane, x: Scale, y: Scale): string {
  return points_
    .map(({ spent, mean }, i) => `${i === 0 ? 'M' : 'L'}${x(spent).toFixed(1)} ${y(mean).toFixed(1)}`)
    .join('');
}

function band({ line: points_ }: Lane, x: Scale, y: Scale): string {
  const known = points_.filter(({ interval }) => interval !== undefined);
  if (known.length < 2) return '';
  const edge = (side: 0 | 1) =>
    known.map(({ spent, interval }) => `${x(spent).toFixed(1)} ${y(interval![side]).toFixed(1)}`);
  return `M${edge(1).join('L')}L${edge(0).toReversed().join('L')}Z`;
}

/** Half of the width that a lane's name takes, and how far its middle is from its line, px. */
const NAME_HALF = 36;
const NAME_OFF = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** For each lane the middle of its name: beside its line, clear of all lines and of the names before it. */
function namePlaces({ lanes, budget }: Race, x: Scale, y: Scale): (Point | undefined)[] {
  const pointsOf = ({ line: points_ }: Lane): Point[] => points_.map((at) => ({ x: x(at.spent), y: y(at.mean) }));
  const all = lanes.flatMap(pointsOf);
  const placed: Point[] = [];
  const clearance = (at: Point): number =>
    Math.min(
      NAME_OFF, // more is not better
      ...all.filter((point) => Math.abs(point.x - at.x) < NAME_HALF).map((point) => Math.abs(point.y - at.y)),
      ...placed.filter((name) => Math.abs(name.x - at.x) < 2 * NAME_HALF).map((name) => Math.abs(name.y - at.y)),
    );
  return lanes.map((lane) => {
    const candidates = pointsOf(lane)
      .filter((point) => point.x - NAME_HALF > x(0) && point.x + NAME_HALF < x(budget))
      .flatMap((point) => [-NAME_OFF, NAME_OFF].map((by) => ({ x: point.x, y: point.y + by })))
      .filter((point) => point.y > TOP && point.y < HEIGHT - BOTTOM - NAME_OFF);
    const clear = candidates.map(clearance);
    const best = candidates[clear.indexOf(Math.max(...clear))];
    if (best !== undefined) placed.push(best);
    return best;
  });
}

function LaneNames({ race, x, y, look }: { race: Race; x: Scale; y: Scale; look: Look }) {
  const places = namePlaces(race, x, y);
  return (
    <>
      {race.lanes.map(({ strategy }, i) => {
        const at = places[i];
        return (
          at !== undefined && (
            <text key={strategy} class={`lane-name halo ${look(strategy)}`} x={at.x} y={at.y + 4} text-anchor="middle">
              {tour.value.lanes[strategy]}
            </text>
          )
        );
      })}
    </>
  );
}

/** The same below the lines, where it does not fit beside them: with an axis of its own. */
function ConfirmedBelow({ race, look }: { race: Race; look: Look }) {
  const marks = marksOf(race);
  if (marks.length === 0) return null;
  const bottom = CONFIRMED - 50;
  const domain = domainAround(marks);
  const y = position(domain, bottom, TOP);
  return (
    <>
      <YTicks ticks={ticks(domain, bottom, TOP, TICK_GAP)} y={y} left={0} right={CONFIRMED} label={tickLabel} />
      <Confirmed race={race} y={y} bottom={bottom} look={look} />
    </>
  );
}

/** Radius of a seed's dot, and how far to each side dots of like seeds move apart, px. */
const SEED = 2.6;
const SEEDS_APART = 9;

/** Each lane's confirmed best with its interval, and a dot for each seed. */
function Confirmed(props: { race: Race; y: Scale; bottom: number; look: Look }) {
  const { y, bottom, look } = props;
  const { lanes } = props.race;
  const step = CONFIRMED / Math.max(1, lanes.length);
  const [pnas] = lanes;
  return (
    <>
      <text class="axis-text" x="0" y={TOP - 14}>
        {tour.value.race.confirmedHead(pnas?.confirmed.length ?? 0)}
      </text>
      {lanes.map(({ strategy, best, confirmed }, i) => {
        const cx = 28 + i * step;
        if (best === undefined) return null;
        const { mean, interval } = best;
        const apart = swarm(
          confirmed.map((value) => Math.round(y(value))),
          SEED + 0.3,
          SEEDS_APART,
        );
        return (
          <g key={strategy} class={look(strategy)}>
            {interval !== undefined && (
              <path
                class="race-bar"
                d={`M${cx} ${y(interval[0])}V${y(interval[1])}M${cx - 6} ${y(interval[0])}h12M${cx - 6} ${y(interval[1])}h12`}
              />
            )}
            <RaceMark strategy={strategy} x={cx} y={y(mean)} />
            {confirmed.map((value, seed) => (
              <circle key={seed} class="race-seed" cx={cx + 22 + apart[seed]!} cy={y(value)} r={SEED} />
            ))}
            <path class={`lane ${LOOKS[strategy]}`} d={`M${cx - 14} ${bottom + 2.5}h28`} />
            <text class={`lane-name ${LOOKS[strategy]}`} x={cx} y={bottom + 18} text-anchor="middle">
              {tour.value.lanes[strategy]}
            </text>
            <text class="race-figure" x={cx} y={bottom + 35} text-anchor="middle">
              {hundredths(mean)}
            </text>
          </g>
        );
      })}
    </>
  );
}

/** A disc, a square, a triangle; a diamond for others. */
function RaceMark({ strategy, x, y }: { strategy: SearchStrategy; x: number; y: number }) {
  const path =
    strategy === 'pnas'
      ? `M${x - 5.5} ${y}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z`
      : strategy === 'random'
        ? `M${x - 5} ${y - 5}h10v10h-10z`
        : strategy === 'shuffled'
          ? `M${x} ${y - 6}l6 11h-12z`
          : `M${x} ${y - 6}l6 6-6 6-6-6z`;
  return <path class="race-mark" d={path} />;
}

function describe({ lanes }: Race): string {
  const words = tour.value.race;
  const of = lanes.map(({ strategy, best, line: points_ }) => {
    const end =
      best === undefined ? words.estimated(percent(points_.at(-1)?.mean ?? 0)) : words.confirmedAt(percent(best.mean));
    return `${tour.value.lanes[strategy]}: ${end}`;
  });
  return `${words.heading}. ${of.join('; ')}.`;
}
