/** @file A guided tour over a recorded real search, which may be open while a search runs: nothing of the page's own run is touched. And a link for a class. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { parseRunFile } from '../../../contract/read-run-file.ts';
import { lessonOf, type Lesson } from '../../model/tour/lesson.ts';
import { messageOf } from '../../model/format.ts';
import { gameOf } from '../../model/tour/game.ts';
import { tour } from '../../messages/tour.ts';
import { ClassLink } from './class-link.tsx';
import { ProjectorSwitch } from './projector-switch.tsx';
import { GameWords } from './game-words.tsx';
import { CellTable } from './cell-table.tsx';
import { Stage } from './stage.tsx';
import { Handout } from './handout.tsx';
import { Timeline } from './timeline.tsx';
import { enteredStep, gamePhase, goToStep, shownRecords, step } from './tour-state.ts';
import { race, readRace } from './race-state.ts';
import { RaceStage } from './race-stage.tsx';
import { Words } from './words.tsx';
import { WorthWords } from './worth-words.tsx';
import './tour.css';

/** The recorded run, beside the page. */
const RECORDING = 'tour.json';

/** The screen. */
export function TeachScreen() {
  const lesson = useSignal<Lesson | undefined>(undefined);
  const problem = useSignal('');
  useEffect(() => {
    readLesson().then(
      (read) => {
        if (read === undefined) problem.value = tour.value.noLesson;
        else {
          goToStep(read, step.value);
          lesson.value = read;
        }
      },
      (error: unknown) => (problem.value = tour.value.noRecording(messageOf(error))),
    );
  }, []);
  if (lesson.value !== undefined) return <Tour lesson={lesson.value} />;
  return (
    <p class="main note" role="status">
      {problem.value === '' ? tour.value.opening : problem.value}
    </p>
  );
}

async function readLesson(): Promise<Lesson | undefined> {
  const answer = await fetch(new URL(RECORDING, document.baseURI));
  if (!answer.ok) throw new Error(`${RECORDING}: must be there; the server answered ${answer.status}`);
  const text = await answer.text();
  const run = parseRunFile(text, RECORDING);
  readRace(text);
  return lessonOf(run);
}

function Tour({ lesson }: { lesson: Lesson }) {
  const isTable = useSignal(false);
  const { name } = lesson.steps[step.value - 1]!;
  useLayoutEffect(() => {
    if (enteredStep.value !== step.value) goToStep(lesson, step.value); // by a link typed over the address
  }, [name]);
  const isGame = name === 'game';
  const shownRace = name === 'worth' ? race.value : undefined;
  const covered = new Set(gamePhase.value === 'choose' ? gameOf(lesson)?.cells.map(({ number }) => number) : []);
  return (
    <>
      <div class={`tour step-${name}`}>
        <div class="tour-words">
          {isGame ? (
            <GameWords key="game" lesson={lesson} />
          ) : name === 'worth' ? (
            <WorthWords lesson={lesson} />
          ) : (
            <Words key={name} lesson={lesson} />
          )}
          <div class="tour-extras">
            <ClassLink />
            <ProjectorSwitch />
            <button type="button" class="text-button" onClick={() => print()}>
              {tour.value.handout.print}
            </button>
          </div>
        </div>
        <div class="tour-stage">
          <div class="tour-picture">
            {shownRace !== undefined ? (
              <RaceStage file={shownRace} isTable={isTable.value} />
            ) : isTable.value ? (
              <CellTable lesson={lesson} shown={shownRecords.value} hidden={covered} />
            ) : (
              <Stage key={name} lesson={lesson} name={name} />
            )}
          </div>
          <p class="tour-foot">
            <button
              type="button"
              class="text-button"
              aria-pressed={isTable.value}
              onClick={() => (isTable.value = !isTable.value)}
            >
              {isTable.value ? tour.value.stage.asPicture : tour.value.stage.asTable}
            </button>
          </p>
          {shownRace === undefined && <Timeline lesson={lesson} />}
        </div>
      </div>
      <Handout lesson={lesson} />
    </>
  );
}
