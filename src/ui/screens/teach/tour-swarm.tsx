/**
 * @file Cells as discs on the accuracy axis that can be touched. A cell of a ranked level waits as a diamond where it was predicted; once it is
 * trained its disc travels to where it was measured.
 */
import { useMemo } from 'preact/hooks';
import { swarm, type Domain } from '../../model/axis.ts';
import { percent } from '../../model/format.ts';
import { nearest, type Place } from '../../charts/nearest.ts';
import { Gridlines, strip } from '../../charts/swarm.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { tour } from '../../messages/tour.ts';
import type { TourCell } from '../../model/tour/lesson.ts';
import { pointed } from './tour-state.ts';

const RADIUS = 4;
/** How near a pointer must be to mean a disc, px: half a finger. */
const REACH = 22;
/** How far apart discs leave for their places, ms (second set: 60 apart), and the most of it in all. */
const APART_MS = 60;
const MOST_APART_MS = 1_500;
/** Cells of a swarm whose way from the prediction stays drawn, at most (ours: more would cover one another). */
const MOST_WAYS = 24;

interface TourSwarmProps {
  readonly cells: readonly TourCell[];
  readonly domain: Domain;
  readonly height: number;
  /** Records of the log that are shown. */
  readonly shown: number;
  /** From which record on these cells wait at their predicted places; absent: they have none. */
  readonly from?: number;
  readonly label: string;
}

export function TourSwarm({ cells, domain, height, shown, from, label }: TourSwarmProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const at = strip(domain, width);
  const hasWays = from !== undefined && cells.length <= MOST_WAYS;
  const places = useMemo(() => {
    const xs = cells.map(({ accuracy, predicted }) => Math.round(at(accuracy ?? predicted ?? 0)));
    if (hasWays) {
      // a line for each, the highest prediction on top: a good order is a diagonal
      const order = [...cells.keys()].sort((a, b) => (cells[b]!.predicted ?? 0) - (cells[a]!.predicted ?? 0));
      const room = (height - 2 * RADIUS) / cells.length;
      return xs.map((x, i): Place => [x, RADIUS + room * (order.indexOf(i) + 0.5)]);
    }
    const shifts = swarm(xs, RADIUS + 0.3, height / 2 - RADIUS - 4);
    return xs.map((x, i): Place => [x, height / 2 + shifts[i]!]);
  }, [cells, domain, width, height, hasWays]);
  const isShown = (cell: TourCell): boolean => cell.records <= shown || (from !== undefined && from <= shown);
  const visible = [...cells.keys()].filter((i) => isShown(cells[i]!));
  const spots = visible.map((i): Place => [place(cells[i]!, i), places[i]![1]]);
  function place(cell: TourCell, i: number): number {
    return cell.records <= shown && cell.accuracy !== undefined ? places[i]![0] : at(cell.predicted ?? 0);
  }
  const point = (event: MouseEvent): void => {
    const index = nearest(event, spots, REACH);
    if (index >= 0) pointed.value = cells[visible[index]!]!;
  };
  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0 || visible.length === 0) return;
    event.preventDefault();
    const order = visible.toSorted((a, b) => place(cells[a]!, a) - place(cells[b]!, b));
    const now = order.findIndex((i) => cells[i]!.number === pointed.value?.number);
    pointed.value = cells[order[Math.min(order.length - 1, Math.max(0, now + by))]!];
  };
  const best = cells.reduce<TourCell | undefined>(
    (one, cell) =>
      cell.records <= shown && cell.accuracy !== undefined && cell.accuracy > (one?.accuracy ?? -1) ? cell : one,
    undefined,
  );
  return (
    <div class="tour-swarm" ref={ref} style={{ height: `${height}px` }}>
      <svg
        width={width}
        height={height}
        role="img"
        tabindex={0} // an SVG knows no tabIndex
        aria-label={`${label}. ${tour.value.stage.touch}`}
        onKeyDown={move}
        onPointerMove={point}
        onPointerDown={point}
      >
        <Gridlines domain={domain} width={width} height={height} />
        {hasWays &&
          cells.map((cell, i) => {
            if (cell.records > shown || cell.accuracy === undefined || cell.predicted === undefined) return null;
            const [x, y] = places[i]!;
            const start = at(cell.predicted);
            return (
              <g key={cell.number} class="t-way">
                <path class="error-line" d={`M${start} ${y}H${x}`} />
                <path class="diamond" d={`M${start} ${y - 4}l4 4-4 4-4-4z`} />
              </g>
            );
          })}
        {cells.map((cell, i) => {
          const isDone = cell.records <= shown;
          const [x, y] = places[i]!;
          const predictedX = at(cell.predicted ?? cell.accuracy ?? 0);
          const kind = isDone ? (cell.accuracy === undefined ? 'failed' : 'done') : isShown(cell) ? 'waits' : 'come';
          const delay = Math.min(APART_MS, MOST_APART_MS / cells.length) * i;
          return (
            <g
              key={cell.number}
              class={`t-mark ${kind}${cell.isProbe ? ' probe' : ''}${cell === pointed.value ? ' pointed' : ''}`}
              style={{
                transform: `translate(${kind === 'done' ? x : predictedX}px, ${y}px)`,
                transitionDelay: from === undefined || !isDone ? undefined : `${delay}ms`,
              }}
            >
              {kind === 'failed' ? (
                <path class="tile-failed" d="m-3-3l6 6m0-6l-6 6" />
              ) : kind === 'waits' ? (
                <path class="diamond" d="M0-5 5 0 0 5-5 0z" />
              ) : (
                <circle r={RADIUS} />
              )}
              {cell === best && <circle class="best-ring" r={RADIUS + 3} />}
            </g>
          );
        })}
      </svg>
      <span class="visually-hidden">
        {best !== undefined && `${tour.value.cellName(best.number)}: ${percent(best.accuracy!)}`}
      </span>
    </div>
  );
}
