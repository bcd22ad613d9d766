/** @file The board's side: how to join, the best cell, cells trained twice, and whether the surrogate's predictions helped. */
import { searching } from '../../messages/searching.ts';
import { room as words } from '../../messages/room.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { spearman, spearmanInterval } from '../../../core/stats.ts';
import { formatRoomLink } from '../../../contract/link/room-link.ts';
import { decimal, hundredths, percent, points, range } from '../../model/format.ts';
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
      <QrCode text={url} label={words.value.linkTo(room)} />
      <p>
        {words.value.joinAt} <strong>{location.host}</strong>
        <br />
        {words.value.roomCode} <strong class="board-code">{room}</strong>
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
      <h2>{words.value.best}</h2>
      <p>
        <strong class="board-figure">{percent(bestAccuracy.value)}</strong>{' '}
        {by !== '' && hasNames.value
          ? words.value.trainedBy(searching.value.cellName(best.place + 1), by)
          : searching.value.cellName(best.place + 1)}
      </p>
      <CellGlyphs cell={parseCell(best.notation)} />
      <p class="note">{predicted === null ? words.value.unpredicted : words.value.predicted(percent(predicted))}</p>
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
      <h2>{words.value.trust}</h2>
      <p>
        {words.value.twice}{' '}
        {apart.length === 0
          ? words.value.noneTwice
          : words.value.soFarTwice(apart.length, hundredths(mean), hundredths(Math.max(...apart)))}
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
        aria-label={words.value.differences(differences.map((one) => points(one)).join(', '))}
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
      <p class="note">{words.value.secondLess}</p>
    </>
  );
}

const signed = (value: number): string => decimal(value, 2);

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
      <h2>{words.value.helped}</h2>
      <dl class="board-guesses">
        {levels.map(({ level, rho, interval }) => (
          <div key={level} class="class-row">
            <dt>{searching.value.levelTitle(level)}</dt>
            <dd>
              <strong>{signed(rho)}</strong>
              {interval !== undefined && <span class="note">{range(signed(interval[0]), signed(interval[1]))}</span>}
            </dd>
          </div>
        ))}
      </dl>
      <p class="note">{words.value.spearman}</p>
    </section>
  );
}
