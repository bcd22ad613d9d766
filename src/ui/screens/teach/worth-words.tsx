/** @file The last step's left side: what the race says, and what to do next. */
import { batch } from '@preact/signals';
import type { SearchConfig } from '../../../contract/config.ts';
import { durationRange } from '../../model/format.ts';
import type { Lesson } from '../../model/tour/lesson.ts';
import { sideOf } from '../../model/tour/picks.ts';
import { ON_TABLE, raceFrom, type Race } from '../../model/tour/race.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { show } from '../../state/navigation.ts';
import { notice, priceHere, runStatus, showRun } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';
import { tour } from '../../messages/tour.ts';
import { isQuizOpen, race } from './race-state.ts';
import { Quiz } from './quiz.tsx';
import { wordsOf } from './step-words.ts';
import { BackButton, Question, StepHead, StepTitle } from './words.tsx';

export function WorthWords({ lesson }: { lesson: Lesson }) {
  if (isQuizOpen.value) return <Quiz lesson={lesson} />;
  const file = race.value;
  const found = file === undefined ? undefined : raceFrom(file);
  const own = wordsOf(lesson, 'worth');
  const seeds = found?.lanes[0]?.seeds ?? 0;
  const text =
    found === undefined ? own.text : [tour.value.race.intro(seeds), tour.value.race.confirmed, tour.value.worth.scale];
  const config = file?.config ?? lesson.run.head.config;
  const { cells, searches, children, pnas, random } = ON_TABLE;
  return (
    <section class="tour-telling" aria-live="polite">
      <StepHead lesson={lesson} />
      <StepTitle title={tour.value.titles.worth} />
      {text.map((paragraph) => (
        <p key={paragraph} class="lesson">
          <MarkedText text={paragraph} />
        </p>
      ))}
      {found !== undefined && <p class="lesson strong">{verdict(found)}</p>}
      <p class="lesson">{tour.value.race.onTable(cells, searches, children, pnas, random)}</p>
      {found === undefined ? (
        <Question question={own.question} answer={own.answer} />
      ) : (
        <Question question={tour.value.worth.question} answer={tour.value.worth.answer} />
      )}
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

/** What the race says of the surrogate, against random search. */
function verdict({ leads }: Race): string {
  const words = tour.value.race.verdict;
  const lead = leads.find(({ strategy }) => strategy === 'random');
  if (lead === undefined) return words.none;
  return lead.interval === undefined ? words.few(lead.mean, lead.pairs) : words[sideOf(lead.interval)](lead.mean);
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
