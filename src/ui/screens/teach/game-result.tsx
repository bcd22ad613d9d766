/** @file The game's score: the reader, the surrogate and the lot alike, and how sure it is. */
import { hundredths, points } from '../../model/format.ts';
import { paragraph } from '../../model/language.ts';
import { chanceOf, meaningOf, orderOf, scoresOf, type Game, type Score, type Scores } from '../../model/tour/game.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { luckOf } from '../../model/tour/picks.ts';
import { Icon } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { mean } from '../../../core/stats.ts';
import { tour } from '../../messages/tour.ts';
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
          {tour.value.game.heading(scores.surrogate.hits, scores.reader?.hits)}
        </h1>
        <p class="lesson">
          <MarkedText text={tour.value.game.moved} />
        </p>
      </div>
      <div class="tour-choice">
        <table class="data-table game-score">
          <thead>
            <tr>
              <td />
              {tour.value.game.columns.map((name) => (
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
        <p class="lesson strong">{tour.value.game.meaning[meaningOf(game, scores, order)]}</p>
        <div class="question">
          <b>{tour.value.game.sure}</b>
          <p>{certainty(lesson, game, scores)}</p>
        </div>
        <div class="buttons way-on">
          <button type="button" class="button" onClick={again}>
            <Icon name="left" size={14} /> {tour.value.game.again}
          </button>
          <button type="button" class="button ink" onClick={() => turnTo(lesson, step.value + 1)}>
            {tour.value.game.next} <Icon name="right" size={14} />
          </button>
        </div>
      </div>
    </section>
  );
}

/** How much one round settles, in words. */
function certainty(lesson: Lesson, game: Game, { surrogate: { hits } }: Scores): string {
  const words = tour.value.game.certainty;
  const order = orderOf(game.cells);
  return paragraph([
    hits === 0 ? words.none : words.lucky(hits, chanceOf(game, hits)),
    luckWords(lesson, mean(game.cells.map(({ accuracy }) => accuracy))),
    order === undefined ? words.noOrder : words.order(order.cells, order.rho, ...order.interval),
  ]);
}

/** What an accuracy owes to the training and to the images. */
function luckWords({ run }: Lesson, accuracy: number): string {
  const words = tour.value.game.certainty;
  const { training, images } = luckOf(run, accuracy);
  const { validationImages } = run.head.config;
  return training === undefined
    ? words.luckOfImages(hundredths(images), validationImages)
    : words.luck(hundredths(training), hundredths(images), validationImages);
}

function ScoreRow({ who, score, lot }: { who: 'reader' | 'surrogate' | 'lot'; score: Score; lot: number }) {
  return (
    <tr class={who}>
      <th scope="row">
        {tour.value.game.rows[who]}{' '}
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
