/** @file The tour's left side: what a step says, its question, and the way on. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Lesson } from '../../model/tour/lesson.ts';
import { Icon } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import { wordsOf } from './step-words.ts';
import { step, takesFocus, turnTo } from './tour-state.ts';

/** How far one has come. */
export function StepHead({ lesson }: { lesson: Lesson }) {
  return (
    <>
      <div class="row-between">
        <span>{tour.value.name}</span>
        <span>{tour.value.stepOf(step.value, lesson.steps.length)}</span>
      </div>
      <div class="tour-steps" aria-hidden="true">
        {lesson.steps.map(({ name }, i) => (
          <i key={name} class={i + 1 === step.value ? 'now' : i + 1 < step.value ? 'done' : ''} />
        ))}
      </div>
    </>
  );
}

/** A step's title, which takes the focus when a button led to it. */
export function StepTitle({ title }: { title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus()) heading.current?.focus();
  }, []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}

/** A step that tells and asks. */
export function Words({ lesson }: { lesson: Lesson }) {
  const at = step.value;
  const { name } = lesson.steps[at - 1]!;
  const { title, text, question, answer } = wordsOf(lesson, name);
  return (
    <section class="tour-telling" aria-live="polite">
      <StepHead lesson={lesson} />
      <StepTitle title={title} />
      <Paragraphs text={text} />
      <Question key={name} question={question} answer={answer} />
      <WayOn lesson={lesson} />
    </section>
  );
}

/** A step's text. */
export function Paragraphs({ text }: { text: readonly string[] }) {
  return (
    <>
      {text.map((paragraph) => (
        <p key={paragraph} class="lesson">
          <MarkedText text={paragraph} />
        </p>
      ))}
    </>
  );
}

/** A question with an answer, unless answers are hidden. */
export function Question({ question, answer }: { question: string; answer: string }) {
  const isAnswered = useSignal(false);
  const hidesAnswers = recipe.value.hide?.includes('answers') === true;
  return (
    <div class="question">
      <b>{tour.value.beforeYouGoOn}</b>
      <p>{question}</p>
      {!hidesAnswers &&
        (isAnswered.value ? (
          <p>{answer}</p>
        ) : (
          <button type="button" class="text-button" onClick={() => (isAnswered.value = true)}>
            {tour.value.showAnswer}
          </button>
        ))}
    </div>
  );
}

/** Back and on. */
function WayOn({ lesson }: { lesson: Lesson }) {
  const at = step.value;
  const next = lesson.steps[at];
  return (
    <div class="buttons way-on">
      {at > 1 && <BackButton lesson={lesson} />}
      {next !== undefined && (
        <button type="button" class="button ink" onClick={() => turnTo(lesson, at + 1)}>
          {tour.value.next(tour.value.titles[next.name])} <Icon name="right" size={14} />
        </button>
      )}
    </div>
  );
}

export function BackButton({ lesson }: { lesson: Lesson }) {
  return (
    <button type="button" class="button" onClick={() => turnTo(lesson, step.value - 1)}>
      <Icon name="left" size={14} /> {tour.value.back}
    </button>
  );
}
