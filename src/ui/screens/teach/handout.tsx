/** @file The tour on paper: eight steps with their questions, the game to tick, the answers at the end unless they are hidden. Not on the screen. */
import { useMemo } from 'preact/hooks';
import { CHOSEN, gameOf } from '../../model/tour/game.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { raceFrom } from '../../model/tour/race.ts';
import { accuracyDigits, date, hundredths, percent } from '../../model/format.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import { CellSketch } from './cell-sketch.tsx';
import { OperatorKey } from './operator-key.tsx';
import { race } from './race-state.ts';
import { RaceTable } from './race-stage.tsx';
import { wordsOf } from './step-words.ts';

/** A text without what is to be done on the screen. */
const onPaper = (text: string): string => text.replaceAll(/\{screen:[^}]*\}/g, '').trim();

export function Handout({ lesson }: { lesson: Lesson }) {
  const hidesAnswers = recipe.value.hide?.includes('answers') === true;
  const steps = useMemo(
    () => lesson.steps.map(({ name }) => ({ name, words: wordsOf(lesson, name) })),
    [lesson, tour.value, race.value],
  );
  const { head } = lesson.run;
  return (
    <section class="handout">
      <p class="handout-name">{tour.value.handout.name}</p>
      <h1>{tour.value.handout.title}</h1>
      <p class="note">{tour.value.handout.from(date(head.startedAt), head.config.validationImages)}</p>
      <ol>
        {steps.map(({ name, words }) => (
          <li key={name}>
            <h2>{words.title}</h2>
            {words.text
              .map(onPaper)
              .filter(Boolean)
              .map((text) => (
                <p key={text}>
                  <MarkedText text={text} />
                </p>
              ))}
            {name === 'game' && <GameToTick lesson={lesson} />}
            {name === 'worth' && race.value !== undefined && <RaceTable race={raceFrom(race.value)} />}
            {words.question !== '' && (
              <p class="handout-question">
                <b>{words.question}</b>
                <i />
                <i />
              </p>
            )}
          </li>
        ))}
      </ol>
      {!hidesAnswers && (
        <section class="handout-answers">
          <h2>{tour.value.handout.answers}</h2>
          <ol>
            {steps.map(({ name, words }) => (
              <li key={name}>{name === 'game' ? <GameAnswers lesson={lesson} /> : words.answer}</li>
            ))}
          </ol>
        </section>
      )}
    </section>
  );
}

function GameToTick({ lesson }: { lesson: Lesson }) {
  const game = gameOf(lesson);
  if (game === undefined) return null;
  const operators = lesson.operators.map(({ operator, mean }) => `${operator} ${percent(mean)}`).join(', ');
  return (
    <>
      <p>{tour.value.handout.operators(operators)}</p>
      <table>
        <caption>{tour.value.handout.game}</caption>
        <thead>
          <tr>
            {tour.value.handout.gameColumns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {game.cells.map((cell) => (
            <tr key={cell.number}>
              <th scope="row">{tour.value.cellName(cell.number)}</th>
              <td>
                <CellSketch cell={cell.cell} />
              </td>
              <td>☐</td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {tour.value.game.inputs} {tour.value.handout.fill}
      </p>
      <OperatorKey lesson={lesson} />
    </>
  );
}

/** Predicted and measured of each cell, in the surrogate's order; the best three in bold. */
function GameAnswers({ lesson }: { lesson: Lesson }) {
  const game = gameOf(lesson);
  if (game === undefined) return null;
  const digits = accuracyDigits(lesson.run.head.config);
  return (
    <>
      {game.order.map((cell, i) => {
        const text = `${tour.value.cellName(cell.number)}: ${hundredths(cell.predicted, digits)}, ${hundredths(cell.accuracy, digits)}${i < CHOSEN ? ' ◆' : ''}`;
        return <span key={cell.number}>{game.best.has(cell) ? <b>{text}</b> : text}; </span>;
      })}
    </>
  );
}
