/** @file Output of the terminal: plain lines when piped, and a rewritten progress line on a terminal. */
import type { ChildProgress } from '../../contract/events.ts';
import type { ConfirmedCell } from '../../contract/answer.ts';
import type { NetworkProgress } from '../../contract/final-events.ts';
import type { Cost } from '../../core/network/costs.ts';
import type { DeviceIdentity, Run, RunCost } from '../../contract/records.ts';
import { devicesOf } from '../../contract/run-file.ts';
import { FEWEST_REPEATS, type Noise } from '../../core/stats.ts';

/** Longest untrusted text that is printed, characters; the rest is cut. */
const MOST_UNTRUSTED = 200;
/** Longest message of an error. */
const MOST_MESSAGE = 1000;

/**
 * Characters that are invisible or that a terminal interprets: control characters, which move the cursor and set colours; marks of text
 * direction; line separators; lone surrogates.
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]|(?![\u200c\u200d])\p{Cf}/gu; // the joiners of words and emoji are visible

/** Text as one line without characters that a terminal interprets: they are escaped. */
function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** Untrusted text, of a link, a file or a device: {@link printable}, and of limited length. */
export function untrusted(text: string, most = MOST_UNTRUSTED): string {
  const characters = [...text];
  return printable(characters.length <= most ? text : `${characters.slice(0, most).join('')}…`);
}

/** JSON with all characters outside of printable ASCII escaped. */
export function printableJson(value: unknown, indent?: number): string {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, indent).replaceAll(/[^\n -~]/g, escape);
}

/** Prints a line, clearing the progress line first. */
export function line(text: string): void {
  clear();
  process.stdout.write(`${printable(text)}\n`);
}

/** Prints a value as JSON. */
export function printJson(value: unknown, indent?: number): void {
  clear();
  process.stdout.write(`${printableJson(value, indent)}\n`);
}

/** Prints an error's message on stderr; it may quote untrusted text. */
export function printError(error: unknown): void {
  process.stderr.write(`${untrusted(error instanceof Error ? error.message : String(error), MOST_MESSAGE)}\n`);
}

/** Shows the progress of a child; only on a terminal. */
export function progressLine(progress: ChildProgress): void {
  if (!process.stderr.isTTY) return;
  const { epoch, epochs, step, steps, loss, examplesPerSecond, child, children, level, repeat, purpose } = progress;
  const done = (epoch + step / steps) / epochs;
  const bar = '#'.repeat(Math.round(done * 20)).padEnd(20, '.');
  const place = `level ${level}, ${purpose ?? (repeat === undefined ? 'child' : 'again')} ${child + 1}/${children}`;
  clear();
  process.stderr.write(
    `${place} [${bar}] epoch ${epoch + 1}/${epochs} loss ${loss?.toFixed(3)} ${examplesPerSecond.toFixed(0)} images/s`,
  );
}

/** Shows the progress of a final network; only on a terminal. */
export function networkLine({
  network,
  networks,
  epoch,
  epochs,
  step,
  steps,
  loss,
  examplesPerSecond,
}: NetworkProgress): void {
  // prettier-ignore
  if (!process.stderr.isTTY) return;
  const bar = '#'.repeat(Math.round(((epoch + step / steps) / epochs) * 20)).padEnd(20, '.');
  clear();
  process.stderr.write(
    `network ${network + 1}/${networks} [${bar}] epoch ${epoch + 1}/${epochs} loss ${loss.toFixed(3)} ${examplesPerSecond.toFixed(0)} images/s`,
  );
}

function clear(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** `12345 parameters`, `1.2 M multiply-adds`, `3.4 ms a step`. */
export function costWords(cost: number, of: Cost): string {
  if (of === 'ms') return `${Number(cost.toPrecision(3))} ms a step`;
  return of === 'parameters' ? `${cost} parameters` : `${(cost / 1e6).toFixed(2)} M multiply-adds`;
}

/** `71.25 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** `accuracy varies by 1.20 points between trainings of the same cell (95 %: 0.72 to 3.45, from 4 repeats)` */
export function noiseLine({ deviation, interval, repeats }: Noise): string {
  const points = (share: number): string => (100 * share).toFixed(2);
  const range =
    repeats < FEWEST_REPEATS
      ? `${repeats} ${repeats === 1 ? 'repeat' : 'repeats'}: too few to rely on`
      : `95 %: ${interval.map(points).join(' to ')}, from ${repeats} repeats`;
  return `accuracy varies by ${points(deviation)} points between trainings of the same cell (${range})`;
}

/** `71.40 % (95 %: 70.91 to 71.89; 71.10, 71.40, 71.70)`, or what there is of it. */
export function confirmedLine({ mean, interval, accuracies, failed }: ConfirmedCell): string {
  const points = (share: number): string => (100 * share).toFixed(2);
  const parts = [
    ...(interval === undefined ? [] : [`95 %: ${interval.map(points).join(' to ')}`]),
    ...(accuracies.length > 1 ? [`seeds ${accuracies.map(points).join(', ')}`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
  return `${percent(mean)}${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`;
}

/** `1,234,567 training examples, 12.3 T multiply-adds, 8 h 10 min of the device`. */
export function costLine({ examples, multiplyAdds, deviceSeconds }: RunCost): string {
  const units = [
    [1e15, 'P'],
    [1e12, 'T'],
    [1e9, 'G'],
  ] as const;
  const [size, unit] = units.find(([least]) => multiplyAdds >= least) ?? [1e6, 'M'];
  return `${examples.toLocaleString('en')} training examples, ${(multiplyAdds / size).toPrecision(3)} ${unit} multiply-adds, ${duration(1000 * deviceSeconds)} of the device`;
}

/** What runs the terminal: `Node v22.12.0, linux x64`. */
export const nodeName = (): string => `Node ${process.version}, ${process.platform} ${process.arch}`;

/** Milliseconds in words: `8 h 10 min`, `3 min 5 s`, `4.2 s`. */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `device  llvmpipe (webgpu, software)` */
export function deviceLine({ description, backend, software }: DeviceIdentity): string {
  return `device  ${description} (${backend}${software ? ', software' : ''})`;
}

/** A line on the devices of a run that changed them; none for other runs. */
export function deviceLines(run: Run): string[] {
  const devices = devicesOf(run);
  if (devices.length === 1) return [];
  const places = devices.map(({ after, device }, i) => {
    const place = i === 0 ? 'begun on' : `after ${after} children gone on with on`;
    return `${place} ${untrusted(device.description)} (${untrusted(device.backend)})`;
  });
  return [`devices ${places.join('; ')}. Between devices the last digits of accuracies can differ`];
}
