/** @file The last step's left side: what the race says, and what to do next. */
import { batch } from '@preact/signals';
import type { SearchConfig } from '../../../contract/config.ts';
import { durationRange } from '../../model/format.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { show } from '../../state/navigation.ts';
import { notice, priceHere, runStatus, showRun } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import { isQuizOpen, race } from './race-state.ts';
import { Quiz } from './quiz.tsx';
import { wordsOf } from './step-words.ts';
import { BackButton, Paragraphs, Question, StepHead, StepTitle } from './words.tsx';

export function WorthWords({ lesson }: { lesson: Lesson }) {
  if (isQuizOpen.value) return <Quiz lesson={lesson} />;
  const { title, text, question, answer } = wordsOf(lesson, 'worth');
  const config = race.value?.config ?? lesson.run.head.config;
  return (
    <section class="tour-telling" aria-live="polite">
      <StepHead lesson={lesson} />
      <StepTitle title={title} />
      <Paragraphs text={text} />
      <Question question={question} answer={answer} />
      <button type="button" class="button ink try-settings" onClick={() => tryIt(config)}>
        {tour.value.race.tryIt}
      </button>
      <div class="buttons way-on">
        <BackButton lesson={lesson} />
        <button type="button" class="button" onClick={() => (isQuizOpen.value = true)}>
          {tour.value.race.quiz}
        </button>
      </div>
      <TryNote config={config} />
    </section>
  );
}

function TryNote({ config }: { config: SearchConfig }) {
  const price = priceHere(config);
  return (
    <p class="note">
      {tour.value.race.tryNote(config.blocks, config.children, price === undefined ? undefined : durationRange(price))}
    </p>
  );
}

/** Fills the settings in and opens Search; nothing is started, and a search that runs stays as it is. */
function tryIt(config: SearchConfig): void {
  batch(() => {
    const { step: _step, ...others } = recipe.value;
    recipe.value = { ...others, preset: 'demo', config: { ...config, strategy: 'pnas' } };
    show('search');
    if (runStatus.value === 'open') showRun(undefined);
    else notice.value = { kind: 'info', text: tour.value.race.running };
  });
}
