/** @file The race beside the recorded run; and whether the quiz is open. */
import { signal } from '@preact/signals';
import { parseRaceOf, type RaceFile } from '../../../contract/race-file.ts';

/** Undefined where there is none, or none that this release reads: the rest of the lesson is told all the same. */
export const race = signal<RaceFile | undefined>(undefined);
export const isQuizOpen = signal(false);

/** Reads the race from the recording's text. */
export function readRace(text: string): void {
  try {
    race.value = parseRaceOf(text);
  } catch {
    race.value = undefined;
  }
}
