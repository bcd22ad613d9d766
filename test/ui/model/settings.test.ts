/** The form's rows against the settings that there are, and what the paper says against its preset. */
import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/contract/config.ts';
import { PRESETS } from '../../../src/contract/presets.ts';
import { MAIN_SETTINGS, MORE_SETTINGS } from '../../../src/ui/model/settings.ts';

const ROWS = [...MAIN_SETTINGS, ...MORE_SETTINGS];

test('the form has each setting once; the operators have a row of another kind', () => {
  const settings = Object.keys(PRESETS.paper).filter((key) => key !== 'operators');
  expect(ROWS.map(({ key }) => key).toSorted()).toEqual(settings.toSorted());
});

test.each(ROWS.flatMap(({ key, choices = [] }) => choices.map(({ value }) => [key, value] as const)))(
  '%s can be %s, as the form offers',
  (key, value) => {
    expect(parseConfig({ ...PRESETS.demo, [key]: value })[key]).toBe(value);
  },
);

test.each(Object.entries(PRESETS))('the form shows every value of the preset %s', (_name, preset) => {
  for (const { key, choices } of ROWS) {
    if (choices !== undefined) expect(choices.map(({ value }) => value)).toContain(preset[key]);
  }
});

test('numbers that the form gives as the paper’s are those of the paper’s preset', () => {
  const stated = ROWS.filter(({ paper }) => /^[\d.,]+$/.test(paper));
  expect(stated.length).toBeGreaterThanOrEqual(8);
  for (const { key, paper } of stated) {
    if (key !== 'retrainings') expect([key, Number(paper.replace(',', ''))]).toEqual([key, PRESETS.paper[key]]);
  }
});
