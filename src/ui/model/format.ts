/** @file Figures in words: accuracies in per cent, differences in points, durations, counts, shapes. */
import type { OperatorName } from '../../core/space/operators.ts';
import type { SearchConfig } from '../../contract/config.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';

/** Decimals that the validation images can bear: one image is 0.2 % of 500 and 0.02 % of 5,000. */
export function accuracyDigits({ validationImages }: Pick<SearchConfig, 'validationImages'>): 1 | 2 {
  return validationImages >= 2_000 ? 2 : 1;
}

/** 0.9108 -> `91.08`. */
export function hundredths(accuracy: number, digits = 1): string {
  return (100 * accuracy).toFixed(digits).replace('-', MINUS);
}

/** 0.9108 -> `91.08 %`. */
export function percent(accuracy: number, digits = 1): string {
  return `${hundredths(accuracy, digits)}${NBSP}%`;
}

/** A difference of two accuracies in points, with its sign: `+0.7`. */
export function points(difference: number, digits = 1): string {
  const size = Math.abs(100 * difference).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${difference < 0 ? MINUS : '+'}${size}`;
}

const WHOLE = new Intl.NumberFormat('en'); // toLocaleString makes one at every call, which a thousand rows feel

/** 1163 -> `1,163`. */
export function count(value: number | bigint): string {
  return WHOLE.format(value);
}

/** 1763000 -> `1.76 M`. */
export function compact(value: number): string {
  if (value >= 999_500_000) return `${(value / 1e9).toPrecision(3)}${NBSP}G`;
  if (value >= 999_500) return `${(value / 1e6).toPrecision(3)}${NBSP}M`;
  return count(value);
}

/** `40 s`, `6 min`, `8 h 10 min`, `4 days`, `3 years`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 100) return `${seconds}${NBSP}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${NBSP}min`;
  if (minutes < 48 * 60) {
    const rest = minutes % 60;
    return `${Math.floor(minutes / 60)}${NBSP}h${rest === 0 ? '' : ` ${rest}${NBSP}min`}`;
  }
  const days = Math.round(minutes / 1440);
  return days < 730 ? `${days}${NBSP}days` : `${count(Math.round(days / 365.25))}${NBSP}years`;
}

/** `6 to 14 min`, `50 s to 2 min`; one duration where the ends are the same in words. From two hours on in whole hours. */
export function durationRange({ least, most }: { readonly least: number; readonly most: number }): string {
  const [from, to] = [least, most].map((ms) =>
    duration(ms >= 2 * HOUR_MS ? Math.round(ms / HOUR_MS) * HOUR_MS : ms),
  ) as [string, string];
  if (from === to) return from;
  const [, unit] = to.split(NBSP);
  return from.split(NBSP).length === 2 && from.endsWith(`${NBSP}${unit}`)
    ? `${from.split(NBSP)[0]} to ${to}`
    : `${from} to ${to}`;
}

const HOUR_MS = 3_600_000;

/** `1 min 42 s`: for one child. */
export function preciseDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60 || seconds >= 3600) return duration(ms);
  return `${Math.floor(seconds / 60)}${NBSP}min ${seconds % 60}${NBSP}s`;
}

/** [32, 32, 24] -> `32×32×24`. */
export function shape(dimensions: readonly number[]): string {
  return dimensions.join('×');
}

/** `24 Nov, 10:24`. */
export function date(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
}

/** `1 cell`, `2 cells`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** An operator's name where room is short. */
export function shortName(operator: OperatorName): string {
  return operator === '1x7-7x1 conv' ? '1x7-7x1' : operator === '3x3 dilated conv' ? '3x3 dilated' : operator;
}

/** What an error says; of whatever else is thrown, its text. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
