/** Figures as a reader sees them; `_` stands for the space that does not break. */
import { tickLabel } from '../../../src/ui/model/axis.ts';
import { language } from '../../../src/ui/model/language.ts';
import { describe, expect, test } from 'vitest';
import {
  accuracyDigits,
  compact,
  counted,
  duration,
  durationRange,
  hundredths,
  messageOf,
  percent,
  points,
  preciseDuration,
} from '../../../src/ui/model/format.ts';

const breakable = (text: string): string => text.replaceAll('\u00a0', '_');
const [SECOND, MINUTE, HOUR, DAY] = [1e3, 60e3, 3600e3, 86_400e3];

describe('an accuracy', () => {
  test('has a second decimal from 2,000 validation images on: one image of them is 0.05 %', () => {
    expect(accuracyDigits({ validationImages: 1_999 })).toBe(1);
    expect(accuracyDigits({ validationImages: 2_000 })).toBe(2);
    expect(breakable(percent(0.91084, 2))).toBe('91.08_%');
    expect(hundredths(-0.012)).toBe('\u22121.2');
  });

  test('differs from another by points with a sign, and by none where the digits shown are the same', () => {
    expect([0.0071, -0.0071, 0.0004, -0.0004].map((difference) => points(difference))).toEqual([
      '+0.7',
      '\u22120.7',
      '0.0',
      '0.0',
    ]);
  });
});

test.each([
  [999_499, '999,499'],
  [999_500, '1.00_M'],
  [1_763_000, '1.76_M'],
  [999_499_999, '999_M'],
  [999_500_000, '1.00_G'],
])('%d parameters are %s: no rounding to 1,000 thousands', (value, text) => {
  expect(breakable(compact(value))).toBe(text);
});

test.each([
  [-1, '0_s'],
  [99 * SECOND, '99_s'],
  [100 * SECOND, '2_min'],
  [59.4 * MINUTE, '59_min'],
  [59.6 * MINUTE, '1_h'],
  [8 * HOUR + 10 * MINUTE, '8_h 10_min'],
  [48 * HOUR, '2_days'],
  [1096 * DAY, '3_years'],
])('%d ms last %s', (ms, text) => {
  expect(breakable(duration(ms))).toBe(text);
});

test.each([
  [59.9 * SECOND, '1_min 0_s'],
  [102 * SECOND, '1_min 42_s'],
  [59.4 * SECOND, '59_s'],
  [HOUR, '1_h'],
])('a child of %d ms trained for %s', (ms, text) => {
  expect(breakable(preciseDuration(ms))).toBe(text);
});

test.each([
  [6 * MINUTE, 14 * MINUTE, '6 to 14_min'],
  [50 * SECOND, 2 * MINUTE, '50_s to 2_min'],
  [6 * MINUTE, 6.2 * MINUTE, '6_min'],
  [2.1 * HOUR, 3.4 * HOUR, '2 to 3_h'],
])('%d to %d ms are %s', (least, most, text) => {
  expect(breakable(durationRange({ least, most }))).toBe(text);
});

test('one is one, none are several', () => {
  expect([0, 1, 2_000].map((value) => counted(value, 'cell'))).toEqual(['0 cells', '1 cell', '2,000 cells']);
  language.value = 'ja'; // which has one form: English words on a page in Japanese keep their own two
  expect(counted(1, 'cell')).toBe('1 cell');
  language.value = 'fr';
  expect([0, 1, 2].map((value) => counted(value, 'cellule', 'cellules'))).toEqual(['0 cellule', '1 cellule', '2 cellules']); // prettier-ignore
  language.value = 'en';
});

test('whatever is thrown has a text', () => {
  expect(messageOf(new RangeError('K must be 1 to 4,096'))).toBe('K must be 1 to 4,096');
  expect(messageOf('no reason')).toBe('no reason');
});

test('figures and ticks have the decimal point of the language', () => {
  language.value = 'de';
  expect([compact(34_900_000), tickLabel(0.995, true), tickLabel(0.9, false)].map(breakable)).toEqual([
    '34,9_M',
    '99,5_%',
    '90',
  ]);
  language.value = 'en';
  expect([compact(34_900_000), tickLabel(0.995, true)].map(breakable)).toEqual(['34.9_M', '99.5_%']);
});
