/** @file The race beside the recorded run, fetched once; and whether the quiz is open. */
import { signal } from '@preact/signals';
import { parseRaceFile, type RaceFile } from '../../../contract/race-file.ts';

/** The race's file, beside the page. */
const RACE_FILE = 'race.json';

/** Undefined before it is read; null where there is none, or none that this release reads. */
export const race = signal<RaceFile | null | undefined>(undefined);
export const isQuizOpen = signal(false);

/** Reads the race. A page without one tells the rest of the lesson all the same. */
export async function readRace(): Promise<void> {
  if (race.value !== undefined) return;
  try {
    const answer = await fetch(new URL(RACE_FILE, document.baseURI));
    race.value = answer.ok ? parseRaceFile(await answer.text()) : null;
  } catch {
    race.value = null;
  }
}
