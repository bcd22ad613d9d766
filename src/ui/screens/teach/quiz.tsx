/** @file Five questions on the tour. With `hide=answers` it notes what was chosen and leaves the answers to the class. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Lesson } from '../../model/tour/lesson.ts';
import { Icon } from '../../parts/icon.tsx';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import type { QuizQuestion } from '../../messages/en/tour.ts';
import { isQuizOpen } from './race-state.ts';

/** In which order the choices of each question stand: the right one is the first of the messages. Fixed, so that a class sees the same. */
const ORDERS: readonly (readonly number[])[] = [
  [1, 0, 2],
  [2, 1, 0],
  [0, 2, 1],
  [1, 2, 0],
  [2, 0, 1],
];

export function Quiz({ lesson }: { lesson: Lesson }) {
  const questions = useMemo(() => {
    const [first, second] = lesson.levels;
    const rank = second!.rank!;
    return tour.value.quiz.questions({
      candidates: rank.candidates,
      kept: rank.kept.length - (rank.probes ?? 0),
      first: first!.children.length,
    });
  }, [lesson]);
  const at = useSignal(0);
  const right = useSignal(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [at.value]);
  const hidesAnswers = recipe.value.hide?.includes('answers') === true;
  const isOver = at.value === questions.length;
  const restart = (): void => {
    [at.value, right.value] = [0, 0];
  };
  return (
    <section class="tour-telling quiz">
      <div class="row-between">
        <span>{tour.value.quiz.title}</span>
        {!isOver && <span>{tour.value.stepOf(at.value + 1, questions.length)}</span>}
      </div>
      {isOver ? (
        <>
          <h1 ref={heading} tabIndex={-1}>
            {hidesAnswers ? tour.value.quiz.done : tour.value.quiz.score(right.value)}
          </h1>
          <div class="buttons way-on">
            <button type="button" class="button" onClick={restart}>
              {tour.value.quiz.again}
            </button>
          </div>
        </>
      ) : (
        <Question
          key={at.value}
          place={at.value}
          isLast={at.value === questions.length - 1}
          of={questions[at.value]!}
          heading={heading}
          hidesAnswers={hidesAnswers}
          onAnswered={(isRight) => (right.value += isRight ? 1 : 0)}
          onNext={() => (at.value += 1)}
        />
      )}
      <button type="button" class="text-button" onClick={() => (isQuizOpen.value = false)}>
        {tour.value.quiz.back}
      </button>
    </section>
  );
}

interface QuestionProps {
  readonly place: number;
  readonly isLast: boolean;
  readonly of: QuizQuestion;
  readonly heading: { current: HTMLHeadingElement | null };
  readonly hidesAnswers: boolean;
  onAnswered(isRight: boolean): void;
  onNext(): void;
}

function Question({ place, isLast, of, heading, hidesAnswers, onAnswered, onNext }: QuestionProps) {
  const choice = useSignal<number | undefined>(undefined);
  const isChecked = useSignal(false);
  const check = (): void => {
    isChecked.value = true;
    onAnswered(choice.value === 0);
  };
  const shows = isChecked.value && !hidesAnswers;
  return (
    <>
      <h1 ref={heading} tabIndex={-1} id="quiz-question" class="quiz-question">
        {of.question}
      </h1>
      <div class="quiz-choices" role="radiogroup" aria-labelledby="quiz-question">
        {ORDERS[place]!.map((i) => (
          <label key={i} class={shows && i === 0 ? 'is-right' : shows && i === choice.value ? 'is-wrong' : ''}>
            <input
              type="radio"
              name={`quiz-${place}`}
              disabled={isChecked.value}
              checked={choice.value === i}
              onChange={() => (choice.value = i)}
            />
            <span>{of.choices[i]}</span>
            {shows && i === 0 && <Icon name="check" size={14} />}
            {shows && i !== 0 && i === choice.value && <Icon name="cross" size={14} />}
          </label>
        ))}
      </div>
      <p role="status" class="quiz-why">
        {isChecked.value &&
          (hidesAnswers
            ? tour.value.quiz.noted
            : `${choice.value === 0 ? tour.value.quiz.right : tour.value.quiz.wrong} ${of.why}`)}
      </p>
      <div class="buttons way-on">
        {isChecked.value ? (
          <button type="button" class="button ink" onClick={onNext}>
            {isLast ? tour.value.quiz.finish : tour.value.quiz.next} <Icon name="right" size={14} />
          </button>
        ) : (
          <button type="button" class="button ink" disabled={choice.value === undefined} onClick={check}>
            {tour.value.quiz.check}
          </button>
        )}
      </div>
    </>
  );
}
