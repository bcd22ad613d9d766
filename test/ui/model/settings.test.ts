/** The form's rows against the settings that there are, and what the paper says against its preset. */
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { DETAILS } from '../../../src/ui/messages/en/details.ts';
import { SEARCH } from '../../../src/ui/messages/en/search.ts';
import { MAIN_SETTINGS, PAPER } from '../../../src/ui/model/settings.ts';

const ROWS: Readonly<Record<string, { readonly name: string; readonly choices?: object }>> = {
  ...SEARCH.rows,
  ...DETAILS.rows,
};
const CHOICES = Object.entries(ROWS).flatMap(([key, { choices = {} }]) =>
  Object.keys(choices).map((value) => [key, value] as const),
);

test('the form has each setting once; the operators have a row of another kind', () => {
  const settings = Object.keys(PRESETS.paper).filter((key) => key !== 'operators');
  expect([...MAIN_SETTINGS, ...Object.keys(DETAILS.rows)].toSorted()).toEqual(settings.toSorted());
});

test.each(CHOICES)('%s can be %s, as the form offers', (key, value) => {
  expect(parseConfig({ ...PRESETS.demo, [key]: value })[key as 'macro']).toBe(value);
});

test.each(Object.entries(PRESETS))('the form shows every value of the preset %s', (_name, preset) => {
  for (const [key, { choices }] of Object.entries(ROWS)) {
    if (choices !== undefined) expect(Object.keys(choices)).toContain(preset[key as 'macro']);
  }
});

test('what the form gives as the paper’s is what the paper’s preset has', () => {
  const stated = Object.entries(PAPER).filter(([key]) => key !== 'retrainings'); // the preset's own are to know the noise
  expect(stated.length).toBeGreaterThanOrEqual(20);
  for (const [key, paper] of stated) {
    const value = PRESETS.paper[key as 'macro'] as unknown;
    if (typeof paper === 'number') expect([key, value]).toEqual([key, paper]);
    else expect(paper, key).toContain(value);
  }
});
