/** @file One level of a run as a row: how it was ranked, what was picked, what was measured, how well the surrogate did. */
import { searching } from '../../messages/searching.ts';
import type { SearchConfig } from '../../../contract/config.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { accuracyDigits, decimal } from '../../model/format.ts';
import { RankCurve } from '../../charts/rank-curve.tsx';
import { Swarm, type Live } from '../../charts/swarm.tsx';
import { describeTiles, Tiles } from '../../charts/tiles.tsx';
import type { Level } from '../../model/derive.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { Icon, Ring } from '../../parts/icon.tsx';
import { marks } from '../../state/navigation.ts';
import { activity, domain, progress } from '../../state/state.ts';

const TILES_WIDTH = 192;

interface RowProps {
  level: Level;
  config: SearchConfig;
  height: number;
  /** Whether it is the row worked on: lit. */
  isCurrent: boolean;
  /** Whether one of its children is in training now. */
  isLive: boolean;
  /** Whether it has the run's best cell. */
  isBest: boolean;
}

/** The row. It depends on nothing that changes with every child but its level, so that an update draws one row again. */
export function LevelRow({ level, config, height, isCurrent, isLive, isBest }: RowProps) {
  return (
    <>
      {level.level > 1 && !level.isWhole && <Growth level={level} />}
      <section class={isCurrent ? 'level-row lit' : 'level-row'} aria-label={searching.value.levelTitle(level.level)}>
        <LevelLabel level={level} isLive={isLive} />
        <div class="col-rank">
          <Ranking level={level} config={config} />
        </div>
        <div class="col-tiles">
          <Tiles level={level} domain={domain.value} isLive={isLive} width={TILES_WIDTH} marks={marks} />
          <p class="note">{level.state === 'trains' ? describeTiles(level, isLive) : tilesNote(level)}</p>
        </div>
        <Swarm
          level={level}
          domain={domain.value}
          height={height}
          digits={accuracyDigits(config)}
          live={CAN_RUN && isLive ? liveOf(level) : undefined}
          isBest={isBest}
          marks={marks}
        />
        <div class="col-fit">
          <Fit level={level} isLast={level.level === config.blocks} />
        </div>
      </section>
    </>
  );
}

function liveOf(level: Level): Live {
  const next = level.children.find(({ state }) => state === 'next');
  return { predicted: next?.predicted, accuracy: progress.value?.curve.at(-1) };
}

function tilesNote({ level, state, children, rank, isWhole }: Level): string {
  if (level === 1 || isWhole) return searching.value.cells(children.length);
  if (rank !== undefined) {
    const { probes = 0 } = rank;
    const kept = searching.value.keptOf(children.length - probes, rank.candidates);
    return probes > 0 ? kept + searching.value.byLot(probes) : kept;
  }
  return state === 'ranks' ? searching.value.willBeKept(children.length) : searching.value.atMost(children.length);
}

function LevelLabel({ level, isLive }: { level: Level; isLive: boolean }) {
  const { children, trained, state } = level;
  return (
    <div class="level-label">
      <b>{searching.value.levelTitle(level.level)}</b>
      <LevelSquares level={level.level} />
      <span class="quiet">{searching.value.blocks(level.level)}</span>
      <span class="quiet">
        {state === 'trains'
          ? searching.value.cellsOf(trained.length, children.length)
          : state === 'trained'
            ? searching.value.cells(children.length)
            : ''}
      </span>
      {state === 'trained' && (
        <span class="state measured">
          <Icon name="check" size={12} /> {searching.value.trained}
        </span>
      )}
      {CAN_RUN && isLive && (
        <span class="state live-text">
          <Ring share={trained.length / children.length} size={14} /> {searching.value.nowTraining}
        </span>
      )}
      {state === 'waits' && <span class="quiet">{searching.value.waits}</span>}
    </div>
  );
}

function Ranking({ level, config: { children, minutes, strategy, pareto } }: { level: Level; config: SearchConfig }) {
  if (level.isWhole) {
    return <p class="note">{strategy !== 'pnas' && strategy !== 'shuffled' && searching.value.wholeCells[strategy]}</p>;
  }
  if (level.level === 1) {
    return <p class="note">{searching.value.noSurrogate}</p>;
  }
  const all = level.parents * level.newBlocks;
  if (level.rank !== undefined) {
    return (
      <>
        <RankCurve rank={level.rank} isByAccuracy={pareto === 'off'} />
        <p class="note">
          {searching.value.grown(level.parents, level.newBlocks)}
          {level.rank.candidates < all && searching.value.struckOut(all - level.rank.candidates)}
        </p>
      </>
    );
  }
  const now = activity.value;
  if (CAN_RUN && now?.phase === 'rank' && now.level === level.level) {
    return <p class="note live-text">{searching.value.rankedSoFar(now.ranked, all)}</p>;
  }
  return (
    <p class="note">
      {searching.value.willGive(level.parents, level.newBlocks, all, minutes > 0 ? undefined : children)}
    </p>
  );
}

/** Width of the Spearman bar, px. */
const BAR = 76;

function Fit({ level, isLast }: { level: Level; isLast: boolean }) {
  const now = activity.value;
  const isFitting = CAN_RUN && now?.phase === 'fit' && now.level === level.level;
  return (
    <>
      {level.spearman !== null && level.state === 'trained' && (
        <>
          <b class="spearman">{decimal(level.spearman, 2)}</b>
          <svg width={BAR} height="8" aria-hidden="true">
            <rect class="bar-track" y="2" width={BAR} height="4" rx="2" />
            <ScoreRect rho={level.spearman} />
          </svg>
        </>
      )}
      <p class="note">
        {level.fit !== undefined
          ? searching.value.fittedOn(level.fit.cells)
          : isFitting
            ? searching.value.fittingNow
            : level.state === 'trains' && !isLast && !level.isWhole
              ? searching.value.refitsWhen(level.children.length)
              : ''}
      </p>
    </>
  );
}

/** From 0 at the left; a wrong order from 0 in the middle to the left. */
function ScoreRect({ rho }: { rho: number }) {
  if (rho >= 0) return <rect class="bar-ink" y="2" width={rho * BAR} height="4" rx="2" />;
  const width = (-rho * BAR) / 2;
  return (
    <>
      <rect class="bar-ink" x={BAR / 2 - width} y="2" width={width} height="4" />
      <path class="axis-line" d={`M${BAR / 2} 0v8`} />
    </>
  );
}

/** The loop's arrow: what was measured grows into the next ranking. */
function Growth({ level }: { level: Level }) {
  const isDone = level.state !== 'waits';
  const text =
    level.level === 2
      ? searching.value.everyGrows
      : isDone
        ? searching.value.measuredGrow(level.parents)
        : searching.value.theseGrow;
  return (
    <div class={isDone ? 'growth' : 'growth to-come'} aria-hidden="true">
      <svg width="26" height="22">
        <path d="M26 6.5H12.5a5 5 0 0 0-5 5V19M4 15.5l3.5 4 3.5-4" />
      </svg>
      <span>{text}</span>
      <i />
    </div>
  );
}
