/** @file Where the tour stands: its step, how much of the recorded run is shown, whether it plays, which cell is pointed at, the reader's choice. */
import { batch, computed, signal } from '@preact/signals';
import { STEPS, type Lesson, type TourCell } from '../../model/tour/lesson.ts';
import { recipe } from '../../state/settings.ts';

/** The step, from 1; a link names it. */
export const step = computed(() => Math.min(STEPS.length, recipe.value.step ?? 1));
/** The step that {@link shownRecords} belongs to: another one was named by a link. */
export const enteredStep = signal(0);
/** Records of the log that are shown. */
export const shownRecords = signal(0);
export const isPlaying = signal(false);
/** The cell whose panel is open. */
export const pointed = signal<TourCell | undefined>(undefined);
/** The cells that the reader has chosen, by number, in the order chosen. */
export const chosen = signal<readonly number[]>([]);
/** How far the game is: discs sort and travel while it is `moving`. */
export const gamePhase = signal<'choose' | 'moving' | 'done'>('choose');
/** Whether the reader gave a guess; else nobody but the surrogate is scored. */
export const hasGuessed = signal(false);

let isHeadingNext = false;

/** Goes to a step by a button of the text, which is gone then: the new heading takes the focus. */
export function turnTo(lesson: Lesson, next: number): void {
  isHeadingNext = true;
  goToStep(lesson, next);
}

/** Whether the heading that is shown now takes the focus; once. */
export function takesFocus(): boolean {
  const takes = isHeadingNext;
  isHeadingNext = false;
  return takes;
}

/** Whether readers want nothing to move. */
export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Goes to a step and plays what is new in it; where nothing may move, shows its end. */
export function goToStep(lesson: Lesson, next: number): void {
  const range = lesson.steps[next - 1]!;
  const plays = range.to - range.from > 1 && range.name !== 'game' && !isStill();
  batch(() => {
    if (next !== (recipe.value.step ?? 1)) recipe.value = { ...recipe.value, step: next };
    enteredStep.value = next;
    shownRecords.value = plays || (range.name === 'game' && gamePhase.value === 'choose') ? range.from : range.to;
    isPlaying.value = plays;
    pointed.value = range.name === 'cell' ? lesson.cells[0] : undefined;
  });
}

/** Shows so many records; the step, and so its text, is the one that tells of them. */
export function scrubTo(lesson: Lesson, records: number): void {
  const holds = (place: number): boolean => {
    const { from, to } = lesson.steps[place - 1]!;
    return from <= records && records <= to;
  };
  const next = holds(step.value) ? step.value : lesson.steps.findIndex((_, i) => holds(i + 1)) + 1;
  batch(() => {
    isPlaying.value = false;
    shownRecords.value = records;
    if (next > 0 && next !== step.value) {
      enteredStep.value = next;
      recipe.value = { ...recipe.value, step: next };
    }
  });
}

/** Shows one more record; at the step's end it stops. */
export function playOn(lesson: Lesson): void {
  const { to } = lesson.steps[step.value - 1]!;
  if (shownRecords.value < to) shownRecords.value += 1;
  if (shownRecords.value >= to) isPlaying.value = false;
}

/** Plays the step; where it has been shown to its end, the next one, and from the last the first. */
export function play(lesson: Lesson): void {
  const { to, name } = lesson.steps[step.value - 1]!;
  if (isPlaying.value) isPlaying.value = false;
  else if (shownRecords.value < to && !(name === 'game' && gamePhase.value === 'choose')) isPlaying.value = true;
  else goToStep(lesson, step.value === lesson.steps.length ? 1 : step.value + 1);
}

/** Chooses a cell of the game, or frees it. @returns false where three are chosen already. */
export function toggleChoice(number: number, most: number): boolean {
  if (chosen.value.includes(number)) chosen.value = chosen.value.filter((other) => other !== number);
  else if (chosen.value.length < most) chosen.value = [...chosen.value, number];
  else return false;
  return true;
}
