/** @file Figures in words of the language on show: accuracies in per cent, differences in points, durations, counts, shapes. */
import type { OperatorName } from '../../core/space/operators.ts';
import type { SearchConfig } from '../../contract/config.ts';
import { CAN_RUN } from './can-run.ts';
import { language, languageTag } from './language.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';

/** Decimals that the validation images can bear: one image is 0.2 % of 500 and 0.02 % of 5,000. */
export function accuracyDigits({ validationImages }: Pick<SearchConfig, 'validationImages'>): 1 | 2 {
  return validationImages >= 2_000 ? 2 : 1;
}

const ENGLISH = new Intl.NumberFormat('en'); // toLocaleString makes one at every call, which a thousand rows feel
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = languageTag() + name;
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(languageTag(), options);
  numberFormats.set(key, known);
  return known;
}

/** A number with so many decimals: `0.53`, `−0.14`, `1.234,5`. */
export function decimal(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const text = CAN_RUN ? numberFormat(`${digits}`, options).format(value) : value.toFixed(digits);
  return text.replace('-', MINUS);
}

/** A number rounded to so many significant digits, without zeros at its end: `0.053`, `13,2`. */
export function significant(value: number, digits: number): string {
  const options = { maximumSignificantDigits: digits };
  return numberFormat(`s${digits}`, options).format(value).replace('-', MINUS);
}

/** 0.9108 -> `91.08`. */
export function hundredths(accuracy: number, digits = 1): string {
  return decimal(100 * accuracy, digits);
}

/** 0.9108 -> `91.08 %`; the sign stands as the language has it. */
export function percent(accuracy: number, digits = 1): string {
  return `${hundredths(accuracy, digits)}${CAN_RUN && /pt|zh|ja/.test(language.value) ? '' : NBSP}%`;
}

/** A difference of two accuracies in points, with its sign: `+0.7`. */
export function points(difference: number, digits = 1): string {
  const size = pointsApart(difference, digits);
  if (!/[1-9]/.test(size)) return size;
  return `${difference < 0 ? MINUS : '+'}${size}`;
}

/** The same without the sign. */
export function pointsApart(difference: number, digits = 1): string {
  return hundredths(Math.abs(difference), digits);
}

/** Whether nothing is left of a difference in points, as it is written. */
export function areLevel(difference: number, digits = 1): boolean {
  return points(difference, digits) === pointsApart(difference, digits); // there is no sign
}

/** 1163 -> `1,163`. */
export function count(value: number | bigint): string {
  return (CAN_RUN && language.value !== 'en' ? numberFormat('', {}) : ENGLISH).format(value);
}

/** 1763000 -> `1.76 M`. */
export function compact(value: number): string {
  if (value >= 999_500_000) return `${ofThreeDigits(value / 1e9)}${NBSP}G`;
  if (value >= 999_500) return `${ofThreeDigits(value / 1e6)}${NBSP}M`;
  return count(value);
}

/** 36.71 -> `36.7`. */
function ofThreeDigits(value: number): string {
  return decimal(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/** What `Intl` calls a unit, by its English symbol. */
const UNITS = { s: 'second', min: 'minute', h: 'hour', days: 'day', years: 'year' } as const;

/** `6 min`: in English with the symbols of the SI, else as the language has it. */
function inUnit(value: number, unit: keyof typeof UNITS): string {
  if (!CAN_RUN || language.value === 'en') return `${count(value)}${NBSP}${unit}`;
  return numberFormat(unit, { style: 'unit', unit: UNITS[unit], unitDisplay: 'short' }).format(value);
}

/** `40 s`, `6 min`, `8 h 10 min`, `4 days`, `3 years`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return inUnit(seconds, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return inUnit(minutes, 'min');
  if (minutes < 48 * 60) {
    const rest = minutes % 60;
    return inUnit(Math.floor(minutes / 60), 'h') + (rest === 0 ? '' : ` ${inUnit(rest, 'min')}`);
  }
  const days = Math.round(minutes / 1440);
  return days < 730 ? inUnit(days, 'days') : inUnit(Math.round(days / 365.25), 'years');
}

/** `6 to 14 min`, `50 s to 2 min`; one duration where the ends are the same in words. From two hours on in whole hours. */
export function durationRange({ least, most }: { readonly least: number; readonly most: number }): string {
  const [from, to] = [least, most].map((ms) =>
    duration(ms >= 2 * HOUR_MS ? Math.round(ms / HOUR_MS) * HOUR_MS : ms),
  ) as [string, string];
  if (from === to) return from;
  return range(unitOf(from) === unitOf(to) ? /\d[\d.,]*/.exec(from)![0] : from, to);
}

/** A duration without its first number. */
const unitOf = (text: string): string => text.replace(/\d[\d.,]*/, '');

const BETWEEN = { en: ' to ', de: ' bis ', fr: ' à ', es: ' a ', pt: ' a ', zh: '至', ja: '～' };

/** `6 to 14`. */
export function range(from: string, to: string): string {
  return from + (CAN_RUN ? BETWEEN[language.value] : BETWEEN.en) + to;
}

const HOUR_MS = 3_600_000;

/** `1 min 42 s`: for one child. */
export function preciseDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60 || seconds >= 3600) return duration(ms);
  return `${inUnit(Math.floor(seconds / 60), 'min')} ${inUnit(seconds % 60, 's')}`;
}

/** [32, 32, 24] -> `32×32×24`. */
export function shape(dimensions: readonly number[]): string {
  return dimensions.join('×');
}

/** `24 Nov, 10:24`. */
export function date(iso: string): string {
  return new Date(iso).toLocaleString(languageTag(), {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** `1 cell`, `2 cells`. @param others the other form, chosen by the rule of the language on show; absent: English, with an s. */
export function counted(value: number, one: string, others?: string): string {
  const isTranslated = CAN_RUN && others !== undefined;
  const isOne = isTranslated ? new Intl.PluralRules(languageTag()).select(value) === 'one' : value === 1;
  return `${count(value)} ${isOne ? one : (others ?? `${one}s`)}`;
}

/** An operator's name where room is short. */
export function shortName(operator: OperatorName): string {
  return operator === '1x7-7x1 conv' ? '1x7-7x1' : operator === '3x3 dilated conv' ? '3x3 dilated' : operator;
}

/** A day: `29 Nov 2026`. */
export function day(of: Date): string {
  return of.toLocaleDateString(languageTag(), { day: 'numeric', month: 'short', year: 'numeric' });
}

/** What an error says, with a full stop where it has none of its own. */
export const sentenceOf = (error: unknown): string => messageOf(error).replace(/[^.。！？!?]$/u, '$&.');

/** What an error says; of whatever else is thrown, its text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
