/** @file The game's score: the reader, the surrogate and the lot alike, and how sure it is. */
import { hundredths, points } from '../../model/format.ts';
import { chanceOf, orderOf, scoresOf, type Game, type Score } from '../../model/tour/game.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { luckOf } from '../../model/tour/picks.ts';
import { Icon } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { mean } from '../../../core/stats.ts';
import { GAME, gameCertainty, gameHeading, gameMeaning } from '../../messages/tour.ts';
import { chosen, gamePhase, hasGuessed, shownRecords, step, turnTo } from './tour-state.ts';
import { StepHead } from './words.tsx';

export function Result({
  lesson,
  game,
  heading,
}: {
  lesson: Lesson;
  game: Game;
  heading: { current: HTMLHeadingElement | null };
}) {
  const guess = hasGuessed.value ? game.cells.filter(({ number }) => chosen.value.includes(number)) : undefined;
  const scores = scoresOf(game, guess);
  const order = orderOf(game.cells);
  const { hits } = scores.surrogate;
  const certainty = gameCertainty({
    points: hundredths(luckOf(lesson.run, mean(game.cells.map(({ accuracy }) => accuracy)))),
    hits,
    chance: chanceOf(game, hits),
    order,
  });
  const again = (): void => {
    chosen.value = [];
    shownRecords.value = lesson.steps[step.value - 1]!.from;
    gamePhase.value = 'choose';
  };
  return (
    <section class="tour-telling">
      <div class="tour-intro">
        <StepHead lesson={lesson} />
        <h1 ref={heading} tabIndex={-1} aria-live="polite">
          {gameHeading(scores)}
        </h1>
        <p class="lesson">
          <MarkedText text={GAME.moved} />
        </p>
      </div>
      <div class="tour-choice">
        <table class="data-table game-score">
          <thead>
            <tr>
              <td />
              {GAME.columns.map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(['reader', 'surrogate', 'lot'] as const).map((who) => {
              const score = scores[who];
              return score !== undefined && <ScoreRow key={who} who={who} score={score} lot={scores.lot.mean} />;
            })}
          </tbody>
        </table>
        <p class="lesson strong">{gameMeaning(scores, order?.rho, game.kind)}</p>
        <div class="question">
          <b>{GAME.sure}</b>
          <p>{certainty}</p>
        </div>
        <div class="buttons way-on">
          <button type="button" class="button" onClick={again}>
            <Icon name="left" size={14} /> {GAME.again}
          </button>
          <button type="button" class="button ink" onClick={() => turnTo(lesson, step.value + 1)}>
            {GAME.next} <Icon name="right" size={14} />
          </button>
        </div>
      </div>
    </section>
  );
}

function ScoreRow({ who, score, lot }: { who: 'reader' | 'surrogate' | 'lot'; score: Score; lot: number }) {
  return (
    <tr class={who}>
      <th scope="row">
        {GAME.rows[who]}{' '}
        {who !== 'lot' && (
          <svg class="hits" width="54" height="14" aria-hidden="true">
            {[0, 1, 2].map((i) => (
              <circle key={i} class={i < score.hits ? 'hit-disc' : 'miss-disc'} cx={8 + 19 * i} cy="7" r="6" />
            ))}
          </svg>
        )}
      </th>
      <td class="number">
        <b>{Number(score.hits.toFixed(2))}</b>
      </td>
      <td class="number">{hundredths(score.mean)}</td>
      <td class="number">{points(score.mean - lot)}</td>
    </tr>
  );
}
