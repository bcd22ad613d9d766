/** @file One level: predicted against measured, and its score. */
import { searching } from '../../messages/searching.ts';
import { surrogate } from '../../messages/surrogate.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { useMemo } from 'preact/hooks';
import { spearmanInterval, type Ceiling, type Interval } from '../../../core/stats.ts';
import { Agreement } from '../../charts/agreement.tsx';
import { hundredths, range } from '../../model/format.ts';
import { type Level } from '../../model/derive.ts';
import { lotOf, type Lot } from '../../../contract/probes.ts';
import { marks } from '../../state/navigation.ts';
import { ceilingOf, ceilingWords, signed, pairsOf } from './scores.ts';

export function LevelPanel({ level, byRank }: { level: Level; byRank: boolean }) {
  const pairs = useMemo(() => pairsOf(level.trained, level.rank), [level]);
  const { spearman: rho, rank, children } = level;
  const { probes = 0 } = rank ?? {};
  const ceiling = ceilingOf(pairs);
  return (
    <section class="agreement-panel" aria-label={searching.value.levelTitle(level.level)}>
      <div class="panel-head">
        <div>
          <h2>{searching.value.levelTitle(level.level)}</h2>
          <LevelSquares level={level.level} />
          <span class="note">{surrogate.value.picked(children.length - probes, probes, rank?.candidates)}</span>
        </div>
        <div class="score">
          {rho === null ? (
            <span class="note">{surrogate.value.tooFew}</span>
          ) : (
            <>
              <b class="figure">{signed(rho)}</b> <span class="note">Spearman</span>
              <ScoreBar rho={rho} interval={spearmanInterval(rho, pairs.length)} ceiling={ceiling} />
            </>
          )}
        </div>
      </div>
      <ByLot lot={lotOf(rank, level.trained)} />
      <Agreement level={level.level} pairs={pairs} byRank={byRank} marks={marks} />
    </section>
  );
}

/** What the picks are better by than chance; the order among them alone is small print. */
function ByLot({ lot }: { lot: Lot | undefined }) {
  if (lot?.gain === undefined) return null;
  const { value, interval } = lot.gain;
  const sign = interval[0] > 0 ? 1 : interval[1] < 0 ? -1 : 0;
  return (
    <p class="by-lot">
      <b>{surrogate.value.pointsOf(points(value))}</b>
      {surrogate.value.byLot(sign, points(interval[0]), points(interval[1]))}
      {lot.order && <small>{surrogate.value.orderAmong(signed(lot.order.among), signed(lot.order.expected))}</small>}
    </p>
  );
}

const points = (share: number): string => `${share > 0 ? '+' : ''}${hundredths(share)}`;

/** Width of a score's bar, px. */
const BAR = 172;
/** Letters of the ceiling's words that leave room for the 0 in the middle of the axis. */
const MOST_BESIDE_ZERO = 12;

/** From 0 to 1; from -1 where the score or its interval is below 0, so that a wrong order is seen as one. */
function ScoreBar({
  rho,
  interval,
  ceiling,
}: {
  rho: number;
  interval: Interval | undefined;
  ceiling: Ceiling | undefined;
}) {
  const least = Math.min(rho, interval?.[0] ?? rho) < 0 ? -1 : 0;
  const x = (value: number): number => ((Math.min(1, Math.max(least, value)) - least) / (1 - least)) * BAR;
  const hasRoom = ceiling === undefined || ceilingWords(ceiling).length <= MOST_BESIDE_ZERO;
  const ticks = least < 0 && hasRoom ? [least, 0] : [least];
  return (
    <svg width={BAR} height="28" role="img" aria-label={describeScore(rho, interval, ceiling)}>
      <rect class="bar-track" y="5" width={BAR} height="5" rx="2.5" />
      <rect
        class="bar-ink"
        x={Math.min(x(0), x(rho))}
        y="5"
        width={Math.abs(x(rho) - x(0))}
        height="5"
        rx={least < 0 ? 0 : 2.5}
      />
      {least < 0 && <path class="axis-line" d={`M${x(0)} 2v11`} />}
      {interval !== undefined && (
        <path
          class="interval"
          d={`M${x(interval[0])} 7.5H${x(interval[1])}M${x(interval[0])} 3.5v8M${x(interval[1])} 3.5v8`}
        />
      )}
      {ceiling !== undefined && <path class="ceiling" d={`M${x(ceiling.value) - 4} 0h8l-4 5z`} />}
      {ticks.map((tick) => (
        <text key={tick} class="axis-text" x={x(tick)} y="24" text-anchor={tick === least ? 'start' : 'middle'}>
          {String(tick).replace('-', '\u2212')}
        </text>
      ))}
      {ceiling !== undefined && (
        <text class="axis-text" x={BAR} y="24" text-anchor="end">
          {ceilingWords(ceiling)}
        </text>
      )}
    </svg>
  );
}

function describeScore(rho: number, interval: Interval | undefined, ceiling: Ceiling | undefined): string {
  const ends = interval === undefined ? '' : range(signed(interval[0]), signed(interval[1]));
  return surrogate.value.score(signed(rho), ends, ceiling === undefined ? '' : ceilingWords(ceiling));
}
