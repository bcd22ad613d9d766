/** @file A guided tour over a recorded real search, on the real Search screen; nothing is trained. And a link for a class. */
import { computed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatRecipe, HIDABLE, type Hidable } from '../../../contract/link/recipe-link.ts';
import { parseRunFile } from '../../../contract/read-run-file.ts';
import type { Run } from '../../../contract/records.ts';
import { copyText } from '../../state/navigation.ts';
import { Icon } from '../../parts/icon.tsx';
import { TimeLapse } from '../../parts/time-lapse.tsx';
import { setRunAside, takeRunBack } from '../../state/set-aside.ts';
import { runStatus, notice, run, showRecords } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';
import { tourSteps, type TourStep } from '../../model/tour.ts';
import { messageOf } from '../../model/format.ts';
import { Running, runWords } from '../search/running.tsx';
import '../../styles/tour.css';

/** The recorded run, beside the page. */
const RECORDING = 'tour.json';

/** The screen. */
export function TeachScreen() {
  const recording = useSignal<Run | undefined>(undefined);
  const isFree = runStatus.value === 'open';
  useEffect(() => {
    if (!isFree) return undefined;
    setRunAside();
    let isLeft = false;
    readRecording().then(
      (read) => {
        if (!isLeft) recording.value = read;
      },
      (error: unknown) => {
        notice.value = { kind: 'error', text: `The recorded run cannot be shown. ${messageOf(error)}.` };
      },
    );
    return () => {
      isLeft = true;
      takeRunBack();
    };
  }, [isFree]);
  if (!isFree) {
    return (
      <div class="main empty">
        <h1>How a search grows</h1>
        <p class="subtitle">
          A search is running on this page. Pause it first; the tour shows a recorded one in its place.
        </p>
      </div>
    );
  }
  return recording.value === undefined ? (
    <p class="main note">Opening the recorded run.</p>
  ) : (
    <Tour recording={recording.value} />
  );
}

async function readRecording(): Promise<Run> {
  const answer = await fetch(new URL(RECORDING, document.baseURI));
  if (!answer.ok) throw new Error(`${RECORDING}: must be there; the server answered ${answer.status}`);
  return parseRunFile(await answer.text(), RECORDING);
}

const step = computed(() => recipe.value.step ?? 1);
const goTo = (next: number): void => {
  recipe.value = { ...recipe.value, step: next };
};

function Tour({ recording }: { recording: Run }) {
  const steps = tourSteps(recording);
  const current = steps[step.value - 1]!;
  return (
    <div class="tour">
      <div class="tour-words">
        <StepWords key={step.value} current={current} at={step.value} steps={steps} />
        <ClassLink />
      </div>
      <div class="tour-stage">
        <TimeLapse key={step.value} run={recording} from={current.records} isKept={false} show={showRecords} />
        <div class="tour-screen" data-lit={current.lit} inert>
          {run.value !== undefined && <Running words={runWords} />}
        </div>
      </div>
    </div>
  );
}

function StepWords({ current, at, steps }: { current: TourStep; at: number; steps: readonly TourStep[] }) {
  const isAnswered = useSignal(false);
  const hidesAnswers = recipe.value.hide?.includes('answers') === true;
  const next = steps[at];
  return (
    <section aria-live="polite">
      <div class="row-between">
        <span>How a search grows</span>
        <span>
          {at} of {steps.length}
        </span>
      </div>
      <div class="tour-steps" aria-hidden="true">
        {steps.map(({ title }, i) => (
          <i key={title} class={i + 1 === at ? 'now' : i + 1 < at ? 'done' : ''} />
        ))}
      </div>
      <h1>{current.title}</h1>
      {current.text.map((text) => (
        <p key={text} class="lesson">
          {text}
        </p>
      ))}
      <div class="question">
        <b>Before you go on</b>
        <p>{current.question}</p>
        {!hidesAnswers &&
          (isAnswered.value ? (
            <p>{current.answer}</p>
          ) : (
            <button type="button" class="text-button" onClick={() => (isAnswered.value = true)}>
              Show an answer
            </button>
          ))}
      </div>
      <div class="buttons">
        {at > 1 && (
          <button type="button" class="button" onClick={() => goTo(at - 1)}>
            <Icon name="left" size={14} /> Back
          </button>
        )}
        {next !== undefined && (
          <button type="button" class="button ink" onClick={() => goTo(at + 1)}>
            Next: {next.title.charAt(0).toLowerCase() + next.title.slice(1)} <Icon name="right" size={14} />
          </button>
        )}
      </div>
    </section>
  );
}

/** What a link can hide, in words. */
const HIDE_WORDS: Readonly<Record<Hidable, string>> = { settings: 'hide settings', answers: 'answers off' };

function ClassLink() {
  const { hide } = recipe.value;
  const toggle = (name: Hidable): void => {
    const others = HIDABLE.filter((known) => (known === name) !== (hide?.includes(known) === true));
    recipe.value = { ...recipe.value, hide: others.length === 0 ? undefined : others };
  };
  const url = new URL(location.href);
  url.hash = formatRecipe({ ...recipe.value, view: 'teach', step: step.value });
  return (
    <section class="class-link" aria-labelledby="class-heading">
      <h2 id="class-heading">Link for your class</h2>
      <p class="note">
        Opens this lesson at step {step.value}, with the settings of Search filled in and nothing started.
      </p>
      <div class="checks-row">
        {HIDABLE.map((name) => (
          <label key={name}>
            <input type="checkbox" checked={hide?.includes(name) === true} onChange={() => toggle(name)} />{' '}
            {HIDE_WORDS[name]}
          </label>
        ))}
      </div>
      <p class="link-text">{url.href}</p>
      <div class="buttons">
        <button type="button" class="button" onClick={() => void copyText(url.href, 'The link is copied.')}>
          Copy link
        </button>
        <span class="note">{url.href.length} of 2,000 characters</span>
      </div>
    </section>
  );
}
