/** @file The game's left side: the cells to choose from. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { CHOSEN, gameOf, type Game } from '../../model/tour/game.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { Icon } from '../../parts/icon.tsx';
import { tour } from '../../messages/tour.ts';
import { CellSketch } from './cell-sketch.tsx';
import { Result } from './game-result.tsx';
import { revealMs } from './game-rows.tsx';
import { wordsOf } from './step-words.ts';
import { chosen, gamePhase, hasGuessed, isStill, pointed, shownRecords, step, toggleChoice } from './tour-state.ts';
import { BackButton, Paragraphs, StepHead, StepTitle, Words } from './words.tsx';

/** The step. */
export function GameWords({ lesson }: { lesson: Lesson }) {
  const game = useMemo(() => gameOf(lesson), [lesson]);
  const heading = useRef<HTMLHeadingElement>(null);
  const isMoving = gamePhase.value === 'moving';
  useEffect(() => {
    if (!isMoving || game === undefined) return undefined;
    const end = (): void => {
      gamePhase.value = 'done';
      queueMicrotask(() => heading.current?.focus());
    };
    const timer = setTimeout(end, isStill() ? 0 : revealMs(game.cells.length));
    return () => clearTimeout(timer);
  }, [isMoving]);
  if (game === undefined) return <Words lesson={lesson} />;
  return gamePhase.value === 'done' ? (
    <Result lesson={lesson} game={game} heading={heading} />
  ) : (
    <Choice lesson={lesson} game={game} />
  );
}

function reveal(lesson: Lesson, guessed: boolean): void {
  hasGuessed.value = guessed;
  pointed.value = undefined;
  shownRecords.value = lesson.steps[step.value - 1]!.to;
  gamePhase.value = 'moving';
}

function Choice({ lesson, game }: { lesson: Lesson; game: Game }) {
  const isRefused = useSignal(false);
  const { title, text } = wordsOf(lesson, 'game');
  const left = CHOSEN - chosen.value.length;
  const isMoving = gamePhase.value === 'moving';
  const toggle = (number: number): void => {
    isRefused.value = !toggleChoice(number, CHOSEN);
  };
  return (
    <section class="tour-telling">
      <div class="tour-intro">
        <StepHead lesson={lesson} />
        <StepTitle title={title} />
        <Paragraphs text={text} />
      </div>
      <div class="tour-choice">
        <Cards game={game} isDisabled={isMoving} toggle={toggle} />
        <p class="note">{tour.value.game.inputs}</p>
        <p class="note" role="status">
          {isRefused.value ? (
            <b>{tour.value.game.full}</b>
          ) : (
            <>
              <b>{tour.value.game.chosen(chosen.value.length)}</b> {left === 0 && tour.value.game.free}
            </>
          )}
        </p>
        <div class="buttons way-on">
          <BackButton lesson={lesson} />
          <button
            type="button"
            class={left === 0 ? 'button ink' : 'button'}
            disabled={left > 0 || isMoving}
            onClick={() => reveal(lesson, true)}
          >
            {left === 0 ? tour.value.game.reveal : tour.value.game.more(left)} <Icon name="right" size={14} />
          </button>
        </div>
        <p class="note">
          {tour.value.game.skip}{' '}
          <button type="button" class="text-button" disabled={isMoving} onClick={() => reveal(lesson, false)}>
            {tour.value.game.skipButton}
          </button>
        </p>
      </div>
    </section>
  );
}

/** Cards across: what arrows up and down go by. */
const ACROSS = 3;

/** The cards as one group of toggle buttons: arrows move, Space toggles. */
function Cards({ game, isDisabled, toggle }: { game: Game; isDisabled: boolean; toggle: (number: number) => void }) {
  const focused = useSignal(0);
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: ACROSS, ArrowUp: -ACROSS }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = focused.value + by;
    if (next < 0 || next >= game.cells.length) return;
    focused.value = next;
    (group.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={group} class="game-cards" role="group" aria-label={tour.value.game.group} onKeyDown={move}>
      {game.cells.map((cell, i) => {
        const isChosen = chosen.value.includes(cell.number);
        return (
          <button
            key={cell.number}
            type="button"
            class="game-card"
            aria-pressed={isChosen}
            disabled={isDisabled}
            tabIndex={i === focused.value ? 0 : -1}
            onFocus={() => {
              focused.value = i;
              pointed.value = cell;
            }}
            onPointerEnter={() => (pointed.value = cell)}
            onClick={() => toggle(cell.number)}
          >
            <span>
              {tour.value.cellName(cell.number)} {isChosen && <Icon name="check" size={14} />}
            </span>
            <CellSketch cell={cell.cell} />
          </button>
        );
      })}
    </div>
  );
}
