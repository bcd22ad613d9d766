/** @file The game's picture: what both know above, the cells that wait below; and what marks mean. */
import { useMemo } from 'preact/hooks';
import { domainAround } from '../../model/axis.ts';
import { accuracyDigits } from '../../model/format.ts';
import type { Game } from '../../model/tour/game.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { LevelSquares } from '../../parts/glyph.tsx';
import { tour } from '../../messages/tour.ts';
import { CellPanel } from './cell-panel.tsx';
import { GameRows } from './game-rows.tsx';
import { OperatorKey } from './operator-key.tsx';
import { OperatorMarks } from './operator-marks.tsx';
import { Axis, cellsAt } from './strips.tsx';
import { gamePhase } from './tour-state.ts';
import { TourSwarm } from './tour-swarm.tsx';

/** Height of level 1's strip, px. */
const HEIGHT = 84;

export function GameStage({ lesson, game }: { lesson: Lesson; game: Game }) {
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
          <h2>{isOpen ? tour.value.game.stageAfter(game.cells.length) : tour.value.game.stageBefore}</h2>
          <div class="tour-row">
            <span class="tour-label">
              <b>
                {tour.value.stage.levelHead(1)} <LevelSquares level={1} />
              </b>
              <span class="note">{tour.value.game.firstLevel(first.length)}</span>
            </span>
            <TourSwarm
              cells={first}
              domain={domain}
              height={HEIGHT}
              shown={lesson.run.log.length}
              label={tour.value.game.firstLevel(first.length)}
            />
          </div>
          <div class="tour-row">
            <span class="tour-label note">{tour.value.game.operatorMean}</span>
            <OperatorMarks lesson={lesson} domain={domain} />
          </div>
          <OperatorKey lesson={lesson} />
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
          {game.failed.length > 0 && (
            <p class="note bad">✕ {tour.value.game.failed(game.failed.map(({ number }) => number))}</p>
          )}
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
      {[tour.value.game.hint, tour.value.game.wait, tour.value.game.covered].map(([title, text]) => (
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
        <b>{tour.value.game.legend}</b>
      </li>
      <li class="predicted">
        <svg width="16" height="16" aria-hidden="true">
          <path class="diamond" d="M8 2.5 13.5 8 8 13.5 2.5 8z" />
        </svg>
        {tour.value.game.legendPredicted}
      </li>
      <li class="measured">
        <svg width="16" height="16" aria-hidden="true">
          <circle class="measured-disc" cx="8" cy="8" r="4.5" />
        </svg>
        {tour.value.game.legendMeasured}
      </li>
      <li class="measured">
        <svg width="16" height="16" aria-hidden="true">
          <circle class="best-ring" cx="8" cy="8" r="7" />
          <circle class="measured-disc" cx="8" cy="8" r="4" />
        </svg>
        {tour.value.game.legendBest}
      </li>
    </ul>
  );
}
