/** @file The tour's stage: a picture for each step, computed from the recorded run, every mark of which can be touched. */
import { useMemo } from 'preact/hooks';
import { domainAround, domainOf, type Domain } from '../../model/axis.ts';
import { accuracyDigits, hundredths, percent, points } from '../../model/format.ts';
import { AccuracyAxis } from '../../charts/swarm.tsx';
import { LevelSquares } from '../../parts/glyph.tsx';
import { gameOf, type Game } from '../../model/tour/game.ts';
import type { Lesson, StepName, TourCell } from '../../model/tour/lesson.ts';
import { mean } from '../../../core/stats.ts';
import { CELL_NAME, GAME, STAGE } from '../../messages/tour.ts';
import { CellPanel } from './cell-panel.tsx';
import { FirstGrid } from './first-grid.tsx';
import { GameRows } from './game-rows.tsx';
import { Growth } from './growth.tsx';
import { BecomesPrediction, OperatorMarks } from './operator-marks.tsx';
import { gamePhase, shownRecords } from './tour-state.ts';
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

const cellsAt = (lesson: Lesson, level: number): TourCell[] => lesson.cells.filter((cell) => cell.level === level);

function Simple({ lesson, domain, hasSwarm }: { lesson: Lesson; domain: Domain; hasSwarm: boolean }) {
  const shown = hasSwarm ? shownRecords.value : 0;
  const cells = cellsAt(lesson, 1);
  const done = cells.filter(({ records }) => records <= shown).length;
  return (
    <div class="tour-columns">
      <div class="tour-figure">
        <h2>{STAGE.firstGrid}</h2>
        <p class="note">{STAGE.firstGridNote}</p>
        <FirstGrid lesson={lesson} domain={domain} shown={shown} />
        {hasSwarm && (
          <>
            <h2>{STAGE.swarm(done, cells.length)}</h2>
            <TourSwarm
              cells={cells}
              domain={domain}
              height={TALL}
              shown={shown}
              label={STAGE.swarm(done, cells.length)}
            />
            <Axis lesson={lesson} domain={domain} />
          </>
        )}
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

function Axis({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  return (
    <>
      <AccuracyAxis
        domain={domain}
        hasLess={lesson.cells.some(({ accuracy }) => accuracy !== undefined && accuracy < domain.low)}
      />
      <p class="note tour-axis-name">{STAGE.axis(lesson.run.head.config.validationImages)}</p>
    </>
  );
}

function Learn({ lesson, domain }: { lesson: Lesson; domain: Domain }) {
  return (
    <div class="tour-columns">
      <div class="tour-figure tour-rows">
        <LevelStrip lesson={lesson} domain={domain} level={1} shown={lesson.run.log.length} height={TALL} />
        <div class="tour-row">
          <span class="tour-label note">{GAME.operatorMean}</span>
          <OperatorMarks lesson={lesson} domain={domain} />
        </div>
        <BecomesPrediction lesson={lesson} domain={domain} axis={<Axis lesson={lesson} domain={domain} />} />
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

interface StripProps {
  readonly lesson: Lesson;
  readonly domain: Domain;
  readonly level: number;
  readonly shown: number;
  readonly height: number;
}

/** A level's name and its swarm. */
function LevelStrip({ lesson, domain, level, shown, height }: StripProps) {
  const cells = cellsAt(lesson, level);
  const done = cells.filter(({ records }) => records <= shown).length;
  return (
    <div class="tour-row">
      <span class="tour-label">
        <b>
          {STAGE.levelHead(level)} <LevelSquares level={level} />
        </b>
        <span class="note">{STAGE.counted(done, cells.length)}</span>
      </span>
      <TourSwarm
        cells={cells}
        domain={domain}
        height={height}
        shown={shown}
        from={level === 1 ? undefined : rankedAt(lesson, level)}
        label={`${STAGE.levelHead(level)}, ${STAGE.counted(done, cells.length)}`}
      />
    </div>
  );
}

/** Records up to the ranking of a level: from then on its cells wait where they are predicted. */
function rankedAt({ run }: Lesson, level: number): number {
  return run.log.findIndex((record) => record.type === 'rank' && record.level === level) + 1;
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
                    {STAGE.levelHead(2)} <LevelSquares level={2} />
                  </b>
                  <span class="note">{i === 0 ? STAGE.picks : STAGE.lot}</span>
                  <MeanSoFar cells={cells} shown={shown} digits={accuracyDigits(lesson.run.head.config)} />
                </span>
                <TourSwarm
                  cells={cells}
                  domain={domain}
                  height={TALL}
                  shown={shown}
                  from={rankedAt(lesson, 2)}
                  label={i === 0 ? STAGE.picks : STAGE.lot}
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
      </div>
      <CellPanel lesson={lesson} />
    </div>
  );
}

function MeanSoFar({ cells, shown, digits }: { cells: readonly TourCell[]; shown: number; digits: 1 | 2 }) {
  const accuracies = cells.flatMap(({ records, accuracy }) => (records <= shown ? (accuracy ?? []) : []));
  return accuracies.length === 0 ? null : <span class="measured">{STAGE.mean(percent(mean(accuracies), digits))}</span>;
}

/** The game: what both know above, the cells that wait below; then the same as a table for those who cannot see it. */
function GameStage({ lesson, game }: { lesson: Lesson; game: Game }) {
  const first = cellsAt(lesson, 1);
  const domain = useMemo(() => {
    const known = first.flatMap(({ accuracy }) => accuracy ?? []);
    return domainAround(known, [...known, ...game.cells.flatMap(({ predicted, accuracy }) => [predicted, accuracy])]);
  }, [lesson]);
  const isOpen = gamePhase.value !== 'choose';
  return (
    <div class="tour-columns game">
      <div class="tour-figure tour-rows">
        <div class="game-hint">
          <h2>{isOpen ? GAME.stageAfter(game.cells.length) : GAME.stageBefore}</h2>
          <div class="tour-row">
            <span class="tour-label">
              <b>
                {STAGE.levelHead(1)} <LevelSquares level={1} />
              </b>
              <span class="note">{GAME.firstLevel(first.length)}</span>
            </span>
            <TourSwarm
              cells={first}
              domain={domain}
              height={SHORT}
              shown={lesson.run.log.length}
              label={GAME.firstLevel(first.length)}
            />
          </div>
          <div class="tour-row">
            <span class="tour-label note">{GAME.operatorMean}</span>
            <OperatorMarks lesson={lesson} domain={domain} />
          </div>
        </div>
        <div class="game-table">
          <GameRows game={game} domain={domain} digits={accuracyDigits(lesson.run.head.config)} />
          <div class="game-row game-axis">
            <span class="game-name" />
            <span class="game-who" />
            <span class="game-strip">
              <Axis lesson={lesson} domain={domain} />
            </span>
          </div>
          {game.failed.length > 0 && <p class="note bad">✕ {GAME.failed(game.failed.map(({ number }) => number))}</p>}
        </div>
      </div>
      <div class="tour-side">
        {isOpen ? <Legend /> : <Notes />}
        <CellPanel lesson={lesson} covered={game.cells} />
      </div>
    </div>
  );
}

function Notes() {
  return (
    <div class="tour-notes">
      {[GAME.hint, GAME.wait, GAME.covered].map(([title, text]) => (
        <p key={title} class="note">
          <b>{title}</b>
          <br />
          {text}
        </p>
      ))}
    </div>
  );
}

function Legend() {
  return (
    <ul class="tour-key upright">
      <li>
        <b>{GAME.legend}</b>
      </li>
      <li class="predicted">
        <svg width="16" height="16" aria-hidden="true">
          <path class="diamond" d="M8 2.5 13.5 8 8 13.5 2.5 8z" />
        </svg>
        {GAME.legendPredicted}
      </li>
      <li class="measured">
        <svg width="16" height="16" aria-hidden="true">
          <circle class="measured-disc" cx="8" cy="8" r="4.5" />
        </svg>
        {GAME.legendMeasured}
      </li>
      <li class="measured">
        <svg width="16" height="16" aria-hidden="true">
          <circle class="best-ring" cx="8" cy="8" r="7" />
          <circle class="measured-disc" cx="8" cy="8" r="4" />
        </svg>
        {GAME.legendBest}
      </li>
    </ul>
  );
}

/** The cells of a lesson in numbers: the table twin of every picture. */
export function CellTable({ lesson, shown, hidden }: { lesson: Lesson; shown: number; hidden: ReadonlySet<number> }) {
  const digits = accuracyDigits(lesson.run.head.config);
  return (
    <div class="table-scroll">
      <table class="data-table">
        <thead>
          <tr>
            {STAGE.table.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lesson.cells
            .filter(({ records }) => records <= shown)
            .map(({ number, level, predicted, accuracy }) => {
              const isHidden = hidden.has(number);
              return (
                <tr key={number}>
                  <th scope="row" class="number">
                    {CELL_NAME(number)}
                  </th>
                  <td class="number">{level}</td>
                  <td class="number predicted">
                    {predicted === undefined || isHidden ? '' : hundredths(predicted, digits)}
                  </td>
                  <td class="number measured">
                    {accuracy === undefined || isHidden ? '' : hundredths(accuracy, digits)}
                  </td>
                  <td class="number">
                    {predicted === undefined || accuracy === undefined || isHidden
                      ? ''
                      : points(accuracy - predicted, digits)}
                  </td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
