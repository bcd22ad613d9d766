/** @file The last step's left side: what the race says, and what to do next. */
import { batch } from '@preact/signals';
import type { SearchConfig } from '../../../contract/config.ts';
import { durationRange } from '../../model/format.ts';
import { languageTag, paragraph } from '../../model/language.ts';
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
  const text =
    found === undefined ? own.text : [introduction(found), tour.value.race.confirmed, tour.value.worth.scale];
  const config = file?.config ?? lesson.run.head.config;
  const { cells, searches, children, pnas, random } = ON_TABLE;
  return (
    <section class="tour-telling" aria-live="polite">
      <StepHead lesson={lesson} />
      <StepTitle title={tour.value.titles.worth} />
      {text.map((one) => (
        <p key={one} class="lesson">
          <MarkedText text={one} />
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

/** Who races, and how each goes about it. */
function introduction({ lanes }: Race): string {
  const { intro, how } = tour.value.race;
  return paragraph([intro(lanes[0]!.seeds), ...lanes.map(({ strategy }) => how[strategy])]);
}

/** What the race says of the surrogate, against every control. */
function verdict({ leads }: Race): string {
  const { difference, verdict: words } = tour.value.race;
  if (leads.length === 0) return words.none;
  const differences = new Intl.ListFormat(languageTag()).format(
    leads.map(({ strategy, mean }) => difference(strategy, mean)),
  );
  const sides = new Set(leads.map(({ interval }) => (interval === undefined ? 'few' : sideOf(interval))));
  if (sides.has('few')) return words.few(differences, Math.min(...leads.map(({ pairs }) => pairs)));
  const [side] = sides;
  return words[sides.size > 1 || side === undefined || side === 'few' ? 'mixed' : side](differences);
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
