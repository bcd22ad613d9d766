/** @file The first part of a result link: what determines the run. The order of the fields is the order in the link. */
import { OPERATORS } from '../../core/space/operators.ts';
import { ABSENT_SETTINGS, parseWith, SearchConfigSchema, type SearchConfig } from '../config.ts';
import { RunHeadSchema, type RunHead } from '../records.ts';
import { NEWEST, type Version } from './envelope.ts';
import { requireOneForm, type BitReader, type BitWriter } from './bits.ts';

/** Longest text a link holds, UTF-8 bytes; a device's description is cut to as many characters. */
export const MAX_TEXT_BYTES = 200;
const MAX_DEVICE_CHARACTERS = 48;

interface Field<T> {
  write(to: BitWriter, value: T): void;
  read(from: BitReader, name: string): T;
}

const whole: Field<number> = {
  write: (to, value) => to.count(value),
  read: (from, name) => from.count(2 ** 32 - 1, name),
};
const real: Field<number> = {
  write: (to, value) => to.float(value, 64),
  read: (from, name) => from.float(64, name),
};
/** A choice by its name, so that choices can be added without a new version; the schema says which there are. */
const choice = <T extends string>(): Field<T> => ({
  write: (to, value) => to.text(value),
  read: (from, name) => from.text(MAX_TEXT_BYTES, name) as T,
});
/** A bit an operator in canonical order, as one number. */
const operators: Field<SearchConfig['operators']> = {
  write: (to, names) => to.count(names.reduce((mask, name) => mask + 2 ** OPERATORS.indexOf(name), 0)),
  read: (from, name) => {
    const mask = from.count(2 ** OPERATORS.length - 1, name);
    return OPERATORS.filter((_, index) => (mask >> index) & 1);
  },
};

/** Version 1 says yes or no. */
const yesNo: Field<unknown> = {
  write: (to, value) => to.flag(value !== 'none'),
  read: (from) => from.flag(),
};

/**
 * Every setting, in the order it stands in the link; one that is missing here does not compile. From version 2 on their number stands
 * before them, so one added later goes to the end: links from before are read without it.
 */
const SETTINGS: { readonly [K in keyof SearchConfig]: Field<SearchConfig[K]> } = {
  seed: whole,
  strategy: choice(),
  blocks: whole,
  children: whole,
  operators,
  lookback: whole,
  surrogate: choice(),
  macro: choice(),
  repeats: whole,
  filters: whole,
  cellOutput: choice(),
  epochs: whole,
  batchSize: whole,
  learningRate: real,
  finalLearningRateShare: real,
  optimizer: choice(),
  weightDecay: real,
  clipNorm: real,
  augmentation: choice(),
  images: whole,
  validationImages: whole,
  normalisation: choice(),
  reward: choice(),
  lastBatch: choice(),
  retrainings: whole,
  confirmations: whole,
  confirmationSeeds: whole,
  minutes: whole,
  shadows: choice(),
  precision: choice(),
  probes: whole,
  stopping: choice(),
  start: choice(),
  pareto: choice(),
};

const FIELDS = Object.entries(SETTINGS) as [keyof SearchConfig, Field<unknown>][];
/** The settings of version 1. */
const FIELDS_1 = FIELDS.slice(0, 21).map(([key, field]): (typeof FIELDS)[number] => [
  key,
  key === 'augmentation' ? yesNo : field,
]);

/** Settings of the first links of version 2. Those added since are left out from where all are as in runs from before. */
const SETTINGS_2 = 25;

function writeConfig(to: BitWriter, config: SearchConfig, version: Version): void {
  let fields = version === '1' ? FIELDS_1 : FIELDS;
  while (fields.length > SETTINGS_2 && isAbsent(fields.at(-1)![0], config)) fields = fields.slice(0, -1);
  if (version !== '1') to.count(fields.length);
  for (const [key, field] of fields) field.write(to, config[key]);
}

const isAbsent = (key: keyof SearchConfig, config: SearchConfig): boolean => config[key] === ABSENT_SETTINGS[key];

function readConfig(from: BitReader, version: Version): SearchConfig {
  const { place } = from;
  const settings = version === '1' ? FIELDS_1.length : from.count(2 ** 32, 'number of settings');
  if (settings < FIELDS_1.length || settings > FIELDS.length) {
    throw new RangeError(
      `${place}: must hold ${FIELDS_1.length} to ${FIELDS.length} settings; got ${settings}${settings > FIELDS.length ? ', written by a newer release' : ''}`,
    );
  }
  const fields = version === '1' ? FIELDS_1 : FIELDS.slice(0, settings);
  const read = fields.map(([key, field]) => [key, field.read(from, key)]);
  const config = parseWith(SearchConfigSchema, Object.fromEntries(read), from.place);
  requireOneForm(settings <= SETTINGS_2 || !isAbsent(fields.at(-1)![0], config), place, 'number of settings');
  return config;
}

/** A device's description as a link holds it. */
export function shortDescription(description: string): string {
  return [...description].slice(0, MAX_DEVICE_CHARACTERS).join('');
}

/**
 * Settings, data, device, date, from version 2 on the version of the random streams. The id is not written: a run read from a link is another one.
 * @throws {RangeError} when the date is none, or a name is too long.
 */
export function writeHead(
  to: BitWriter,
  { config, data, device, startedAt, streams }: RunHead,
  version: Version = NEWEST,
): void {
  const seconds = Math.floor(Date.parse(startedAt) / 1000);
  if (!(seconds >= 0)) throw new RangeError(`run: startedAt must be a date since 1970; got "${startedAt}"`);
  writeConfig(to, config, version);
  to.text(shortText(data.name, 'data name'));
  to.count(data.images);
  for (let i = 0; i < data.sha256.length; i += 2) to.uint(Number.parseInt(data.sha256.slice(i, i + 2), 16), 8);
  to.text(shortText(device.backend, 'device backend'));
  to.text(shortDescription(device.description));
  to.flag(device.software);
  to.count(seconds);
  if (version !== '1') to.count(streams);
}

/** @param id what the run is called here. @throws {RangeError} with the place in the link. */
export function readHead(from: BitReader, id: string, version: Version): RunHead {
  const config = readConfig(from, version);
  const name = from.text(MAX_TEXT_BYTES, 'data name');
  const images = from.count(Number.MAX_SAFE_INTEGER, 'images of the data set');
  const sha256 = Array.from({ length: 32 }, () => from.uint(8).toString(16).padStart(2, '0')).join('');
  const backend = from.text(MAX_TEXT_BYTES, 'device backend');
  const description = from.text(4 * MAX_DEVICE_CHARACTERS, 'device description');
  if ([...description].length > MAX_DEVICE_CHARACTERS)
    throw new RangeError(`${from.place}: device description must have at most ${MAX_DEVICE_CHARACTERS} characters`);
  const software = from.flag();
  const startedAt = new Date(1000 * from.count(MAX_SECONDS, 'date')).toISOString();
  const streams = version === '1' ? 1 : from.count(2 ** 32, 'version of the random streams');
  const device = { backend, description, software };
  const head = { id, streams, config, data: { name, images, sha256 }, device, startedAt };
  return parseWith(RunHeadSchema, head, from.place);
}

/** The last second of the year 9999, whose date still has four digits. */
const MAX_SECONDS = 253_402_300_799;

/** @throws {RangeError} when the text is too long for a link. */
export function shortText(text: string, what: string): string {
  const bytes = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll(/%../g, '.').length;
  if (bytes > MAX_TEXT_BYTES)
    throw new RangeError(`run: ${what} must be at most ${MAX_TEXT_BYTES} bytes; got ${bytes}`);
  return text;
}
