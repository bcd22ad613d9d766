/** @file The tour's stage: a picture for each step, computed from the recorded run, every mark of which can be touched. */
import { useMemo } from 'preact/hooks';
import { domainOf, type Domain } from '../../model/axis.ts';
import { accuracyDigits, percent } from '../../model/format.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { DiscKey } from './disc-key.tsx';
import { gameOf } from '../../model/tour/game.ts';
import type { Lesson, StepName, TourCell } from '../../model/tour/lesson.ts';
import { mean } from '../../../core/stats.ts';
import { tour } from '../../messages/tour.ts';
import { ShadeLegend } from '../../charts/tiles.tsx';
import { CellPanel } from './cell-panel.tsx';
import { FirstGrid } from './first-grid.tsx';
import { GameStage } from './game-stage.tsx';
import { Growth } from './growth.tsx';
import { NetworkRow } from './network-row.tsx';
import { OperatorKey } from './operator-key.tsx';
import { BecomesPrediction, OperatorMarks } from './operator-marks.tsx';
import { Axis, cellsAt, LevelStrip, rankedAt } from './strips.tsx';
import { shownRecords } from './tour-state.ts';
import { TourSwarm } from './tour-swarm.tsx';

/** Heights of a level's strip, px. */
const TALL = 120;
const SHORT = 84;

export function Stage({ lesson, name }: { lesson: Lesson; name: StepName }) {
  const domain = useMemo(() => domainOf(lesson.levels), [lesson]);
  const game = useMemo(() => gameOf(lesson), [lesson]);
  switch (name) {
    case 'cell':
    case 'simple':
      return <Simple lesson={lesson} domain={domain} hasSwarm={name === 'simple'} />;
    case 'learn':
      return <Learn lesson={lesson} domain={domain} />;
    case 'grow':
      return <Growth lesson={lesson} />;
    case 'game':
      return game === undefined ? (
        <Levels lesson={lesson} domain={domain} most={2} />
      ) : (
        <GameStage lesson={lesson} game={game} />
      );
    case 'picked':
      return <Picked lesson={lesson} domain={domain} />;
    case 'again':
    case 'worth':
      return <Levels lesson={lesson} domain={domain} most={Infinity} />;
    default:
      return name satisfies never;
  }
}

function Simple({ lesson, domain, hasSwarm }: { lesson: Lesson; domain: Domain; hasSwarm: boolean }) {
  const shown = hasSwarm ? shownRecords.value : 0;
  const cells = cellsAt(lesson, 1);
  const done = cells.filter(({ records }) => records <= shown).length;
  return (
    <div class="tour-columns">
      <div class="tour-figure">
        <h2>{tour.value.stage.firstGrid}</h2>
        <p class="note">
          {tour.value.stage.firstGridNote} {hasSwarm && <ShadeLegend domain={domain} />}
        </p>
        <FirstGrid lesson={lesson} domain={domain} shown={shown} />
        <OperatorKey lesson={lesson} />
        {!hasSwarm && <NetworkRow lesson={lesson} />}
        {hasSwarm && (
          <>
            <h2>{tour.value.stage.swarm(done, cells.length)}</h2>
            <TourSwarm
              cells={cells}
              domain={domain}
              height={TALL}
              shown={shown}
              label={tour.value.stage.swarm(done, cells.length)}
            />
            <Axis lesson={lesson} domain={domain} />
          </>
        )}
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

function Learn({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  return (
    <div class="tour-columns">
      <div class="tour-figure tour-rows">
        <LevelStrip lesson={lesson} domain={domain} level={1} shown={lesson.run.log.length} height={TALL} />
        <div class="tour-row">
          <span class="tour-label note">{tour.value.game.operatorMean}</span>
          <OperatorMarks lesson={lesson} domain={domain} />
        </div>
        <BecomesPrediction lesson={lesson} domain={domain} axis={<Axis lesson={lesson} domain={domain} />} />
        <OperatorKey lesson={lesson} />
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

function Levels({ lesson, domain, most }: { lesson: Lesson; domain: Domain; most: number }) {
  const levels = lesson.levels.filter(({ level, trained }) => level <= most && trained.length > 0);
  return (
    <div class="tour-columns">
      <div class="tour-figure tour-rows">
        {levels.map(({ level }) => (
          <LevelStrip
            key={level}
            lesson={lesson}
            domain={domain}
            level={level}
            shown={shownRecords.value}
            height={levels.length > 3 ? SHORT : TALL}
          />
        ))}
        <div class="tour-row">
          <span />
          <div>
            <Axis lesson={lesson} domain={domain} />
          </div>
        </div>
        <DiscKey lesson={lesson} />
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

/** Picks and cells drawn by lot on one axis, each with its mean so far. */
function Picked({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  const shown = shownRecords.value;
  const groups = [false, true].map((isProbe) => cellsAt(lesson, 2).filter((cell) => cell.isProbe === isProbe));
  return (
    <div class="tour-columns">
      <div class="tour-figure tour-rows">
        <LevelStrip lesson={lesson} domain={domain} level={1} shown={shown} height={SHORT} />
        {groups.map(
          (cells, i) =>
            cells.length > 0 && (
              <div key={i} class="tour-row">
                <span class="tour-label">
                  <b>
                    {tour.value.stage.levelHead(2)} <LevelSquares level={2} />
                  </b>
                  <span class="note">{i === 0 ? tour.value.stage.picks : tour.value.stage.lot}</span>
                  <MeanSoFar cells={cells} shown={shown} digits={accuracyDigits(lesson.run.head.config)} />
                </span>
                <TourSwarm
                  cells={cells}
                  domain={domain}
                  height={TALL}
                  shown={shown}
                  from={rankedAt(lesson, 2)}
                  label={i === 0 ? tour.value.stage.picks : tour.value.stage.lot}
                />
              </div>
            ),
        )}
        <div class="tour-row">
          <span />
          <div>
            <Axis lesson={lesson} domain={domain} />
          </div>
        </div>
        <DiscKey lesson={lesson} />
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

function MeanSoFar({ cells, shown, digits }: { cells: readonly TourCell[]; shown: number; digits: 1 | 2 }) {
  const accuracies = cells.flatMap(({ records, accuracy }) => (records <= shown ? (accuracy ?? []) : []));
  return accuracies.length === 0 ? null : (
    <span class="measured">{tour.value.stage.mean(percent(mean(accuracies), digits))}</span>
  );
}
