import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunFileSchema, type LogRecord, type Run, type TrainRecord } from '../../../src/contract/records.ts';
import { FAILURE_REASONS } from '../../../src/contract/failures.ts';
import { parseConfig, parseWith } from '../../../src/contract/config.ts';
import { retrainRecords, trainRecords } from '../../../src/contract/run-file.ts';
import { toRunFile } from '../../../src/contract/to-run-file.ts';
import { encodeResult, formatResult, parseResult, type Result } from '../../../src/contract/link/result-link.ts';
import { TARGET_CHARACTERS } from '../../../src/contract/link/envelope.ts';
import { encodeEnvelope, MAX_CHARACTERS, decodeEnvelope } from '../../../src/contract/link/envelope.ts';
import { PARTS } from '../../../src/contract/link/log-form.ts';
import { PAPER_OPERATORS } from '../../../src/core/space/operators.ts';
import { madeUpRun, runArbitrary } from '../../support/runs.ts';

/** What a link may lose, as `result-link.ts` states it. */
const DURATION = 1 / 64;
const PREDICTION = 0.102 / 8188 + 2e-8; // made-up predictions of a level span 0.102; their ends are 32-bit floats
const CURVE = 0.7 / 8188 + 2e-8;
const ACCURACY = 1 / 32_766;

function expectClose(got: number | undefined, want: number | undefined, most: number): void {
  expect(got === undefined).toBe(want === undefined);
  expect(Math.abs((got ?? 0) - (want ?? 0))).toBeLessThanOrEqual(most);
}

/** Checks a record against the one written, with nothing but the stated parts missing. */
function expectRecord(got: LogRecord, want: LogRecord, dropped: readonly string[], isAsWritten: boolean): void {
  expect(got.type).toBe(want.type);
  if (got.type === 'train' && want.type === 'train') {
    expectClose(got.accuracy, want.accuracy, isAsWritten ? 0 : ACCURACY);
    expectClose(got.predicted, want.predicted, PREDICTION);
    expectClose(got.durationMs, dropped.includes('durations') ? 0 : want.durationMs, want.durationMs * DURATION);
    const curve = dropped.includes('curves') ? [] : want.curve;
    expect(got.curve).toHaveLength(curve.length);
    for (const [i, share] of curve.entries()) expectClose(got.curve[i], share, isAsWritten ? 0 : ACCURACY);
    const { notation, level, failure, parameters } = want;
    expect(got).toMatchObject({ notation, level, parameters, ...(failure === undefined ? {} : { failure }) });
  } else if (
    (got.type === 'retrain' && want.type === 'retrain') ||
    (got.type === 'confirm' && want.type === 'confirm')
  ) {
    expectClose(got.accuracy, want.accuracy, isAsWritten ? 0 : ACCURACY);
    expectClose(got.durationMs, dropped.includes('durations') ? 0 : want.durationMs, want.durationMs * DURATION);
    expect(got.curve).toHaveLength(dropped.includes('curves') ? 0 : want.curve.length);
    const { notation, level, repeat, failure } = want;
    expect(got).toMatchObject({ notation, level, repeat, ...(failure === undefined ? {} : { failure }) });
  } else if (got.type === 'fit' && want.type === 'fit') {
    expectClose(got.durationMs, want.durationMs, want.durationMs * DURATION);
    const losses = dropped.includes('surrogate') ? [] : want.losses;
    expect(got).toEqual({ ...want, losses, durationMs: got.durationMs });
  } else if (got.type === 'rank' && want.type === 'rank') {
    expect(got.candidates).toBe(want.candidates);
    expect(got.kept.map(({ notation }) => notation)).toEqual(want.kept.map(({ notation }) => notation));
    for (const [i, { predicted }] of want.kept.entries()) expectClose(got.kept[i]!.predicted, predicted, PREDICTION);
    const curve = dropped.includes('surrogate') ? [] : want.curve;
    expect(got.curve.map(([rank]) => rank)).toEqual(curve.map(([rank]) => rank));
    for (const [i, [, predicted]] of curve.entries()) expectClose(got.curve[i]![1], predicted, CURVE);
  } else expect(got).toEqual(want);
}

/** The text with another letter at a place. */
function changedAt(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
}

/** The notation of the same design: the halves of its first block change places. */
function swapped(notation: string): string {
  const [a, b, c, d, ...rest] = notation.split(',');
  return [c, d, a, b, ...rest].join(',');
}

function isExact({ head, log }: Run): boolean {
  const n = head.config.validationImages;
  return [...trainRecords({ log }), ...retrainRecords({ log })].every(({ curve }) =>
    curve.every((share) => Math.round(share * n) / n === share),
  );
}

describe('result link', () => {
  test('any run comes back, up to the stated rounding; the run read gives the same link', () => {
    fc.assert(
      fc.property(runArbitrary, fc.string({ maxLength: 40 }), (run, title) => {
        const link = formatResult(run, title);
        const read = parseResult(`https://example.org/viewer.html#run=${link.text}`);
        const { id: _id, device, ...head } = run.head;
        expect(read.run.head).toMatchObject(head);
        expect(read.title ?? '').toBe(title);
        expect(read.cells).toBe(trainRecords(run).length);
        expect(read.run.head.device.software).toBe(device.software);
        expect(read.run.log).toHaveLength(run.log.length);
        for (const [i, record] of run.log.entries()) {
          expectRecord(read.run.log[i]!, record, read.dropped, isExact(run));
        }
        expect(formatResult(run, title)).toEqual(link);
        if (isExact(run) && link.dropped.length === 0) expect(formatResult(read.run, title)).toEqual(link);
      }),
      { numRuns: 200 },
    );
  });

  test('what was read has the text it was read from, whatever is left out and however alike predictions are', () => {
    const nearly = fc.record({
      base: fc.double({ min: -2, max: 2, noNaN: true }),
      range: fc.constantFrom(0, 1e-9, 1e-6, 1e-4),
    });
    fc.assert(
      fc.property(runArbitrary, nearly, fc.nat({ max: PARTS.length }), (run, { base, range }, left) => {
        let drawn = 0;
        const predict = (): number => base + range * Math.abs(Math.sin(++drawn));
        const log = run.log.map((record): LogRecord => {
          if (record.type === 'train' && record.predicted !== undefined) return { ...record, predicted: predict() };
          if (record.type !== 'rank') return record;
          return { ...record, kept: record.kept.map((cell) => ({ ...cell, predicted: predict() })) };
        });
        const result = { run: { ...run, log }, dropped: PARTS.slice(0, left), cells: trainRecords(run).length };
        const text = encodeResult(result);
        fc.pre(text.length <= MAX_CHARACTERS);
        expect(encodeResult(parseResult(text))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });

  test('a log of 20,000 fits gives a link of the promised length', () => {
    const { head, log } = madeUpRun();
    const fit = log.find(({ type }) => type === 'fit')!;
    const link = formatResult({ head, log: [...log.slice(0, 30), ...Array.from({ length: 20_000 }, () => fit)] });
    expect(link.text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
    expect(link).toMatchObject({ kept: 30, cells: 30 });
  });

  const paper = { operators: [...PAPER_OPERATORS], validationImages: 5000, images: 50_000, epochs: 20, filters: 4 };

  test('136 one-block cells', () => {
    const link = formatResult(madeUpRun({ config: { ...paper, blocks: 1 } }));
    expect(link).toMatchObject({ kept: 136, cells: 136 });
    expect(link.text.length).toBeLessThanOrEqual(TARGET_CHARACTERS);
  });

  test('300 cells of five levels keep all but what is worth no longer link', () => {
    const run = madeUpRun({ config: { ...paper, blocks: 5, children: 41 } });
    const link = formatResult(run);
    expect(link).toMatchObject({ kept: 300, cells: 300, dropped: ['surrogate', 'curves'] });
    expect(link.text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
  });

  test('the 1,160 cells of the paper: the best of them, and the file has all', () => {
    const run = madeUpRun({ config: { ...paper, blocks: 5, children: 256 } });
    const link = formatResult(run);
    expect(link.cells).toBe(1160);
    expect(link.kept).toBeGreaterThan(200);
    expect(link.text.length).toBeLessThanOrEqual(MAX_CHARACTERS);
    const accuracies = trainRecords(run).map(({ accuracy }) => accuracy!);
    const least = accuracies.sort((a, b) => b - a)[link.kept - 1]!;
    const read = trainRecords(parseResult(link.text).run);
    expect(read).toHaveLength(link.kept);
    for (const { accuracy } of read) expect(accuracy).toBeGreaterThanOrEqual(least);
    expect(parseWith(RunFileSchema, JSON.parse(JSON.stringify(toRunFile(run))), 'run').cells).toHaveLength(1160);
  });
});

describe('a link of an earlier release still opens', () => {
  test('failures keep their places', () => {
    expect(FAILURE_REASONS.slice(0, 4)).toEqual(['nan-loss', 'out-of-memory', 'device-lost', 'gpu-error']);
  });

  const folder = new URL('../../fixtures/links/', import.meta.url);
  test.each(readdirSync(folder).filter((name) => name.endsWith('.link')))('%s', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8').trim();
    // `macro` was `recipe` in the first releases
    const want = JSON.parse(
      readFileSync(new URL(name.replace('.link', '.json'), folder), 'utf8').replace('"recipe":', '"macro":'),
    ) as Result;
    const { head } = want.run;
    const config = parseConfig(head.config); // with what settings that came later were then
    expect(parseResult(text)).toEqual({ ...want, run: { ...want.run, head: { ...head, config } } });
  });
});

describe('a damaged link is refused', () => {
  const { text } = formatResult(madeUpRun());

  test.each([
    ['nothing', '', 'link: only 0 characters arrived'],
    ['its beginning', '#run=1A', 'link: only 2 characters arrived'],
    ['a part', text.slice(0, 100), `link: only 100 of ${text.length} characters arrived`],
    ['a bracket', `${text}>`, `link, character ${text.length + 1}: must be a letter, a digit, - or _; got ">"`],
    ['more', `${text}A`, `link, character ${text.length + 1}: it must end before; 1 characters follow`],
    ['a newer one', `3${text.slice(1)}`, 'link, character 1: its version is 3, written by a newer release'],
    ['another format', `x${text.slice(1)}`, 'link, character 1: must be the version, 2; got "x"'],
    ['a letter changed', changedAt(text, 50), `link, characters 5 to ${text.length}: they do not fit their checksum`],
  ])('%s', (_name, link, message) => {
    expect(() => parseResult(link)).toThrow(message);
  });

  const run = madeUpRun();
  const { config } = run.head;
  const cells = trainRecords(run);
  /** A link as none is made, its checksum right. */
  const forged = (
    change: (record: TrainRecord, i: number) => Partial<TrainRecord>,
    settings = {},
    log = run.log,
  ): string => {
    let child = 0;
    const changed = log.map((record) => (record.type === 'train' ? { ...record, ...change(record, child++) } : record));
    const head = { ...run.head, config: { ...config, ...settings } };
    return encodeResult({ run: { head, log: changed }, dropped: [], cells: cells.length });
  };
  const atFirst = (fields: Partial<TrainRecord>) => (_: TrainRecord, i: number) => (i === 0 ? fields : {});
  const twice = Array.from({ length: 38_000 }, () => cells[0]!);
  const random = { strategy: 'random', blocks: 1 };

  test.each([
    [
      'a level beyond all',
      forged(atFirst({ level: 2 ** 32 - 1 })),
      'link: cells.0: level must be 1 to 3; got 4294967295',
    ],
    [
      'level 0',
      forged(atFirst({ level: 0 })),
      /^link, character \d+: a group must be written in its one form|link: cells\.0: level must be 1/,
    ],
    ['the level of a larger cell', forged(atFirst({ level: 2 })), 'link: cells.0: level must be its 1 blocks; got 2'],
    ['a cell larger than its search', forged(() => ({}), { blocks: 1 }), /level must be 1 to 1; got 2/],
    [
      'small cells of a random search',
      forged(() => ({}), { strategy: 'random' }),
      'level of a random search must be 3; got 1',
    ],
    [
      'a cell twice',
      forged((_, i) => (i === 5 ? { notation: cells[4]!.notation } : {})),
      'link: cells.5: must be another design',
    ],
    [
      'a design twice',
      forged((_, i) => (i === 2 ? { notation: swapped(cells[1]!.notation) } : {})),
      'link: cells.2: must be another design',
    ],
    ['38,000 equal cells', forged(() => ({}), random, twice), 'link: must have at most 3900 characters; got'],
  ])('%s, the checksum right', (_name, link, message) => {
    expect(() => parseResult(link)).toThrow(message);
  });

  /** The outcome of a link that a mistake or an attacker wrote: refused in words, or a run that is written as itself. */
  function expectHonest(link: string): void {
    let read;
    try {
      read = parseResult(link);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toMatch(/^link(, characters? \d+( to \d+)?)?: .+/);
      return;
    }
    expect(() => parseWith(RunFileSchema, toRunFile(read.run), 'run')).not.toThrow();
    expect(Object.getPrototypeOf(read.run)).toBe(Object.prototype);
  }

  test('however it was changed, cut or made up', () => {
    const place = fc.nat({ max: text.length - 1 });
    const letter = fc.constantFrom(...'ABab01-_%.');
    const changed = fc
      .array(fc.tuple(place, letter), { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce((all, [at, to]) => all.slice(0, at) + to + all.slice(at + 1), text));
    const cut = place.map((at) => text.slice(0, at));
    const madeUp = fc.string({ maxLength: 200 }).map((any) => `1${any}`);
    fc.assert(
      fc.property(fc.oneof(changed, cut, madeUp), (link) => {
        fc.pre(link !== text);
        expect(() => parseResult(link)).toThrow(/^link/);
        expectHonest(link);
      }),
      { numRuns: 2000 },
    );
  });

  test('also when its checksum is made to fit', () => {
    const flips = fc.array(fc.nat({ max: 6 * (text.length - 10) }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(flips, fc.nat({ max: 2 * text.length }), (bits, cut) => {
        const payload = decodeEnvelope(text).payload.slice(0, cut);
        for (const bit of bits) if (bit >> 3 < payload.length) payload[bit >> 3]! ^= 1 << (bit & 7);
        expectHonest(encodeEnvelope(payload));
      }),
      { numRuns: 2000 },
    );
  });
});
