/** The tour's words fit its recording: the figures in them are computed, what they say about them is not. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TOUR_STEPS } from '../../../src/contract/link/recipe-link.ts';
import { parseRunFile } from '../../../src/contract/read-run-file.ts';
import { tourSteps } from '../../../src/ui/model/tour.ts';

test('every step stands further in the recording, and says what came of the guesses there', async () => {
  const run = parseRunFile(await readFile('public/tour.json', 'utf8'), 'tour.json');
  const steps = tourSteps(run);
  expect(steps).toHaveLength(TOUR_STEPS);
  const places = steps.map(({ records }) => records);
  expect(places.toSorted((a, b) => a - b)).toEqual(places);
  expect(places.at(-1)).toBe(run.log.length);
  const measured = steps[5]!.text.join(' ');
  expect(measured).toContain('\u22120.14, where 1 is perfect'); // and so it is said why
  expect(measured).toContain('good to 1.5 points at best, from the luck of the images alone');
  expect(measured).toContain('6 of 12 beat the best of those');
  expect(steps[7]!.text[0]).toMatch(/33\.4.%, 38\.4.%, 38\.5.%/);
});
