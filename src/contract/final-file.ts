/** @file A final training as a file, `final.json` (docs/formats.md). */
import * as v from 'valibot';
import { parseCell } from '../core/space/cell.ts';
import { parseWith } from './config.ts';
import { requireFinite } from './json.ts';
import { amount, CostSchema, IncidentRecordSchema } from './records.ts';
import { finalCost, networkRecords, plannedNetworks, testRecord } from './final-outcome.ts';
import {
  FinalHeadSchema,
  NetworkRecordSchema,
  TestRecordSchema,
  type FinalRecord,
  type FinalRun,
  type TestRecord,
} from './final-records.ts';

/** Version of the format; a newer one is refused. */
export const FINAL_FILE_VERSION = 1;

export const FinalFileSchema = v.object({
  format: v.literal('pnas-final'),
  version: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.maxValue(
      FINAL_FILE_VERSION,
      (issue) => `is ${issue.input}, written by a newer release; this one reads up to ${FINAL_FILE_VERSION}`,
    ),
  ),
  ...FinalHeadSchema.entries,
  /** Computed from the log; not read. */
  cost: v.optional(CostSchema),
  networks: v.array(NetworkRecordSchema),
  /** The only reading of the test images; null before it. */
  reading: v.nullable(TestRecordSchema),
  /** What befell the run, each after so many networks. */
  incidents: v.array(v.object({ after: amount, record: IncidentRecordSchema })),
  finished: v.boolean(),
});

export type FinalFile = v.InferOutput<typeof FinalFileSchema>;

/** What a link may leave out: learning curves; all but the right answers of networks after the first. */
export const FINAL_PARTS = ['curves', 'answers'] as const;
export type FinalPart = (typeof FINAL_PARTS)[number];

/** Whether a text that is read as JSON is of this format. */
export const isFinalFile = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 'pnas-final';

/** The run as `final.json` holds it. */
export function toFinalFile({ head, log }: Pick<FinalRun, 'head' | 'log'>): FinalFile {
  let after = 0;
  const incidents: { after: number; record: Extract<FinalRecord, { type: 'incident' }> }[] = [];
  for (const record of log) {
    if (record.type === 'network') after++;
    if (record.type === 'incident') incidents.push({ after, record });
  }
  return {
    format: 'pnas-final',
    version: FINAL_FILE_VERSION,
    ...head,
    cost: finalCost({ head, log }),
    networks: networkRecords(log),
    reading: testRecord(log) ?? null,
    incidents,
    finished: log.some(({ type }) => type === 'done'),
  };
}

/**
 * Reads `final.json`.
 * @param input what its JSON is.
 * @param name what it is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseFinalFile(input: unknown, name: string): FinalRun {
  return fromFinalFile(parseWith(FinalFileSchema, input, name), name);
}

/**
 * The run of a file.
 * @param dropped what it leaves out, of {@link FINAL_PARTS}: that is empty then.
 * @throws {RangeError} as {@link parseFinalFile}.
 */
export function fromFinalFile(file: FinalFile, name: string, dropped: readonly FinalPart[] = []): FinalRun {
  const { format: _format, version: _version, cost: _cost, networks, reading, incidents, finished, ...head } = file;
  requireFinite(file, name);
  const log: FinalRecord[] = [];
  let next = 0;
  const addIncidents = (until: number): void => {
    while (next < incidents.length && incidents[next]!.after <= until) log.push(incidents[next++]!.record);
  };
  for (const [index, record] of networks.entries()) {
    addIncidents(index);
    log.push(record);
  }
  if (reading !== null) log.push(reading);
  addIncidents(Infinity);
  if (finished) log.push({ type: 'done' });
  checkFinal({ head, log }, name, dropped);
  return { head, log };
}

/**
 * What a final training's log must be, beyond the form of its records.
 * @throws {RangeError} `name: networks.2: ...`.
 */
function checkFinal({ head, log }: Pick<FinalRun, 'head' | 'log'>, name: string, dropped: readonly FinalPart[]): void {
  const hasCurves = !dropped.includes('curves');
  for (const { notation } of head.designs) parseCell(notation);
  const planned = plannedNetworks(head);
  const networks = networkRecords(log);
  const { epochs } = head.config;
  if (networks.length > planned.length)
    throw new RangeError(`${name}: networks must be at most ${planned.length}; got ${networks.length}`);
  for (const [index, record] of networks.entries()) {
    const { of, seed } = planned[index]!;
    const place = `${name}: networks.${index}`;
    if (record.design !== of.design || record.seed !== seed || record.notation !== of.notation)
      throw new RangeError(`${place} must be of ${of.design} ${seed}; got ${record.design} ${record.seed}`);
    const isWhole = hasCurves && record.failure === undefined;
    const [least, most] = isWhole ? [epochs, epochs] : [0, hasCurves ? epochs : 0];
    if (record.epochs.length < least || record.epochs.length > most)
      throw new RangeError(`${place}: epochs must be ${most}; got ${record.epochs.length}`);
  }
  const test = testRecord(log);
  if (test !== undefined) checkTest(test, networks, name, dropped.includes('answers') ? 1 : Infinity);
  const isWhole = networks.length === planned.length && test !== undefined;
  if (log.some(({ type }) => type === 'done') && !isWhole)
    throw new RangeError(`${name}: a finished run must have all ${planned.length} networks and the reading`);
}

/** Every network that was trained has a result, whose counts agree; so do the answers of the first `answered` of them. */
function checkTest(
  { images, results }: TestRecord,
  networks: readonly { failure?: unknown; design: string; seed: number }[],
  name: string,
  answered: number,
): void {
  const trained = networks.filter(({ failure }) => failure === undefined);
  if (results.length !== trained.length)
    throw new RangeError(`${name}: reading must have ${trained.length} results; got ${results.length}`);
  for (const [index, { design, seed, correct, confusion, calibration }] of results.entries()) {
    const place = `${name}: reading.results.${index}`;
    const of = trained[index]!;
    if (design !== of.design || seed !== of.seed)
      throw new RangeError(`${place} must be of ${of.design} ${of.seed}; got ${design} ${seed}`);
    if (correct > images) throw new RangeError(`${place}: correct must be at most ${images}; got ${correct}`);
    if (index >= answered) continue;
    const all = confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    const binned = calibration.reduce((sum, bin) => sum + bin.images, 0);
    const isSquare = confusion.every(({ length }) => length === confusion.length);
    if (!isSquare || all !== images || right !== correct || binned !== images)
      throw new RangeError(`${place} must count ${images} images, ${correct} right; got ${all}, ${right}, ${binned}`);
  }
}
