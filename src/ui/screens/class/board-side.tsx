/** @file The board's side: how to join, the best cell, cells trained twice, and whether the surrogate's predictions helped. */
import { parseCell } from '../../../core/space/cell.ts';
import { spearman, spearmanInterval } from '../../../core/stats.ts';
import { formatRoomLink } from '../../../contract/link/room-link.ts';
import { hundredths, percent, points } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { QrCode } from '../../parts/qr-code.tsx';
import { bestAccuracy, cells, hasNames, link, roster } from '../../state/room.ts';

/** Fewest cells that a rank correlation is shown of (the design's). */
const FEWEST_RANKED = 8;

export function Join() {
  const { room, server } = link.value!;
  const url = `${location.origin}${location.pathname}${formatRoomLink({ room, server })}`;
  return (
    <section class="board-join">
      <QrCode text={url} label={`The link to room ${room}`} />
      <p>
        join at <strong>{location.host}</strong>
        <br />
        room <strong class="board-code">{room}</strong>
      </p>
    </section>
  );
}

export function BestCell() {
  const { best, cells: all } = cells.value;
  if (best === undefined || bestAccuracy.value === undefined) return null;
  const by = roster.value[all[best.place]?.[3] ?? -1]?.name ?? '';
  const predicted = all[best.place]?.[2] ?? null;
  return (
    <section>
      <h2>The class's best cell</h2>
      <p>
        <strong class="board-figure">{percent(bestAccuracy.value)}</strong> cell {best.place + 1}
        {by !== '' && hasNames.value && `, trained by ${by}`}
      </p>
      <CellGlyphs cell={parseCell(best.notation)} />
      <p class="note">
        {predicted === null
          ? 'Of level 1, where nothing is predicted.'
          : `Predicted ${percent(predicted)} before training.`}
      </p>
    </section>
  );
}

/** Differences around zero, not a pass mark. */
export function Twice() {
  const { differences } = cells.value;
  const apart = differences.map(Math.abs);
  const mean = apart.reduce((sum, one) => sum + one, 0) / apart.length;
  return (
    <section>
      <h2>Can we trust one laptop?</h2>
      <p>
        5 % of the cells are trained twice, on two laptops.{' '}
        {apart.length === 0
          ? 'None so far.'
          : `So far ${apart.length}: ${hundredths(mean)} points apart on average, ${hundredths(Math.max(...apart))} at most.`}
      </p>
      {apart.length > 0 && <Differences differences={differences} />}
    </section>
  );
}

const WIDTH = 290;
const [LINE, RADIUS, SIDE] = [12, 5, 20];

function Differences({ differences }: { differences: readonly number[] }) {
  const most = Math.max(0.01, ...differences.map(Math.abs));
  const limit = Math.ceil(100 * most) / 100; // whole points
  const x = (difference: number): number => WIDTH / 2 + (difference / limit) * (WIDTH / 2 - SIDE);
  return (
    <>
      <svg
        class="differences"
        width={WIDTH}
        height={44}
        role="img"
        aria-label={`Differences: ${differences.map((one) => points(one)).join(', ')} points.`}
      >
        <path class="gridline" d={`M${SIDE} ${LINE}H${WIDTH - SIDE}M${WIDTH / 2} 0V${2 * LINE}`} />
        {differences.map((difference, i) => (
          <circle key={i} class="own-disc" cx={x(difference)} cy={LINE} r={RADIUS} />
        ))}
        {[-limit, 0, limit].map((tick) => (
          <text key={tick} class="axis-text" x={x(tick)} y={40} text-anchor="middle">
            {tick === 0 ? '0' : points(tick, 0)}
          </text>
        ))}
      </svg>
      <p class="note">second minus first, points</p>
    </>
  );
}

/** With a minus sign, not a hyphen. */
const signed = (value: number): string => value.toFixed(2).replace('-', '\u2212');

export function Guesses() {
  const levels = [...new Set(cells.value.cells.map(([level]) => level))].flatMap((level) => {
    const both = cells.value.cells.filter(
      ([of, accuracy, predicted]) => of === level && accuracy !== null && predicted !== null,
    );
    if (both.length < FEWEST_RANKED) return [];
    const rho = spearman(
      both.map(([, , predicted]) => predicted!),
      both.map(([, accuracy]) => accuracy!),
    );
    return [{ level, rho, interval: spearmanInterval(rho, both.length) }];
  });
  if (levels.length === 0) return null;
  return (
    <section>
      <h2>Did the guesses help?</h2>
      <dl class="board-guesses">
        {levels.map(({ level, rho, interval }) => (
          <div key={level} class="class-row">
            <dt>Level {level}</dt>
            <dd>
              <strong>{signed(rho)}</strong>
              {interval !== undefined && (
                <span class="note">
                  {signed(interval[0])} to {signed(interval[1])}
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="note">Spearman, predicted against measured, 95 %</p>
    </section>
  );
}
