/**
 * @file The game's cells as rows on the axis: covered, they wait beside it; revealed, they sort into the surrogate's order, and each disc leaves its
 * prediction for what was measured, the best last. What is covered is not in the page.
 */
import { measuredPlaces, type Game, type GameCell } from '../../model/tour/game.ts';
import { Gridlines, strip } from '../../charts/swarm.tsx';
import type { Domain } from '../../model/axis.ts';
import { hundredths, points } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { tour } from '../../messages/tour.ts';
import { CHOSEN } from '../../model/tour/game.ts';
import { CellSketch } from './cell-sketch.tsx';
import { chosen, gamePhase, hasGuessed, pointed } from './tour-state.ts';

/** Height of a row, px; on a phone its numbers stand below its name. */
const ROW = 35;
/** When rows have sorted, how far apart discs leave, how long they travel, ms (second set: motion). */
const SORT_MS = 200;
const DIAMONDS_MS = 200;
const APART_MS = 60;
const TRAVEL_MS = 600;
/** Nearer than this, the diamond grows around the disc, px (second set). */
const TOGETHER = 9;

/** How long a reveal of so many cells takes, ms. */
export const revealMs = (cells: number): number => SORT_MS + DIAMONDS_MS + cells * APART_MS + TRAVEL_MS;

interface GameRowsProps {
  readonly game: Game;
  readonly domain: Domain;
  readonly digits: 1 | 2;
}

export function GameRows({ game, domain, digits }: GameRowsProps) {
  const isOpen = gamePhase.value !== 'choose';
  const places = isOpen ? measuredPlaces(game) : undefined;
  const rows = isOpen ? game.order : game.cells;
  return (
    <div
      class={isOpen ? 'game-rows open' : 'game-rows'}
      role="table"
      aria-label={isOpen ? tour.value.game.stageAfter(rows.length) : tour.value.game.group}
    >
      <div class="game-row head" role="row">
        <span role="columnheader" class="visually-hidden">
          {tour.value.game.cell}
        </span>
        <span role="columnheader" class="game-who">
          {isOpen ? (
            <>
              {hasGuessed.value && <b class="reader">{tour.value.game.you}</b>}
              <b class="predicted">{tour.value.game.its}</b>
            </>
          ) : (
            tour.value.game.waiting
          )}
        </span>
        <span role="columnheader">
          <span class="visually-hidden">{tour.value.game.marks}</span>
        </span>
        {isOpen && (
          <>
            <span role="columnheader" class="number predicted">
              {tour.value.panel.predicted}
            </span>
            <span role="columnheader" class="number measured">
              {tour.value.panel.measured}
            </span>
            <span role="columnheader" class="number">
              {tour.value.panel.difference}
            </span>
          </>
        )}
      </div>
      <div class="game-body" role="rowgroup" style={{ height: `${game.cells.length * ROW}px` }}>
        {game.cells.map((cell) => (
          <Row
            key={cell.number}
            cell={cell}
            game={game}
            domain={domain}
            digits={digits}
            top={rows.indexOf(cell) * ROW}
            delay={
              places === undefined
                ? 0
                : SORT_MS + DIAMONDS_MS + (game.cells.length - Math.ceil(places.get(cell)!)) * APART_MS
            }
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps extends GameRowsProps {
  readonly cell: GameCell;
  readonly top: number;
  /** When its disc leaves, ms after the reveal. */
  readonly delay: number;
}

function Row({ cell, game, domain, digits, top, delay }: RowProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const isOpen = gamePhase.value !== 'choose';
  const isMine = chosen.value.includes(cell.number);
  const isBest = isOpen && game.best.has(cell);
  const point = (): void => void (pointed.value = cell);
  return (
    <div
      class={`game-row${isBest ? ' is-best' : ''}${isMine ? ' is-mine' : ''}`}
      role="row"
      style={{ transform: `translateY(${top}px)`, height: `${ROW}px` }}
      onPointerEnter={point}
    >
      <span role="rowheader" class="game-name">
        <button type="button" class="text-button" onFocus={point} onClick={point}>
          {tour.value.cellName(cell.number)}
        </button>
        <CellSketch cell={cell.cell} />
      </span>
      <span role="cell" class="game-who">
        {isOpen ? (
          <Who isMine={isMine && hasGuessed.value} isIts={game.order.indexOf(cell) < CHOSEN} />
        ) : (
          <Waits isMine={isMine} />
        )}
      </span>
      <span role="cell" class="game-strip" ref={ref as never}>
        <svg width={width} height={ROW} aria-hidden="true">
          <Gridlines domain={domain} width={width} height={ROW} />
          {isOpen && <Marks cell={cell} at={strip(domain, width)} isBest={isBest} delay={delay} />}
        </svg>
      </span>
      {isOpen && (
        <>
          <span role="cell" class="number predicted">
            {hundredths(cell.predicted, digits)}
          </span>
          <span role="cell" class="number measured arrives-late" style={{ animationDelay: `${delay + TRAVEL_MS}ms` }}>
            <b>{hundredths(cell.accuracy, digits)}</b>
          </span>
          <span role="cell" class="number arrives-late" style={{ animationDelay: `${delay + TRAVEL_MS}ms` }}>
            {points(cell.accuracy - cell.predicted, digits)}
          </span>
        </>
      )}
    </div>
  );
}

function Waits({ isMine }: { isMine: boolean }) {
  return (
    <svg width="22" height="22" aria-hidden="true">
      {isMine && <circle class="my-ring" cx="11" cy="11" r="9.5" />}
      <circle class="covered-disc" cx="11" cy="11" r="5.5" />
    </svg>
  );
}

function Who({ isMine, isIts }: { isMine: boolean; isIts: boolean }) {
  return (
    <>
      {hasGuessed.value && (
        <span class="reader" title={isMine ? tour.value.game.you : undefined}>
          {isMine && <Icon name="check" size={14} />}
          {isMine && <span class="visually-hidden">{tour.value.game.you}</span>}
        </span>
      )}
      <span class="predicted">
        {isIts && (
          <>
            <svg width="12" height="12" aria-hidden="true">
              <path class="its-three" d="M6 0 12 6 6 12 0 6z" />
            </svg>
            <span class="visually-hidden">{tour.value.game.its}</span>
          </>
        )}
      </span>
    </>
  );
}

function Marks({
  cell,
  at,
  isBest,
  delay,
}: {
  cell: GameCell;
  at: (accuracy: number) => number;
  isBest: boolean;
  delay: number;
}) {
  const [from, to] = [at(cell.predicted), at(cell.accuracy)];
  const isTogether = Math.abs(from - to) < TOGETHER;
  const size = isTogether ? 8 : 5.5;
  const y = ROW / 2;
  return (
    <g class="game-marks" style={{ '--shift': `${from - to}px`, '--leave': `${delay}ms` }}>
      {!isTogether && <path class="error-line" d={`M${from} ${y}H${to}`} />}
      <path class="diamond" d={`M${from} ${y - size}l${size} ${size}-${size} ${size}-${size}-${size}z`} />
      <g class="travels">
        {isBest && <circle class="best-ring" cx={to} cy={y} r="8.5" />}
        <circle class="measured-disc" cx={to} cy={y} r="4.5" />
      </g>
    </g>
  );
}
