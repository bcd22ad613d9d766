/**
 * @file What the bench of a device found: whole as JSON, and its figures as a link, `#bench=1,NVIDIA+Lovelace,Chrome+142,Linux,card,...`, short enough to
 * read. Both come from strangers and are checked.
 */
import * as v from 'valibot';
import { parseWith } from './config.ts';
import { BENCH_FRAGMENT } from './bench-fragment.ts';

/** Versions of the link and the file. */
const LINK_VERSION = '1';
const FORMAT = 'pnas-device-bench';
/** Longest name, characters. */
export const MAX_NAME = 80;

const name = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== '' && text.length <= MAX_NAME, `must have 1 to ${MAX_NAME} characters`),
  v.check((text) => !/\p{C}/u.test(text), 'must have no control characters'),
);
const positive = v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1e9));
/** Multiply-adds or bytes of a step. */
const work = v.pipe(v.number(), v.minValue(1), v.maxValue(1e18));
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const matching = (pattern: RegExp, what: string) =>
  v.pipe(
    v.string(),
    v.check((text) => pattern.test(text), `must be ${what}`),
  );

/** What a link holds. Times are medians of a training step to its loss read back, ms. */
const SummarySchema = v.object({
  /** The device, the browser with its version and the operating system, as told. */
  device: name,
  browser: name,
  system: name,
  /** Whether it is a software device. */
  software: v.boolean(),
  /** titu1994's child, batch 32, and the paper's, batch 16; on stock tfjs absent where they would have taken too long. */
  titu1994Ms: positive,
  paperMs: positive,
  titu1994TfjsMs: v.optional(positive),
  paperTfjsMs: v.optional(positive),
  /** Bytes read and written by a copy, GB/s (10^9). */
  copyGbps: positive,
  /** The best matrix product, TFLOP/s (10^12). */
  productTflops: positive,
  /** This program's release, and the day, UTC. */
  release: matching(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, 'a version'),
  date: matching(/^\d{4}-\d\d-\d\d$/, 'a date, year-month-day'),
});
export type BenchSummary = v.InferOutput<typeof SummarySchema>;

/** One child's training step: what it does, and every measurement in order. */
const StepSchema = v.object({
  cell: v.string(),
  batchSize: amount,
  dispatches: amount,
  /** Of forward and backward passes over the batch. */
  multiplyAdds: work,
  /** That must move, by the plan. */
  bytes: work,
  planMs: v.pipe(v.array(positive), v.minLength(1)),
  tfjsMs: v.array(positive),
});
export type BenchStep = v.InferOutput<typeof StepSchema>;

const DeviceBenchSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(1),
  summary: SummarySchema,
  /** What the adapter says of itself. */
  adapter: v.string(),
  /** The kernels' tuning, a sentence. */
  tuning: v.string(),
  steps: v.object({ titu1994: StepSchema, paper: StepSchema }),
  /** From an empty submission to the answer that it is done, ms. */
  answerMs: v.pipe(v.number(), v.minValue(0)),
  /** Difference of two measurements of the paper's child, as a share of their mean. */
  spread: v.pipe(v.number(), v.minValue(0)),
  durationMs: positive,
});
export type DeviceBench = v.InferOutput<typeof DeviceBenchSchema>;

/** What a bench measures one after another, as `Measuring ...` says it in English. */
export const BENCH_PHASES = {
  free: 'whether the device is free',
  copy: 'how fast it copies',
  product: 'its best matrix product',
  titu1994: 'titu1994’s child',
  'titu1994-tfjs': 'titu1994’s child on stock TensorFlow.js',
  'titu1994-again': 'titu1994’s child again',
  paper: 'the paper’s child',
  'paper-tfjs': 'the paper’s child on stock TensorFlow.js',
  'paper-again': 'the paper’s child again',
} as const;
export type BenchPhase = keyof typeof BENCH_PHASES;

/** How far a bench is. */
export interface BenchProgress {
  /** What is measured now. */
  readonly what: BenchPhase;
  /** Of all, 0 to 1. */
  readonly share: number;
}

/** What was measured, as it is told and written. @throws {RangeError} when it could not be read. */
export function deviceBench(measured: Omit<DeviceBench, 'format' | 'version'>): DeviceBench {
  return parseWith(DeviceBenchSchema, { format: FORMAT, version: 1, ...measured }, 'bench');
}

/** The JSON of a bench. */
export function formatBenchFile(bench: DeviceBench): string {
  return `${JSON.stringify(bench, undefined, 2)}\n`;
}

/** Reads the JSON of a bench. @param place what it is called in errors. @throws {RangeError} with the place, what was required and what came. */
export function parseBenchFile(text: string, place: string): DeviceBench {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new RangeError(`${place}: must be JSON; got "${text.slice(0, 40)}"`);
  }
  return parseWith(DeviceBenchSchema, json, place);
}

/** The order of a link's fields after its version. */
const FIELDS = [
  'device',
  'browser',
  'system',
  'software',
  'titu1994Ms',
  'paperMs',
  'titu1994TfjsMs',
  'paperTfjsMs',
  'copyGbps',
  'productTflops',
  'release',
  'date',
] as const satisfies readonly (keyof BenchSummary)[];
/** What the field `software` is in a link. */
const KINDS = ['card', 'software'] as const;
/** Digits of a figure in a link. */
const DIGITS = 3;

/** The text after `#bench=`. @throws {RangeError} when it could not be read. */
export function formatBenchLink(summary: BenchSummary): string {
  const checked = parseWith(SummarySchema, summary, 'bench');
  const fields = FIELDS.map((field) => {
    const value = checked[field];
    if (value === undefined) return '';
    if (typeof value === 'boolean') return KINDS[value ? 1 : 0];
    return encode(typeof value === 'number' ? String(Number(value.toPrecision(DIGITS))) : value);
  });
  return [LINK_VERSION, ...fields].join(',');
}

/**
 * Reads a link: a whole address, a fragment, or the text after `#bench=`.
 * @throws {RangeError} `bench link: ...` with what was required and what came.
 */
export function parseBenchLink(link: string): BenchSummary {
  const text = link.trim().replace(new RegExp(`^.*#${BENCH_FRAGMENT}=`, 's'), '');
  const [version, ...fields] = text.split(',');
  const place = 'bench link';
  if (version !== LINK_VERSION) {
    const got = (version ?? '').slice(0, 40);
    throw new RangeError(`${place}: must begin with #${BENCH_FRAGMENT}=${LINK_VERSION}, got "${got}"`);
  }
  if (fields.length !== FIELDS.length) {
    throw new RangeError(`${place}: must have ${FIELDS.length} fields after its version; got ${fields.length}`);
  }
  const values = FIELDS.flatMap((field, i): [string, unknown][] => {
    const value = decode(fields[i]!, place);
    if (value === '') return [];
    if (field === 'software') return [[field, value === KINDS[1] ? true : value === KINDS[0] ? false : value]];
    const isFigure = /(Ms|Gbps|Tflops)$/.test(field);
    return [[field, isFigure ? Number(value) : value]];
  });
  return parseWith(SummarySchema, Object.fromEntries(values), place);
}

/** Percent encoding that leaves a space as `+`, so that names stay readable. */
const encode = (value: string): string => encodeURIComponent(value).replaceAll('%20', '+');

function decode(text: string, place: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new RangeError(`${place}: must be percent-encoded text; got "${text.slice(0, 40)}"`);
  }
}
